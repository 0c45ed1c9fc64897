-- One row a setting and budget: the step that the budget means there, NULL where it is not reached. For a matched error
-- that is the first step at which the geometric mean over seeds of the scratch training MSE is at or below tau.
WITH scratch AS (
    SELECT sweep, architecture, setting,
           specsweep.mean_log_curve(array_agg(seed), array_agg(train_mse)) AS mean_log_mse
    FROM facts_by_setting
    WHERE condition = 'scratch' AND status = 'done'
    GROUP BY sweep, architecture, setting
)
SELECT s.*, b.budget, b.tau, b.headline, CASE WHEN b.step <= s.steps THEN b.step END AS step, b.step <= s.steps AS reached
FROM settings s CROSS JOIN budgets b
WHERE b.tau IS NULL
UNION ALL
SELECT s.*, b.budget, b.tau, b.headline,
       specsweep.first_step_at_or_below(c.mean_log_mse, ln(b.tau)) AS step,
       specsweep.first_step_at_or_below(c.mean_log_mse, ln(b.tau)) IS NOT NULL AS reached
FROM settings s CROSS JOIN budgets b
    LEFT JOIN scratch c ON c.sweep = s.sweep AND c.architecture = s.architecture AND c.setting = s.setting
WHERE b.tau IS NOT NULL
