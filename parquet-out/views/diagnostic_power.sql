-- One row a sweep, architecture (and 'all'), diagnostic, outcome, kind of start, measure and budget: Spearman's rank
-- correlation of what was measured before fine-tuning with what came of it, and a 95 % bootstrap interval over seeds.
WITH tuples AS (
    SELECT DISTINCT sweep, architecture, tuple_id, setting
    FROM facts_by_setting
),
starts AS (
    SELECT d.sweep, d.architecture, t.setting, d.seed, d.condition, d.diagnostic, d.value
    FROM diagnostics d JOIN tuples t ON t.sweep = d.sweep AND t.architecture = d.architecture AND t.tuple_id = d.tuple_id
    WHERE d.value IS NOT NULL
),
gains AS (
    SELECT measure, budget, headline, sweep, architecture, setting, seed, condition, log_gain, at_floor,
           CASE condition WHEN 'structured' THEN 'structured'
                          WHEN 'norm-matched' THEN 'ablation'
                          WHEN 'shuffled' THEN 'ablation'
                          WHEN 'head-reset' THEN 'ablation'
                          ELSE 'control' END AS kind
    FROM log_gains
    WHERE log_gain IS NOT NULL
),
contrasts AS (     -- the specificity of a source against a control
    SELECT c.measure, c.budget, c.headline, c.sweep, c.architecture, c.setting, c.seed, c.condition,
           s.log_gain - c.log_gain AS log_specificity, s.at_floor OR c.at_floor AS at_floor
    FROM gains c JOIN gains s
        ON s.measure = c.measure AND s.budget = c.budget AND s.sweep = c.sweep AND s.architecture = c.architecture
           AND s.setting = c.setting AND s.seed = c.seed
    WHERE c.kind = 'control' AND s.kind = 'structured'
),
outcomes AS (
    SELECT 'gain' AS outcome, kind AS starts, measure, budget, headline, sweep, architecture, setting, seed, condition,
           log_gain AS y, at_floor
    FROM gains
    UNION ALL      -- what the source's start says of it
    SELECT 'specificity' AS outcome, 'structured' AS starts, measure, budget, headline, sweep, architecture, setting, seed,
           'structured' AS condition, log_specificity AS y, at_floor
    FROM contrasts
    UNION ALL      -- what the control's start says of it
    SELECT 'specificity' AS outcome, 'control' AS starts, measure, budget, headline, sweep, architecture, setting, seed,
           condition, log_specificity AS y, at_floor
    FROM contrasts
),
pairs AS (
    SELECT o.outcome, o.starts, o.measure, o.budget, o.headline, o.sweep, o.architecture, o.setting, o.seed, s.diagnostic,
           s.value AS x, o.y, o.at_floor
    FROM outcomes o JOIN starts s
        ON s.sweep = o.sweep AND s.architecture = o.architecture AND s.setting = o.setting AND s.seed = o.seed
           AND s.condition = o.condition
),
groups AS (
    SELECT sweep, coalesce(architecture, 'all') AS architecture, diagnostic, outcome, coalesce(starts, 'all') AS starts,
           measure, budget, headline,
           count(*) AS n,
           count(DISTINCT seed) AS n_seeds,
           count(DISTINCT setting) AS n_settings,
           bool_or(at_floor) AS floor,
           array_agg(seed) AS seeds,
           array_agg(x) AS xs,
           array_agg(y) AS ys
    FROM pairs
    GROUP BY GROUPING SETS (
        (sweep, architecture, diagnostic, outcome, starts, measure, budget, headline),
        (sweep, diagnostic, outcome, starts, measure, budget, headline),
        (sweep, architecture, diagnostic, outcome, measure, budget, headline),
        (sweep, diagnostic, outcome, measure, budget, headline))
),
correlated AS (    -- the same specificity stands under two kinds of start: those are not put together
    SELECT *, specsweep.rank_correlation(seeds, xs, ys) AS correlation
    FROM groups
    WHERE outcome = 'gain' OR starts <> 'all'
)
SELECT sweep, architecture, diagnostic, outcome, starts, measure, budget, headline,
       correlation.rho AS rho, correlation.lo AS rho_lo, correlation.hi AS rho_hi,
       n, n_seeds, n_settings, floor
FROM correlated
