-- One row a fit, without its curves. A fit that was tried again has several facts: the last one counts.
WITH attempts AS (
    SELECT schema_version, protocol_version, sweep, tuple_id, family, data, source, target, alternate, parameter_distance,
           function_distance, architecture, bandwidth, frequencies, initialisation, width, depth, seed, condition,
           points, batch_size, source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon,
           control_seed_offset, dead_source_mse, status, cause, dead_source, trained_source_mse, trained_source_steps,
           specsweep.last_step(train_mse) AS steps_taken,
           specsweep.curve_at(train_mse, specsweep.last_step(train_mse)) AS last_train_mse,
           specsweep.curve_at(held_out_mse, specsweep.last_step(held_out_mse)) AS last_test_mse,
           wall_ms, finished_at, host, code_version, jdk, cpu, blas_core, native_threads,
           source_data, data_file, data_sha256
    FROM facts_by_setting
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY sweep, tuple_id, condition ORDER BY finished_at DESC) AS attempt,
           count(*) OVER (PARTITION BY sweep, tuple_id, condition) AS attempts
    FROM attempts
)
SELECT schema_version, protocol_version, sweep, tuple_id, family, data, source, target, alternate, parameter_distance,
       function_distance, architecture, bandwidth, frequencies, initialisation, width, depth, seed, condition,
       points, batch_size, source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon, control_seed_offset,
       dead_source_mse, status, cause, dead_source, trained_source_mse, trained_source_steps, steps_taken,
       last_train_mse, last_test_mse, attempts, wall_ms, finished_at, host, code_version, jdk, cpu, blas_core,
       native_threads, source_data, data_file, data_sha256
FROM numbered
WHERE attempt = 1
