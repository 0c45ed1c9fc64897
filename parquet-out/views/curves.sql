-- One row a fit, measure and step: the whole training curve, and the held-out curve at its checkpoints.
WITH points AS (
    SELECT *, 'train' AS measure, explode(specsweep.positions(train_mse)) AS position, train_mse AS curve
    FROM facts_by_setting
    UNION ALL
    SELECT *, 'test' AS measure, explode(specsweep.positions(held_out_mse)) AS position, held_out_mse AS curve
    FROM facts_by_setting
)
SELECT sweep, tuple_id, family, source, target, architecture, bandwidth, width, depth, learning_rate, seed, condition,
       status, dead_source, finished_at, measure,
       CASE WHEN measure = 'train' THEN position ELSE specsweep.step_at(checkpoint_steps, position) END AS step,
       specsweep.curve_at(curve, position) AS mse
FROM points
