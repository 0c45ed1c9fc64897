-- One row a setting, control, measure and checkpoint: specificity at every step that was kept, with the two gains. Where a
-- budget is a fixed step, the row of that step has the numbers of specificity.
WITH paired AS (
    SELECT *,
           max_by(curve, CASE WHEN condition = 'scratch' THEN 1 END) OVER tuple AS scratch_curve,
           max_by(curve, CASE WHEN condition = 'structured' THEN 1 END) OVER tuple AS structured_curve
    FROM seed_curves
    WINDOW tuple AS (PARTITION BY setting, seed, measure, sweep, architecture)
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
    SELECT setting, step, control, measure, sweep, architecture,
           count(*) AS n_seeds,
           bool_or(at_floor) AS at_floor,
           avg(structured) AS structured,
           avg(control_gain) AS control_gain,
           avg(specificity) AS specificity,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(structured)) AS structured_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(control_gain)) AS control_bootstrap,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(specificity)) AS specificity_bootstrap
    FROM logs
    GROUP BY setting, step, control, measure, sweep, architecture
)
SELECT /*+ BROADCAST(s) */
       sweep, architecture, s.protocol_version, s.family, s.data, s.source, s.target, s.alternate, s.bandwidth,
       s.frequencies, s.initialisation, s.width, s.depth, s.points, s.batch_size, s.source_steps, s.source_mse, s.steps,
       s.learning_rate, s.beta1, s.beta2, s.epsilon, s.control_seed_offset, m.control, m.measure, m.step, m.n_seeds,
       exp(m.structured) AS structured_gain,
       exp(m.structured_bootstrap.lo) AS structured_gain_lo,
       exp(m.structured_bootstrap.hi) AS structured_gain_hi,
       exp(m.control_gain) AS control_gain,
       exp(m.control_bootstrap.lo) AS control_gain_lo,
       exp(m.control_bootstrap.hi) AS control_gain_hi,
       exp(m.specificity) AS specificity,
       exp(m.specificity_bootstrap.lo) AS specificity_lo,
       exp(m.specificity_bootstrap.hi) AS specificity_hi,
       m.at_floor AS floor
FROM means m JOIN settings s USING (sweep, architecture, setting)
