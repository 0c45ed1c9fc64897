-- One row a sweep, family, control, measure and question: the candidate that answers it, its value and what to beware of.
-- The questions: which transfers most (largest structured gain), which most specifically (largest specificity), which
-- reuses anything (broad: largest gain from the control), which is harmed (negative: smallest gain of all).
-- The best of k looks better than it is on the seeds that picked it. From ten seeds on it is therefore picked on the first
-- half of them, and value, interval and lead over the runner-up come from the other half; with fewer the caveats say so.
-- Supported: the interval lies on the side that the question asks for, above 1, for harmed below.
WITH questions AS (
    SELECT l.sweep, l.family, l.control, l.candidate, l.measure, l.seed, l.halved, l.picks, l.reports, l.at_floor,
           q.question, q.quantity,
           q.direction * CASE q.quantity WHEN 'structured gain' THEN l.structured
                                         WHEN 'control gain' THEN l.control_gain
                                         ELSE l.specificity END AS merit
    FROM candidate_logs l
        CROSS JOIN (VALUES ('transfers most', 'structured gain', 1), ('transfers most specifically', 'specificity', 1),
                           ('reuses anything', 'control gain', 1), ('is harmed', 'control gain', -1),
                           ('is harmed', 'structured gain', -1)) AS q(question, quantity, direction)
),
picked AS (
    SELECT sweep, family, control, measure, question, quantity, candidate,
           avg(CASE WHEN picks THEN merit END) AS pick
    FROM questions
    GROUP BY sweep, family, control, measure, question, quantity, candidate
    HAVING count(CASE WHEN picks THEN merit END) >= 2 AND count(CASE WHEN reports THEN merit END) >= 2
),
ranked AS (        -- a candidate that could be harmed in two ways stands once, with the worse one
    SELECT *, row_number() OVER (PARTITION BY sweep, family, control, measure, question
                                 ORDER BY pick DESC, candidate) AS place
    FROM (SELECT *, row_number() OVER (PARTITION BY sweep, family, control, measure, question, candidate
                                       ORDER BY pick DESC, quantity) AS way
          FROM picked) AS ways
    WHERE way = 1
),
reporting AS (
    SELECT r.sweep, r.family, r.control, r.measure, r.question, r.place, r.candidate, r.quantity, q.seed,
           q.merit, q.halved, q.at_floor,
           max(CASE WHEN r.place = 2 THEN q.merit END)
               OVER (PARTITION BY r.sweep, r.family, r.control, r.measure, r.question, q.seed) AS runner_up_merit
    FROM ranked r
        JOIN questions q ON q.sweep = r.sweep AND q.family = r.family AND q.control = r.control AND q.measure = r.measure
            AND q.question = r.question AND q.quantity = r.quantity AND q.candidate = r.candidate
    WHERE q.reports AND r.place <= 2
),
summaries AS (
    SELECT sweep, family, control, measure, question, candidate, quantity, halved,
           CASE WHEN question = 'is harmed' THEN -1 ELSE 1 END AS direction,
           count(*) AS n_seeds,
           bool_or(at_floor) AS at_floor,
           avg(merit) AS merit,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(merit)) AS merit_interval,
           avg(merit - runner_up_merit) AS lead,
           specsweep.bootstrap_interval(
               array_agg(seed) FILTER (WHERE runner_up_merit IS NOT NULL),
               array_agg(merit - runner_up_merit) FILTER (WHERE runner_up_merit IS NOT NULL)) AS lead_interval
    FROM reporting
    WHERE place = 1
    GROUP BY sweep, family, control, measure, question, candidate, quantity, halved
),
left_out AS (
    SELECT sweep, family, control, measure, count(*) AS candidates,
           count(CASE WHEN obstacle IS NOT NULL THEN 1 END) AS candidates_out
    FROM candidates
    GROUP BY sweep, family, control, measure
)
SELECT s.sweep, s.family, s.control, s.measure, c.budget, s.question, s.quantity, c.architecture, c.bandwidth, c.width,
       c.depth, c.learning_rate, c.points, c.source_steps, c.steps, c.transfers,
       exp(s.direction * s.merit) AS value,
       CASE WHEN s.direction > 0 THEN exp(s.merit_interval.lo) ELSE exp(-s.merit_interval.hi) END AS value_lo,
       CASE WHEN s.direction > 0 THEN exp(s.merit_interval.hi) ELSE exp(-s.merit_interval.lo) END AS value_hi,
       s.n_seeds,
       s.merit_interval.lo > 0 AS supported,
       u.architecture AS runner_up, u.bandwidth AS runner_up_bandwidth,
       exp(s.lead) AS lead, exp(s.lead_interval.lo) AS lead_lo, exp(s.lead_interval.hi) AS lead_hi,
       o.candidates, o.candidates_out,
       nullif(concat_ws('; ',
           CASE WHEN NOT s.halved THEN 'picked on the seeds that report it, which flatters it: ten seeds would do without' END,
           CASE WHEN s.n_seeds < 5 THEN 'few seeds: the interval is too narrow' END,
           CASE WHEN s.lead_interval.lo <= 0 THEN 'not told apart from the runner-up' END,
           CASE WHEN NOT b.matched THEN 'compared at a fixed step, for most reach no matched error' END,
           CASE WHEN o.candidates_out > 0 THEN CAST(o.candidates_out AS STRING) || ' of '
               || CAST(o.candidates AS STRING) || ' candidates could not be compared' END,
           CASE WHEN s.at_floor THEN 'the float32 floor of 1e-13 is touched: true gains are larger' END,
           CASE WHEN c.transfers = 1 THEN 'one transfer only' END), '') AS caveats
FROM summaries s
    JOIN candidates c ON c.sweep = s.sweep AND c.family = s.family AND c.control = s.control AND c.measure = s.measure
        AND c.candidate = s.candidate
    JOIN candidate_budgets b ON b.sweep = s.sweep AND b.family = s.family AND b.control = s.control
    JOIN left_out o ON o.sweep = s.sweep AND o.family = s.family AND o.control = s.control AND o.measure = s.measure
    LEFT JOIN ranked r ON r.sweep = s.sweep AND r.family = s.family AND r.control = s.control AND r.measure = s.measure
        AND r.question = s.question AND r.place = 2
    LEFT JOIN candidates u ON u.sweep = r.sweep AND u.family = r.family AND u.control = r.control AND u.measure = r.measure
        AND u.candidate = r.candidate
