-- One row a pair of architectures and what both were measured at: by what factor a quantity (structured gain, control gain,
-- specificity) of the first is larger than that of the second. Paired over the seeds that both have, on the log scale, with
-- a 95 % bootstrap interval, NULL below two seeds.
WITH logs AS (
    SELECT l.shared_id, l.own_id, l.architecture, l.measure, l.budget, l.seed, q.quantity,
           CASE q.quantity WHEN 'structured gain' THEN l.structured
                           WHEN 'control gain' THEN l.control_gain
                           ELSE l.specificity END AS log_value
    FROM seed_logs l
        CROSS JOIN (VALUES ('structured gain'), ('control gain'), ('specificity')) AS q(quantity)
),
summaries AS (
    SELECT a.shared_id, a.measure, a.budget, a.quantity, a.architecture AS first_architecture, a.own_id AS first_own_id,
           b.architecture AS second_architecture, b.own_id AS second_own_id,
           count(*) AS n_seeds,
           avg(a.log_value - b.log_value) AS difference,
           array_agg(a.seed) AS seeds,
           array_agg(a.log_value - b.log_value) AS differences
    FROM logs a JOIN logs b ON a.shared_id = b.shared_id AND a.measure = b.measure AND a.budget = b.budget
                           AND a.quantity = b.quantity AND a.seed = b.seed
    WHERE a.architecture < b.architecture
    GROUP BY a.shared_id, a.measure, a.budget, a.quantity, a.architecture, a.own_id, b.architecture, b.own_id
),
intervals AS (
    SELECT *, specsweep.bootstrap_interval(seeds, differences) AS bootstrap
    FROM summaries
)
SELECT shared_id, measure, budget, quantity, first_architecture, first_own_id, second_architecture, second_own_id, n_seeds,
       exp(difference) AS factor, exp(bootstrap.lo) AS factor_lo, exp(bootstrap.hi) AS factor_hi
FROM intervals
