-- One row a start and diagnostic: what was measured before fine-tuning began. NULL where the diagnostic is undefined for the
-- start; then cause says whether the start could not be had. Of a start that was measured again the last values count.
WITH numbered AS (
    SELECT sweep, tuple_id, condition, diagnostic, value, cause, finished_at AS measured_at,
           row_number() OVER (PARTITION BY sweep, tuple_id, condition, diagnostic ORDER BY finished_at DESC) AS attempt
    FROM measurements
)
SELECT f.sweep, f.tuple_id, f.family, f.data, f.source, f.target, f.alternate, f.parameter_distance,
       f.function_distance, f.architecture, f.bandwidth, f.frequencies, f.initialisation, f.width, f.depth, f.points,
       f.batch_size, f.source_steps, f.source_mse, f.steps,
       f.learning_rate, f.beta1, f.beta2, f.epsilon, f.control_seed_offset, f.protocol_version, f.seed, f.condition,
       f.status, f.dead_source, f.trained_source_mse, n.diagnostic, n.value, n.cause, n.measured_at
FROM numbered n JOIN fits f ON f.sweep = n.sweep AND f.tuple_id = n.tuple_id AND f.condition = n.condition
WHERE n.attempt = 1
