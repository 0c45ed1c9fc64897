-- One row a setting, condition, measure and checkpoint: the geometric mean over seeds of the MSE of its fits that are done
-- from living sources, with its 95 % bootstrap interval. MSE is clamped at 1e-13 as in specificity.
WITH latest AS (   -- a fit that was tried again has several facts: the last one counts
    SELECT sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
           initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
           beta2, epsilon, control_seed_offset, seed, condition,
           max_by(outcome, finished_at) AS outcome,
           max_by(checkpoint_steps, finished_at) AS checkpoint_steps,
           max_by(specsweep.curve_at_steps(train_mse, checkpoint_steps), finished_at) AS train_curve,
           max_by(held_out_mse, finished_at) AS test_curve
    FROM facts_by_setting
    GROUP BY sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
             initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
             beta2, epsilon, control_seed_offset, seed, condition
),
measured AS (
    SELECT *, CASE WHEN measure = 'train' THEN train_curve ELSE test_curve END AS curve
    FROM latest CROSS JOIN (VALUES ('train'), ('test')) AS m(measure)
    WHERE outcome = 0
),
exploded AS (
    SELECT *, explode(specsweep.positions(curve)) AS position
    FROM measured
),
logs AS (
    SELECT *, specsweep.step_at(checkpoint_steps, position) AS step,
           ln(specsweep.clamp(specsweep.curve_at(curve, position))) AS log_mse
    FROM exploded
),
means AS (
    SELECT sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
           initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
           beta2, epsilon, control_seed_offset, condition, measure, step,
           count(*) AS n_seeds,
           avg(log_mse) AS log_mse,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(log_mse)) AS bootstrap
    FROM logs
    GROUP BY sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
             initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
             beta2, epsilon, control_seed_offset, condition, measure, step
)
SELECT sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
       initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1, beta2,
       epsilon, control_seed_offset, condition, measure, step, n_seeds,
       exp(log_mse) AS mse, exp(bootstrap.lo) AS mse_lo, exp(bootstrap.hi) AS mse_hi
FROM means
