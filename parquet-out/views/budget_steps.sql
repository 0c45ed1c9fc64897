-- One row a setting and budget: the step that the budget means there, NULL where it is not reached. For a matched error
-- that is the first step at which the geometric mean over seeds of the scratch training MSE is at or below tau. A setting
-- without any fit from scratch has nothing to be compared with, and no row.
WITH held AS (
    SELECT setting, sweep, architecture, max(steps) AS steps,
           specsweep.mean_log_curve(array_agg(seed) FILTER (WHERE status = 'done'),
                                    array_agg(train_mse) FILTER (WHERE status = 'done')) AS mean_log_mse
    FROM facts_by_setting
    WHERE condition = 'scratch'
    GROUP BY setting, sweep, architecture
),
stepped AS (
    SELECT h.sweep, h.architecture, h.setting, b.budget, b.tau, b.headline,
           CASE WHEN b.tau IS NOT NULL THEN specsweep.first_step_at_or_below(h.mean_log_mse, ln(b.tau))
                WHEN b.step <= h.steps THEN b.step END AS step
    FROM held h CROSS JOIN budgets b
)
SELECT *, step IS NOT NULL AS reached
FROM stepped
