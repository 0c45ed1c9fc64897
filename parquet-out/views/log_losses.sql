-- One row a fact, score, measure and budget: the logarithm of what is compared. Score mse: the MSE at the budget's step.
-- Score mean_log_loss: the mean over steps 0 to the budget's step of the logarithm of the training MSE.
-- Each branch reads only the curve it needs; the steps are few and are sent to where the curves are.
SELECT /*+ BROADCAST(b) */
       s.score, 'train' AS measure, b.budget, b.headline, b.step, f.sweep, f.architecture, f.setting, f.seed, f.condition,
       f.outcome, f.finished_at,
       CASE WHEN s.score = 'mse' THEN ln(specsweep.clamp(specsweep.curve_at(f.train_mse, b.step)))
            ELSE specsweep.mean_log_until(f.train_mse, b.step) END AS log_loss,
       specsweep.clamp(specsweep.curve_at(f.train_mse, b.step)) > specsweep.curve_at(f.train_mse, b.step) AS at_floor
FROM facts_by_setting f
    JOIN budget_steps b USING (sweep, architecture, setting)
    CROSS JOIN (VALUES ('mse'), ('mean_log_loss')) AS s(score)
UNION ALL
SELECT /*+ BROADCAST(b) */
       'mse' AS score, 'test' AS measure, b.budget, false AS headline, b.step, f.sweep, f.architecture, f.setting,
       f.seed, f.condition, f.outcome, f.finished_at,
       ln(specsweep.clamp(specsweep.held_out_at(f.held_out_mse, f.checkpoint_steps, b.step))) AS log_loss,
       specsweep.clamp(specsweep.held_out_at(f.held_out_mse, f.checkpoint_steps, b.step))
           > specsweep.held_out_at(f.held_out_mse, f.checkpoint_steps, b.step) AS at_floor
FROM facts_by_setting f JOIN budget_steps b USING (sweep, architecture, setting)
