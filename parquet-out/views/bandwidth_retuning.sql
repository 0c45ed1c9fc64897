-- One row a study (everything that is varied but the bandwidth), criterion, control, measure and budget: the bandwidth that
-- is best on the tuning seeds, and what it gives on the reporting seeds beside the default bandwidth. Of a study's n seeds in
-- ascending order the first n / 2 (rounded down) are for tuning. Nothing that is chosen looks at a reporting seed: neither
-- the bandwidth nor, at a matched error, the step, which each half finds for itself.
-- Each step stands on the one before alone where it can, so that an engine that expands views reads few facts twice. The
-- default bandwidths are those of headline_settings, written again (a test holds them together): joined, they would make Spark
-- infer filters for minutes.
WITH facts_by_study AS (
    SELECT *,
           xxhash64((protocol_version, family, coalesce(data, ''), source, target, coalesce(alternate, ''),
                     coalesce(frequencies, -1), initialisation, width, depth, points, coalesce(batch_size, -1),
                     source_steps, coalesce(source_mse, -1e0), steps, learning_rate, beta1, beta2, epsilon,
                     control_seed_offset)) AS study
    FROM facts_by_setting
    WHERE bandwidth IS NOT NULL
),
studies AS (
    SELECT sweep, architecture, study, protocol_version, family, data, source, target, alternate, parameter_distance,
           frequencies, initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate,
           beta1, beta2, epsilon, control_seed_offset,
           count(DISTINCT bandwidth) AS n_bandwidths,
           max(CASE WHEN 2 * place <= places THEN seed END) AS last_tuning_seed
    FROM (SELECT *, max(place) OVER (PARTITION BY sweep, architecture, study) AS places
          FROM (SELECT *, dense_rank() OVER (PARTITION BY sweep, architecture, study ORDER BY seed) AS place
                FROM (SELECT DISTINCT sweep, architecture, study, protocol_version, family, data, source, target,
                             alternate, parameter_distance, frequencies, initialisation, width, depth, points,
                             batch_size, source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon,
                             control_seed_offset, bandwidth, seed
                      FROM facts_by_study) AS each_seed) AS placed) AS counted
    GROUP BY sweep, architecture, study, protocol_version, family, data, source, target, alternate, parameter_distance,
             frequencies, initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate,
             beta1, beta2, epsilon, control_seed_offset
),
halved AS (
    SELECT /*+ BROADCAST(s) */
           f.sweep, f.family, f.architecture, f.study, f.setting, f.bandwidth, f.seed, f.condition, f.status, f.outcome,
           f.finished_at, f.train_mse, f.held_out_mse, f.checkpoint_steps, f.steps,
           CASE WHEN f.seed <= s.last_tuning_seed THEN 'tuning' ELSE 'reporting' END AS half
    FROM facts_by_study f JOIN studies s
        ON s.sweep = f.sweep AND s.architecture = f.architecture AND s.study = f.study
    WHERE s.n_bandwidths > 1
),
scratch AS (       -- as in budget_steps, but for each half by itself
    SELECT sweep, architecture, setting, half, specsweep.mean_log_curve(array_agg(seed), array_agg(train_mse)) AS curve
    FROM halved
    WHERE condition = 'scratch' AND status = 'done'
    GROUP BY sweep, architecture, setting, half
),
half_steps AS (
    SELECT s.sweep, s.architecture, s.setting, s.half, b.budget, b.headline, m.measure,
           CASE WHEN b.tau IS NOT NULL THEN specsweep.first_step_at_or_below(s.curve, ln(b.tau)) ELSE b.step END AS step
    FROM scratch s CROSS JOIN budgets b CROSS JOIN (VALUES ('train'), ('test')) AS m(measure)
),
losses AS (
    SELECT /*+ BROADCAST(b) */
           b.measure, b.budget, b.headline AND b.measure = 'train' AS headline, b.step, f.sweep, f.family, f.architecture, f.study,
           f.setting, f.bandwidth, f.half, f.seed, f.condition, f.outcome, f.finished_at,
           CASE WHEN b.measure = 'train' THEN specsweep.curve_at(f.train_mse, b.step)
                ELSE specsweep.held_out_at(f.held_out_mse, f.checkpoint_steps, b.step) END AS mse
    FROM halved f JOIN half_steps b
        ON b.sweep = f.sweep AND b.architecture = f.architecture AND b.setting = f.setting AND b.half = f.half
    WHERE b.step <= f.steps
),
latest AS (
    SELECT measure, budget, headline, step, sweep, family, architecture, study, setting, bandwidth, half, seed, condition,
           max_by(outcome, finished_at) AS outcome,
           max_by(ln(specsweep.clamp(mse)), finished_at) AS log_loss,
           max_by(specsweep.clamp(mse) > mse, finished_at) AS at_floor
    FROM losses
    GROUP BY ALL
),
paired AS (
    SELECT *,
           max(CASE WHEN condition = 'scratch' AND outcome = 0 THEN log_loss END) OVER tuple AS scratch,
           max(CASE WHEN condition = 'structured' AND outcome = 0 THEN log_loss END) OVER tuple AS structured,
           bool_or(condition IN ('scratch', 'structured') AND at_floor) OVER tuple AS pair_at_floor
    FROM latest
    WINDOW tuple AS (PARTITION BY measure, budget, sweep, architecture, setting, seed)
),
scores AS (
    SELECT measure, budget, headline, step, sweep, family, architecture, study, bandwidth, half, seed,
           condition AS against,
           CASE WHEN condition = 'structured' THEN scratch - log_loss
                WHEN scratch IS NOT NULL THEN log_loss - structured END AS score,
           pair_at_floor OR at_floor AS at_floor
    FROM paired
    WHERE condition <> 'scratch' AND outcome = 0
),
by_bandwidth AS (
    SELECT *,
           avg(CASE WHEN half = 'tuning' THEN score END) OVER own AS tuning_score,
           count(CASE WHEN half = 'tuning' THEN score END) OVER own AS n_tuning,
           row_number() OVER (PARTITION BY measure, budget, sweep, architecture, study, against, bandwidth ORDER BY seed)
               AS row_of_bandwidth
    FROM scores
    WHERE score IS NOT NULL
    WINDOW own AS (PARTITION BY measure, budget, sweep, architecture, study, against, bandwidth)
),
eligible AS (      -- what survives on a few seeds only is not chosen for them
    SELECT *, CASE WHEN 2 * n_tuning > max(n_tuning) OVER whole THEN tuning_score END AS candidate
    FROM by_bandwidth
    WINDOW whole AS (PARTITION BY measure, budget, sweep, architecture, study, against)
),
best AS (
    SELECT *, max(candidate) OVER (PARTITION BY measure, budget, sweep, architecture, study, against) AS best_score
    FROM eligible
),
chosen AS (
    SELECT *,
           min(CASE WHEN candidate = best_score THEN bandwidth END)
               OVER (PARTITION BY measure, budget, sweep, architecture, study, against) AS tuned_bandwidth,
           CASE WHEN family IN ('heat', 'burgers', 'nls', 'cavity')
                THEN CASE architecture WHEN 'siren' THEN 10e0 WHEN 'fourier-mlp' THEN 0.5e0 END
                ELSE CASE architecture WHEN 'siren' THEN 30e0 WHEN 'fourier-mlp' THEN 5e0 END END AS default_bandwidth
    FROM best
),
by_seed AS (
    SELECT measure, budget, headline, sweep, architecture, study, against, seed, tuned_bandwidth, default_bandwidth,
           max(best_score) AS tuning_score,
           max(CASE WHEN bandwidth = tuned_bandwidth THEN n_tuning END) AS n_tuning,
           count(CASE WHEN row_of_bandwidth = 1 THEN candidate END) AS n_eligible,
           max(CASE WHEN half = 'reporting' AND bandwidth = tuned_bandwidth THEN score END) AS tuned,
           max(CASE WHEN half = 'reporting' AND bandwidth = default_bandwidth THEN score END) AS untuned,
           max(CASE WHEN half = 'reporting' AND bandwidth = tuned_bandwidth THEN step END) AS tuned_step,
           max(CASE WHEN half = 'reporting' AND bandwidth = default_bandwidth THEN step END) AS untuned_step,
           bool_or(at_floor AND (bandwidth = tuned_bandwidth OR bandwidth = default_bandwidth)) AS at_floor
    FROM chosen
    GROUP BY measure, budget, headline, sweep, architecture, study, against, seed, tuned_bandwidth, default_bandwidth
),
summaries AS (
    SELECT measure, budget, headline, sweep, architecture, study, against, tuned_bandwidth, default_bandwidth,
           max(tuning_score) AS tuning_score, coalesce(max(n_tuning), 0) AS n_tuning,
           CAST(sum(n_eligible) AS BIGINT) AS n_eligible,
           max(tuned_step) AS tuned_step, max(untuned_step) AS untuned_step,
           count(tuned) AS n_seeds, count(untuned) AS n_untuned, count(tuned - untuned) AS n_paired,
           avg(tuned) AS tuned, avg(untuned) AS untuned, avg(tuned - untuned) AS improvement,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE tuned IS NOT NULL),
                                        array_agg(tuned) FILTER (WHERE tuned IS NOT NULL)) AS tuned_interval,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE untuned IS NOT NULL),
                                        array_agg(untuned) FILTER (WHERE untuned IS NOT NULL)) AS untuned_interval,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE tuned - untuned IS NOT NULL),
                                        array_agg(tuned - untuned) FILTER (WHERE tuned - untuned IS NOT NULL))
               AS improvement_interval,
           coalesce(bool_or(at_floor), false) AS at_floor
    FROM by_seed
    GROUP BY measure, budget, headline, sweep, architecture, study, against, tuned_bandwidth, default_bandwidth
)
SELECT s.sweep, y.family, y.data, y.source, y.target, y.alternate, y.parameter_distance, s.architecture, y.frequencies,
       y.initialisation, y.width, y.depth, y.points, y.batch_size, y.source_steps, y.source_mse, y.steps, y.learning_rate, y.beta1, y.beta2, y.epsilon,
       y.control_seed_offset, y.protocol_version,
       CASE WHEN s.against = 'structured' THEN 'structured_gain' ELSE 'specificity' END AS criterion,
       CASE WHEN s.against <> 'structured' THEN s.against END AS control,
       s.measure, s.budget, s.headline, s.tuned_bandwidth, s.default_bandwidth, y.n_bandwidths, s.n_eligible,
       exp(s.tuning_score) AS tuning, s.n_tuning,
       s.tuned_step, exp(s.tuned) AS tuned, exp(s.tuned_interval.lo) AS tuned_lo, exp(s.tuned_interval.hi) AS tuned_hi,
       s.n_seeds,
       s.untuned_step, exp(s.untuned) AS untuned, exp(s.untuned_interval.lo) AS untuned_lo,
       exp(s.untuned_interval.hi) AS untuned_hi, s.n_untuned,
       exp(s.improvement) AS improvement, exp(s.improvement_interval.lo) AS improvement_lo,
       exp(s.improvement_interval.hi) AS improvement_hi, s.n_paired, s.at_floor AS floor
FROM summaries s JOIN studies y ON y.sweep = s.sweep AND y.architecture = s.architecture AND y.study = s.study
