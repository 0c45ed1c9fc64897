-- One row a setting: what was varied, and the seeds that it has in whatever condition.
SELECT sweep, architecture, setting, protocol_version, family, data, source_data, source, target, alternate,
       bandwidth, frequencies, initialisation, width, depth, points, batch_size, source_steps, source_mse, steps,
       learning_rate, beta1, beta2, epsilon, control_seed_offset,
       max(parameter_distance) AS parameter_distance,
       max(function_distance) AS function_distance,
       count(DISTINCT seed) AS seeds
FROM facts_by_setting
GROUP BY ALL
