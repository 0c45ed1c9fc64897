-- One row a setting, seed, condition and measure: the MSE at every checkpoint, of fits that are done from living sources.
WITH latest AS (   -- a fit that was tried again has several facts: the last one counts
    SELECT setting, seed, condition, sweep, architecture,
           max_by(outcome, finished_at) AS outcome,
           max_by(checkpoint_steps, finished_at) AS checkpoint_steps,
           max_by(specsweep.curve_at_steps(train_mse, checkpoint_steps), finished_at) AS train_curve,
           max_by(held_out_mse, finished_at) AS test_curve
    FROM facts_by_setting
    GROUP BY ALL
)
SELECT sweep, architecture, setting, seed, condition, measure, checkpoint_steps,
       CASE WHEN measure = 'train' THEN train_curve ELSE test_curve END AS curve
FROM latest CROSS JOIN (VALUES ('train'), ('test')) AS m(measure)
WHERE outcome = 0
