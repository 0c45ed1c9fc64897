-- One row a setting, condition, measure and checkpoint: the geometric mean over seeds of the MSE of its fits that are done
-- from living sources, with its 95 % bootstrap interval. MSE is clamped at 1e-13 as in specificity.
WITH exploded AS (
    SELECT *, explode(specsweep.positions(curve)) AS position
    FROM seed_curves
),
logs AS (
    SELECT *, specsweep.step_at(checkpoint_steps, position) AS step,
           ln(specsweep.clamp(specsweep.curve_at(curve, position))) AS log_mse
    FROM exploded
),
means AS (
    SELECT setting, step, condition, measure, sweep, architecture,
           count(*) AS n_seeds,
           avg(log_mse) AS log_mse,
           specsweep.bootstrap_interval(array_agg(seed), array_agg(log_mse)) AS bootstrap
    FROM logs
    GROUP BY setting, step, condition, measure, sweep, architecture
)
SELECT /*+ BROADCAST(s) */
       sweep, architecture, s.protocol_version, s.family, s.data, s.source, s.target, s.alternate, s.bandwidth,
       s.frequencies, s.initialisation, s.width, s.depth, s.points, s.batch_size, s.source_steps, s.source_mse, s.steps,
       s.learning_rate, s.beta1, s.beta2, s.epsilon, s.control_seed_offset, m.condition, m.measure, m.step, m.n_seeds,
       exp(m.log_mse) AS mse, exp(m.bootstrap.lo) AS mse_lo, exp(m.bootstrap.hi) AS mse_hi
FROM means m JOIN settings s USING (sweep, architecture, setting)
