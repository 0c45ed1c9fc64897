-- One row a score, measure, budget, setting and control: structured gain A, control gain C and A/C as geometric means over
-- the seeds whose scratch, structured and control fits are all done from living sources, with two kinds of 95 % interval.
WITH summaries AS (
    SELECT setting, control, score, measure, budget, headline, step, sweep, architecture,
           max(seeds) - count(*) AS n_without_control,
           count(CASE WHEN worst = 0 THEN 1 END) AS n_seeds,
           count(CASE WHEN worst = 1 THEN 1 END) AS n_dead,
           count(CASE WHEN worst = 2 THEN 1 END) AS n_diverged,
           count(CASE WHEN worst = 3 THEN 1 END) AS n_failed,
           count(CASE WHEN worst = 4 THEN 1 END) AS n_unpaired,
           coalesce(bool_or(at_floor), false) AS at_floor,
           avg(structured) AS structured,
           avg(control_gain) AS control_gain,
           avg(specificity) AS specificity,
           stddev_samp(structured) / sqrt(count(structured)) AS structured_error,
           stddev_samp(control_gain) / sqrt(count(control_gain)) AS control_error,
           stddev_samp(specificity) / sqrt(count(specificity)) AS specificity_error,
           array_agg(seed) FILTER (WHERE structured IS NOT NULL) AS paired_seeds,
           array_agg(structured) FILTER (WHERE structured IS NOT NULL) AS structured_logs,
           array_agg(control_gain) FILTER (WHERE structured IS NOT NULL) AS control_logs,
           array_agg(specificity) FILTER (WHERE structured IS NOT NULL) AS specificity_logs
    FROM seed_gains
    GROUP BY setting, control, score, measure, budget, headline, step, sweep, architecture
),
intervals AS (     -- seeds are resampled jointly: the same draws for A, C and A/C
    SELECT *,
           specsweep.bootstrap_interval(paired_seeds, structured_logs) AS structured_bootstrap,
           specsweep.bootstrap_interval(paired_seeds, control_logs) AS control_bootstrap,
           specsweep.bootstrap_interval(paired_seeds, specificity_logs) AS specificity_bootstrap,
           specsweep.student_t_975(n_seeds - 1) AS t
    FROM summaries
)
SELECT /*+ BROADCAST(s) */
       score, setting, sweep, s.family, s.data, s.source, s.target, s.alternate, s.parameter_distance, s.function_distance,
       architecture, s.bandwidth, s.frequencies, s.initialisation, s.width, s.depth, s.points, s.batch_size, s.source_steps,
       s.source_mse, s.steps, s.learning_rate, s.beta1, s.beta2, s.epsilon, s.control_seed_offset, s.protocol_version,
       i.control, i.measure, i.budget, i.headline, i.step, i.step IS NOT NULL AS reached, i.n_seeds,
       exp(i.structured) AS structured_gain,
       exp(i.structured_bootstrap.lo) AS structured_gain_lo,
       exp(i.structured_bootstrap.hi) AS structured_gain_hi,
       exp(i.structured - t * i.structured_error) AS structured_gain_t_lo,
       exp(i.structured + t * i.structured_error) AS structured_gain_t_hi,
       exp(i.control_gain) AS control_gain,
       exp(i.control_bootstrap.lo) AS control_gain_lo,
       exp(i.control_bootstrap.hi) AS control_gain_hi,
       exp(i.control_gain - t * i.control_error) AS control_gain_t_lo,
       exp(i.control_gain + t * i.control_error) AS control_gain_t_hi,
       exp(i.specificity) AS specificity,
       exp(i.specificity_bootstrap.lo) AS specificity_lo,
       exp(i.specificity_bootstrap.hi) AS specificity_hi,
       exp(i.specificity - t * i.specificity_error) AS specificity_t_lo,
       exp(i.specificity + t * i.specificity_error) AS specificity_t_hi,
       i.at_floor AS floor,
       i.n_dead, i.n_diverged, i.n_failed, i.n_without_control + i.n_unpaired AS n_missing
FROM intervals i JOIN settings s USING (sweep, architecture, setting)
