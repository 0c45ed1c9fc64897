-- The facts, each with its setting and its outcome. A setting is everything that tells one experiment from another except
-- the seed; its number is a 64-bit hash, so that rows stay narrow, differs between engines and is not for keeping.
-- Outcome: 0 done, 1 done from a dead source, 2 diverged, 3 failed or timed out. The larger one explains an absence better.
SELECT *,
       xxhash64((protocol_version, family, coalesce(data, ''), source, target, coalesce(alternate, ''),
                 coalesce(bandwidth, -1e0), coalesce(frequencies, -1), initialisation, width, depth, points,
                 coalesce(batch_size, -1), source_steps, coalesce(source_mse, -1e0), steps, learning_rate, beta1, beta2,
                 epsilon, control_seed_offset)) AS setting,
       coalesce(trained_source_mse >= dead_source_mse, false) AS dead_source,
       CASE WHEN status = 'diverged' THEN 2
            WHEN status <> 'done' THEN 3
            WHEN trained_source_mse >= dead_source_mse THEN 1
            ELSE 0 END AS outcome
FROM facts
