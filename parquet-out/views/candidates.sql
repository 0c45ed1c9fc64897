-- One row a sweep, family, control, measure and candidate: what it gains on average over the family's transfers, with 95 %
-- bootstrap intervals over all its seeds, and what that makes of it. Gains: the structured gain is above 1; specific: so is
-- the specificity; broad: so is the control's gain; negative: one of the two gains is below 1. Each needs its interval.
WITH summaries AS (
    SELECT sweep, family, control, candidate, measure,
           count(*) AS n_seeds,
           bool_or(at_floor) AS at_floor,
           avg(structured) AS structured,
           avg(control_gain) AS control_gain,
           avg(specificity) AS specificity,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(structured)) AS structured_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(control_gain)) AS control_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(specificity)) AS specificity_bootstrap
    FROM candidate_logs
    GROUP BY sweep, family, control, candidate, measure
),
named AS (
    SELECT sweep, family, control, candidate, architecture, bandwidth, width, depth, learning_rate, points, source_steps,
           steps, max(transfers_here) AS transfers, bool_and(whole) AS whole
    FROM candidate_settings
    GROUP BY sweep, family, control, candidate, architecture, bandwidth, width, depth, learning_rate, points,
             source_steps, steps
)
SELECT n.sweep, n.family, n.control, n.candidate, n.architecture, n.bandwidth, n.width, n.depth, n.learning_rate, n.points,
       n.source_steps, n.steps, n.transfers, m.measure, b.budget, coalesce(s.n_seeds, 0) AS n_seeds,
       exp(s.structured) AS structured_gain,
       exp(s.structured_bootstrap.lo) AS structured_gain_lo, exp(s.structured_bootstrap.hi) AS structured_gain_hi,
       exp(s.control_gain) AS control_gain,
       exp(s.control_bootstrap.lo) AS control_gain_lo, exp(s.control_bootstrap.hi) AS control_gain_hi,
       exp(s.specificity) AS specificity,
       exp(s.specificity_bootstrap.lo) AS specificity_lo, exp(s.specificity_bootstrap.hi) AS specificity_hi,
       coalesce(s.at_floor, false) AS floor,
       s.structured_bootstrap.lo > 0 AS gains,
       s.specificity_bootstrap.lo > 0 AS specific,
       s.control_bootstrap.lo > 0 AS broad,
       s.structured_bootstrap.hi < 0 OR s.control_bootstrap.hi < 0 AS negative,
       CASE WHEN NOT n.whole THEN 'not trained on every transfer'
            WHEN coalesce(s.n_seeds, 0) = 0 THEN 'does not reach ' || b.budget || ' on every transfer'
            WHEN s.n_seeds < 2 THEN 'one seed only' END AS obstacle
FROM named n
    JOIN candidate_budgets b ON b.sweep = n.sweep AND b.family = n.family AND b.control = n.control
    CROSS JOIN (VALUES ('train'), ('test')) AS m(measure)
    LEFT JOIN summaries s ON s.sweep = n.sweep AND s.family = n.family AND s.control = n.control
        AND s.candidate = n.candidate AND s.measure = m.measure
