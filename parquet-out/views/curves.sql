-- One row a fit, measure and step: the whole training curve, and the held-out curve at its checkpoints. A fit that was
-- tried again has several facts: the last one counts.
WITH numbered AS (
    SELECT *, row_number() OVER (PARTITION BY sweep, tuple_id, condition ORDER BY finished_at DESC) AS attempt
    FROM facts_by_setting
),
points AS (
    SELECT *, 'train' AS measure, explode(specsweep.positions(train_mse)) AS position, train_mse AS curve
    FROM numbered
    WHERE attempt = 1
    UNION ALL
    SELECT *, 'test' AS measure, explode(specsweep.positions(held_out_mse)) AS position, held_out_mse AS curve
    FROM numbered
    WHERE attempt = 1
)
SELECT sweep, tuple_id, family, source, target, architecture, bandwidth, width, depth, learning_rate, seed, condition,
       status, dead_source, finished_at, measure,
       CASE WHEN measure = 'train' THEN position ELSE specsweep.step_at(checkpoint_steps, position) END AS step,
       specsweep.curve_at(curve, position) AS mse
FROM points
