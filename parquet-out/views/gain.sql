-- One row a fit that is not scratch, measure and checkpoint: how many times smaller its MSE is than that of scratch.
WITH checkpoints AS (
    SELECT *, 'train' AS measure, specsweep.curve_at_steps(train_mse, checkpoint_steps) AS curve
    FROM facts_by_setting
    UNION ALL
    SELECT *, 'test' AS measure, held_out_mse AS curve
    FROM facts_by_setting
),
paired AS (
    SELECT sweep, tuple_id, protocol_version, family, data, source, target, alternate, parameter_distance,
           function_distance, architecture, bandwidth, frequencies, initialisation, width, depth, points, batch_size,
           source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon, control_seed_offset, seed, condition,
           outcome, measure,
           checkpoint_steps, curve,
           row_number() OVER (PARTITION BY sweep, tuple_id, measure, condition ORDER BY finished_at DESC) AS attempt,
           max_by(outcome, CASE WHEN condition = 'scratch' THEN finished_at END) OVER tuple AS scratch_outcome,
           max_by(curve, CASE WHEN condition = 'scratch' THEN finished_at END) OVER tuple AS scratch_curve,
           max_by(checkpoint_steps, CASE WHEN condition = 'scratch' THEN finished_at END) OVER tuple AS scratch_steps
    FROM checkpoints
    WINDOW tuple AS (PARTITION BY sweep, tuple_id, measure)
),
exploded AS (
    SELECT *, explode(specsweep.positions(curve)) AS position
    FROM paired
    WHERE attempt = 1 AND condition <> 'scratch'
),
measured AS (
    SELECT *, specsweep.step_at(checkpoint_steps, position) AS step, specsweep.curve_at(curve, position) AS mse,
           specsweep.held_out_at(scratch_curve, scratch_steps, specsweep.step_at(checkpoint_steps, position))
               AS scratch_mse
    FROM exploded
)
SELECT sweep, tuple_id, protocol_version, family, data, source, target, alternate, parameter_distance, function_distance,
       architecture, bandwidth, frequencies, initialisation, width, depth, points, batch_size, source_steps, source_mse,
       steps, learning_rate, beta1, beta2, epsilon, control_seed_offset, seed, condition, measure, step, scratch_mse, mse,
       specsweep.clamp(scratch_mse) / specsweep.clamp(mse) AS gain,
       coalesce(specsweep.clamp(scratch_mse) > scratch_mse, false) OR specsweep.clamp(mse) > mse AS at_floor,
       outcome = 0 AND coalesce(scratch_outcome = 0, false) AS usable
FROM measured
