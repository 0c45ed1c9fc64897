-- One row a sweep, architecture (and 'all'), diagnostic, outcome, kind of start, measure and budget: Spearman's rank
-- correlation of what was measured before fine-tuning with what came of it, and a 95 % bootstrap interval over seeds.
-- Each step stands on the one before alone, so that an engine that expands views reads the facts once.
WITH numbered AS (
    SELECT sweep, tuple_id, condition, diagnostic, value,
           row_number() OVER (PARTITION BY sweep, tuple_id, condition, diagnostic ORDER BY finished_at DESC) AS attempt
    FROM measurements
),
starts AS (
    SELECT f.sweep, f.architecture, f.setting, f.seed, n.condition, n.diagnostic, n.value
    FROM numbered n
        JOIN (SELECT DISTINCT sweep, architecture, tuple_id, setting, seed FROM facts_by_setting) AS f
            ON f.sweep = n.sweep AND f.tuple_id = n.tuple_id
    WHERE n.attempt = 1
),
pairs AS (
    SELECT g.measure, g.budget, g.headline, g.sweep, g.architecture, g.setting, g.seed, s.diagnostic, s.value, g.log_gain,
           g.at_floor,
           CASE g.condition WHEN 'structured' THEN 'structured'
                            WHEN 'norm-matched' THEN 'ablation'
                            WHEN 'shuffled' THEN 'ablation'
                            WHEN 'head-reset' THEN 'ablation'
                            ELSE 'control' END AS kind
    FROM log_gains g JOIN starts s
        ON s.sweep = g.sweep AND s.architecture = g.architecture AND s.setting = g.setting AND s.seed = g.seed
           AND s.condition = g.condition
    WHERE g.log_gain IS NOT NULL
),
beside AS (        -- each start beside that of the source
    SELECT *,
           max(CASE WHEN kind = 'structured' THEN value END) OVER tuple AS source_value,
           max(CASE WHEN kind = 'structured' THEN log_gain END) OVER tuple AS source_log_gain,
           coalesce(bool_or(kind = 'structured' AND at_floor) OVER tuple, false) AS source_at_floor
    FROM pairs
    WINDOW tuple AS (PARTITION BY measure, budget, sweep, architecture, setting, seed, diagnostic)
),
questions AS (     -- a gain is foretold from its own start; a specificity from the source's start, or from the control's
    SELECT b.measure, b.budget, b.headline, b.sweep, b.architecture, b.setting, b.seed, b.diagnostic, q.outcome,
           CASE WHEN q.asked = 'source' THEN 'structured' ELSE b.kind END AS starts,
           CASE WHEN q.asked = 'source' THEN b.source_value ELSE b.value END AS x,
           CASE WHEN q.outcome = 'gain' THEN b.log_gain ELSE b.source_log_gain - b.log_gain END AS y,
           b.at_floor OR (q.outcome = 'specificity' AND b.source_at_floor) AS at_floor
    FROM beside b
        CROSS JOIN (VALUES ('gain', 'own'), ('specificity', 'source'), ('specificity', 'own')) AS q(outcome, asked)
    WHERE q.outcome = 'gain' OR b.kind = 'control'
),
levels AS (        -- by architecture and for all, by kind of start and for all; the same specificity stands under two kinds
    SELECT q.measure, q.budget, q.headline, q.sweep, q.setting, q.seed, q.diagnostic, q.outcome, q.x, q.y, q.at_floor,
           CASE WHEN l.own_architecture THEN q.architecture ELSE 'all' END AS architecture,
           CASE WHEN l.own_starts THEN q.starts ELSE 'all' END AS starts
    FROM questions q
        CROSS JOIN (VALUES (true, true), (true, false), (false, true), (false, false)) AS l(own_architecture, own_starts)
    WHERE (l.own_starts OR q.outcome = 'gain') AND q.x IS NOT NULL AND q.y IS NOT NULL
),
groups AS (
    SELECT sweep, architecture, diagnostic, outcome, starts, measure, budget, headline,
           count(*) AS n,
           count(DISTINCT seed) AS n_seeds,
           count(DISTINCT setting) AS n_settings,
           bool_or(at_floor) AS floor,
           specsweep.rank_correlation(array_agg(seed), array_agg(x), array_agg(y)) AS correlation
    FROM levels
    GROUP BY sweep, architecture, diagnostic, outcome, starts, measure, budget, headline
)
SELECT sweep, architecture, diagnostic, outcome, starts, measure, budget, headline,
       correlation.rho AS rho, correlation.lo AS rho_lo, correlation.hi AS rho_hi,
       n, n_seeds, n_settings, floor
FROM groups
