-- One row a fit and tau: the first step at which its training MSE is at or below tau, and how many times fewer steps that
-- is than scratch took. NULL where tau was not reached.
WITH crossings AS (
    SELECT f.sweep, f.tuple_id, f.family, f.source, f.target, f.architecture, f.bandwidth, f.width, f.depth,
           f.learning_rate, f.steps, f.seed, f.condition, f.outcome, f.finished_at, b.tau,
           specsweep.first_step_at_or_below(f.train_mse, b.tau) AS step
    FROM facts_by_setting f CROSS JOIN budgets b
    WHERE b.tau IS NOT NULL
),
paired AS (
    SELECT *,
           row_number() OVER (PARTITION BY sweep, tuple_id, tau, condition ORDER BY finished_at DESC) AS attempt,
           max_by(step, CASE WHEN condition = 'scratch' THEN finished_at END) OVER tuple AS scratch_step,
           max_by(outcome, CASE WHEN condition = 'scratch' THEN finished_at END) OVER tuple AS scratch_outcome
    FROM crossings
    WINDOW tuple AS (PARTITION BY sweep, tuple_id, tau)
)
SELECT sweep, tuple_id, family, source, target, architecture, bandwidth, width, depth, learning_rate, steps, seed,
       condition, tau, step, scratch_step,
       CAST(greatest(scratch_step, 1) AS DOUBLE) / CASE WHEN step IS NOT NULL AND scratch_step IS NOT NULL
                                                        THEN greatest(step, 1) END AS speedup,
       outcome = 0 AND coalesce(scratch_outcome = 0, false) AS usable
FROM paired
WHERE attempt = 1
