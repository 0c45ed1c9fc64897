-- One row a study (everything that is varied but the bandwidth), criterion, control, measure and budget: the bandwidth that
-- is best on the tuning seeds, and what it gives on the reporting seeds beside the default bandwidth. Of a study's n seeds in
-- ascending order the first n / 2 (rounded down) are for tuning. Nothing that is chosen looks at a reporting seed: neither
-- the bandwidth nor, at a matched error, the step, which each half finds for itself.
WITH defaults AS (
    SELECT architecture, bandwidth
    FROM (VALUES ('siren', 30e0), ('fourier-mlp', 5e0)) AS d(architecture, bandwidth)
),
settings_by_study AS (
    SELECT *, count(*) OVER (PARTITION BY sweep, architecture, study) AS n_bandwidths
    FROM (SELECT *,
                 xxhash64(protocol_version, family, source, target, -1e0, coalesce(frequencies, -1), initialisation,
                          width, depth, points, source_steps, coalesce(source_mse, -1e0), steps, learning_rate, beta1,
                          beta2, epsilon, control_seed_offset) AS study
          FROM settings
          WHERE bandwidth IS NOT NULL) AS each_setting
),
fits_by_study AS (
    SELECT f.sweep, f.architecture, f.setting, s.study, f.bandwidth, f.seed, f.condition, f.status, f.outcome,
           f.finished_at, f.train_mse, f.held_out_mse, f.checkpoint_steps, f.steps
    FROM facts_by_setting f JOIN settings_by_study s
        ON s.sweep = f.sweep AND s.architecture = f.architecture AND s.setting = f.setting
    WHERE s.n_bandwidths > 1
),
halves AS (
    SELECT sweep, architecture, study, seed,
           CASE WHEN 2 * row_number() OVER (PARTITION BY sweep, architecture, study ORDER BY seed)
                     <= count(*) OVER (PARTITION BY sweep, architecture, study)
                THEN 'tuning' ELSE 'reporting' END AS half
    FROM (SELECT DISTINCT sweep, architecture, study, seed FROM fits_by_study) AS seeds
),
halved AS (
    SELECT f.*, h.half
    FROM fits_by_study f JOIN halves h
        ON h.sweep = f.sweep AND h.architecture = f.architecture AND h.study = f.study AND h.seed = f.seed
),
scratch AS (       -- as in budget_steps, but for each half by itself
    SELECT sweep, architecture, setting, half, specsweep.mean_log_curve(array_agg(seed), array_agg(train_mse)) AS curve
    FROM halved
    WHERE condition = 'scratch' AND status = 'done'
    GROUP BY sweep, architecture, setting, half
),
half_steps AS (
    SELECT s.sweep, s.architecture, s.setting, s.half, b.budget, b.headline,
           CASE WHEN b.tau IS NOT NULL THEN specsweep.first_step_at_or_below(s.curve, ln(b.tau)) ELSE b.step END AS step
    FROM scratch s CROSS JOIN budgets b
),
losses AS (
    SELECT /*+ BROADCAST(b) */
           'train' AS measure, b.budget, b.headline, b.step, f.sweep, f.architecture, f.study, f.setting, f.bandwidth,
           f.half, f.seed, f.condition, f.outcome, f.finished_at,
           specsweep.curve_at(f.train_mse, b.step) AS mse
    FROM halved f JOIN half_steps b
        ON b.sweep = f.sweep AND b.architecture = f.architecture AND b.setting = f.setting AND b.half = f.half
    WHERE b.step <= f.steps
    UNION ALL
    SELECT /*+ BROADCAST(b) */
           'test' AS measure, b.budget, false AS headline, b.step, f.sweep, f.architecture, f.study, f.setting,
           f.bandwidth, f.half, f.seed, f.condition, f.outcome, f.finished_at,
           specsweep.held_out_at(f.held_out_mse, f.checkpoint_steps, b.step) AS mse
    FROM halved f JOIN half_steps b
        ON b.sweep = f.sweep AND b.architecture = f.architecture AND b.setting = f.setting AND b.half = f.half
    WHERE b.step <= f.steps
),
latest AS (
    SELECT measure, budget, headline, step, sweep, architecture, study, setting, bandwidth, half, seed, condition,
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
    SELECT measure, budget, headline, step, sweep, architecture, study, bandwidth, half, seed,
           'structured_gain' AS criterion, CAST(NULL AS STRING) AS control, '' AS against, scratch - log_loss AS score,
           pair_at_floor AS at_floor
    FROM paired
    WHERE condition = 'structured' AND outcome = 0 AND scratch IS NOT NULL
    UNION ALL
    SELECT measure, budget, headline, step, sweep, architecture, study, bandwidth, half, seed,
           'specificity' AS criterion, condition AS control, condition AS against, log_loss - structured AS score,
           pair_at_floor OR at_floor AS at_floor
    FROM paired
    WHERE condition NOT IN ('scratch', 'structured') AND outcome = 0 AND scratch IS NOT NULL AND structured IS NOT NULL
),
tuned AS (
    SELECT measure, budget, sweep, architecture, study, criterion, against, bandwidth, tuning_score, n_tuning,
           row_number() OVER (PARTITION BY measure, budget, sweep, architecture, study, criterion, against
                              ORDER BY tuning_score DESC, bandwidth) AS place,
           count(*) OVER (PARTITION BY measure, budget, sweep, architecture, study, criterion, against) AS n_eligible
    FROM (SELECT *, max(n_tuning) OVER (PARTITION BY measure, budget, sweep, architecture, study, criterion, against)
                        AS most
          FROM (SELECT measure, budget, sweep, architecture, study, criterion, against, bandwidth,
                       avg(score) AS tuning_score, count(*) AS n_tuning
                FROM scores
                WHERE half = 'tuning' AND score IS NOT NULL
                GROUP BY measure, budget, sweep, architecture, study, criterion, against, bandwidth) AS each_bandwidth
         ) AS compared
    WHERE 2 * n_tuning > most      -- what survives on a few seeds only is not chosen for them
),
reported AS (
    SELECT s.measure, s.budget, s.sweep, s.architecture, s.study, s.criterion, s.against, s.seed,
           max(CASE WHEN s.bandwidth = t.bandwidth THEN s.score END) AS tuned,
           max(CASE WHEN s.bandwidth = d.bandwidth THEN s.score END) AS untuned,
           max(CASE WHEN s.bandwidth = t.bandwidth THEN s.step END) AS tuned_step,
           max(CASE WHEN s.bandwidth = d.bandwidth THEN s.step END) AS untuned_step,
           bool_or(s.at_floor AND (s.bandwidth = t.bandwidth OR s.bandwidth = d.bandwidth)) AS at_floor
    FROM scores s
        JOIN tuned t ON t.measure = s.measure AND t.budget = s.budget AND t.sweep = s.sweep
            AND t.architecture = s.architecture AND t.study = s.study AND t.criterion = s.criterion
            AND t.against = s.against
        LEFT JOIN defaults d ON d.architecture = s.architecture
    WHERE s.half = 'reporting' AND s.score IS NOT NULL AND t.place = 1
    GROUP BY s.measure, s.budget, s.sweep, s.architecture, s.study, s.criterion, s.against, s.seed
),
summaries AS (
    SELECT measure, budget, sweep, architecture, study, criterion, against,
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
           bool_or(at_floor) AS at_floor
    FROM reported
    GROUP BY measure, budget, sweep, architecture, study, criterion, against
),
asked AS (
    SELECT DISTINCT measure, budget, headline, sweep, architecture, study, criterion, control, against
    FROM scores
),
studies AS (
    SELECT DISTINCT sweep, architecture, study, n_bandwidths, protocol_version, family, source, target,
           parameter_distance, frequencies, initialisation, width, depth, points, source_steps, source_mse, steps,
           learning_rate, beta1, beta2, epsilon, control_seed_offset
    FROM settings_by_study
)
SELECT a.sweep, y.family, y.source, y.target, y.parameter_distance, a.architecture, y.frequencies, y.initialisation,
       y.width, y.depth, y.points, y.source_steps, y.source_mse, y.steps, y.learning_rate, y.beta1, y.beta2, y.epsilon,
       y.control_seed_offset, y.protocol_version, a.criterion, a.control, a.measure, a.budget, a.headline,
       t.bandwidth AS tuned_bandwidth, d.bandwidth AS default_bandwidth, y.n_bandwidths, coalesce(t.n_eligible, 0) AS n_eligible,
       exp(t.tuning_score) AS tuning, coalesce(t.n_tuning, 0) AS n_tuning,
       s.tuned_step, exp(s.tuned) AS tuned, exp(s.tuned_interval.lo) AS tuned_lo, exp(s.tuned_interval.hi) AS tuned_hi,
       coalesce(s.n_seeds, 0) AS n_seeds,
       s.untuned_step, exp(s.untuned) AS untuned, exp(s.untuned_interval.lo) AS untuned_lo,
       exp(s.untuned_interval.hi) AS untuned_hi, coalesce(s.n_untuned, 0) AS n_untuned,
       exp(s.improvement) AS improvement, exp(s.improvement_interval.lo) AS improvement_lo,
       exp(s.improvement_interval.hi) AS improvement_hi, coalesce(s.n_paired, 0) AS n_paired,
       coalesce(s.at_floor, false) AS floor
FROM asked a
    JOIN studies y ON y.sweep = a.sweep AND y.architecture = a.architecture AND y.study = a.study
    LEFT JOIN defaults d ON d.architecture = a.architecture
    LEFT JOIN tuned t ON t.measure = a.measure AND t.budget = a.budget AND t.sweep = a.sweep
        AND t.architecture = a.architecture AND t.study = a.study AND t.criterion = a.criterion AND t.against = a.against
        AND t.place = 1
    LEFT JOIN summaries s ON s.measure = a.measure AND s.budget = a.budget AND s.sweep = a.sweep
        AND s.architecture = a.architecture AND s.study = a.study AND s.criterion = a.criterion
        AND s.against = a.against
