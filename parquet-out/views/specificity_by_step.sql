-- One row a setting, control, measure and checkpoint: specificity at every step that was kept, with the two gains. Where a
-- budget is a fixed step, the row of that step has the numbers of specificity.
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
paired AS (
    SELECT *,
           max_by(curve, CASE WHEN condition = 'scratch' THEN 1 END) OVER tuple AS scratch_curve,
           max_by(curve, CASE WHEN condition = 'structured' THEN 1 END) OVER tuple AS structured_curve
    FROM measured
    WINDOW tuple AS (PARTITION BY sweep, architecture, protocol_version, family, data, source, target, alternate,
                                  bandwidth, frequencies, initialisation, width, depth, points, batch_size,
                                  source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon,
                                  control_seed_offset, seed, measure)
),
exploded AS (
    SELECT *, condition AS control, explode(specsweep.positions(curve)) AS position
    FROM paired
    WHERE condition NOT IN ('scratch', 'structured') AND scratch_curve IS NOT NULL AND structured_curve IS NOT NULL
),
mses AS (
    SELECT *, specsweep.step_at(checkpoint_steps, position) AS step,
           specsweep.curve_at(curve, position) AS control_mse,
           specsweep.curve_at(scratch_curve, position) AS scratch_mse,
           specsweep.curve_at(structured_curve, position) AS structured_mse
    FROM exploded
),
logs AS (
    SELECT *,
           ln(specsweep.clamp(scratch_mse)) - ln(specsweep.clamp(structured_mse)) AS structured,
           ln(specsweep.clamp(scratch_mse)) - ln(specsweep.clamp(control_mse)) AS control_gain,
           ln(specsweep.clamp(control_mse)) - ln(specsweep.clamp(structured_mse)) AS specificity,
           specsweep.clamp(least(scratch_mse, structured_mse, control_mse)) > least(scratch_mse, structured_mse, control_mse)
               AS at_floor
    FROM mses
),
means AS (
    SELECT sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
           initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
           beta2, epsilon, control_seed_offset, control, measure, step,
           count(*) AS n_seeds,
           bool_or(at_floor) AS at_floor,
           avg(structured) AS structured,
           avg(control_gain) AS control_gain,
           avg(specificity) AS specificity,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(structured)) AS structured_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(control_gain)) AS control_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(specificity)) AS specificity_bootstrap
    FROM logs
    GROUP BY sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
             initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
             beta2, epsilon, control_seed_offset, control, measure, step
)
SELECT sweep, architecture, protocol_version, family, data, source, target, alternate, bandwidth, frequencies,
       initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1, beta2,
       epsilon, control_seed_offset, control, measure, step, n_seeds,
       exp(structured) AS structured_gain,
       exp(structured_bootstrap.lo) AS structured_gain_lo,
       exp(structured_bootstrap.hi) AS structured_gain_hi,
       exp(control_gain) AS control_gain,
       exp(control_bootstrap.lo) AS control_gain_lo,
       exp(control_bootstrap.hi) AS control_gain_hi,
       exp(specificity) AS specificity,
       exp(specificity_bootstrap.lo) AS specificity_lo,
       exp(specificity_bootstrap.hi) AS specificity_hi,
       at_floor AS floor
FROM means
