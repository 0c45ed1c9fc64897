-- One row a study (everything that is varied but the target and the control), measure and budget: the slope of log gain on log
-- distance over the targets of one source, and whether it can be -2. Slopes are fitted seed by seed and resampled over seeds.
-- Each step stands on the one before alone, so that an engine that expands views reads the facts once.
WITH settings_by_study AS (
    SELECT *,
           xxhash64((protocol_version, family, coalesce(source_data, ''), source, coalesce(bandwidth, -1e0),
                     coalesce(frequencies, -1), initialisation, width, depth,
                     CASE WHEN data IS NULL THEN points ELSE -1 END, coalesce(batch_size, -1), source_steps,
                     coalesce(source_mse, -1e0), steps, learning_rate, beta1, beta2, epsilon,
                     control_seed_offset)) AS study
    FROM settings
    WHERE parameter_distance > 0
),
points AS (
    SELECT g.measure, g.budget, g.headline, g.sweep, g.architecture, s.study, g.seed, g.step, g.log_gain, g.at_floor,
           ln(s.parameter_distance) AS x,
           CASE WHEN s.function_distance > 0 THEN ln(s.function_distance) END AS f
    FROM log_gains g JOIN settings_by_study s
        ON s.sweep = g.sweep AND s.architecture = g.architecture AND s.setting = g.setting
    WHERE g.condition = 'structured'
),
counted AS (
    SELECT *, count(step) OVER own AS reached, count(log_gain) OVER own AS known
    FROM points
    WINDOW own AS (PARTITION BY measure, budget, sweep, architecture, study, seed)
),
complete AS (      -- a seed counts where its gain is known at every distance that is reached
    SELECT *, CASE WHEN known = max(reached) OVER whole THEN log_gain END AS y
    FROM counted
    WINDOW whole AS (PARTITION BY measure, budget, sweep, architecture, study)
),
centred AS (       -- u is the distance from the mean log distance, mean_y the log of the geometric mean gain at a distance
    SELECT measure, budget, headline, sweep, architecture, study, seed, y,
           CASE WHEN step IS NOT NULL THEN x END AS reached_x,
           CASE WHEN y IS NOT NULL THEN x END AS x,
           CASE WHEN y IS NOT NULL THEN f END AS f,
           CASE WHEN y IS NOT NULL THEN at_floor END AS at_floor,
           CASE WHEN y IS NOT NULL
                THEN x - avg(CASE WHEN y IS NOT NULL THEN x END)
                         OVER (PARTITION BY measure, budget, sweep, architecture, study, seed) END AS u,
           CASE WHEN y IS NOT NULL
                THEN avg(y) OVER (PARTITION BY measure, budget, sweep, architecture, study, x) END AS mean_y
    FROM complete
),
moments AS (
    SELECT measure, budget, headline, sweep, architecture, study, seed,
           count(DISTINCT reached_x) AS reached, count(DISTINCT x) AS distances,
           CAST(count(y) AS DOUBLE) AS n, sum(u * u) AS u2, sum(u * u * u) AS u3, sum(u * u * u * u) AS u4,
           sum(y) AS y1, sum(u * y) AS uy, sum(u * u * y) AS u2y,
           min(mean_y) AS least_y, max(mean_y) AS largest_y, regr_r2(mean_y, x) AS r2, regr_slope(f, x) AS f_slope,
           count(f) AS known_f, exp(min(x)) AS least_distance, exp(max(x)) AS largest_distance, bool_or(at_floor) AS at_floor
    FROM centred
    GROUP BY measure, budget, headline, sweep, architecture, study, seed
),
slopes AS (        -- the quadratic term by projection on what a line leaves of u^2
    SELECT *,
           CASE WHEN distances >= 2 THEN uy / u2 END AS slope,
           CASE WHEN distances >= 3
                THEN (u2y - u2 / n * y1 - u3 / u2 * uy) / (u4 - u2 * u2 / n - u3 * u3 / u2) END AS quadratic
    FROM moments
),
summaries AS (
    SELECT measure, budget, headline, sweep, architecture, study,
           count(slope) AS n_seeds,
           count(CASE WHEN reached > 0 AND slope IS NULL THEN 1 END) AS n_left_out,
           max(reached) AS n_distances,
           min(least_distance) AS least_distance, max(largest_distance) AS largest_distance,
           avg(slope) AS slope,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE slope IS NOT NULL),
                                        array_agg(slope) FILTER (WHERE slope IS NOT NULL)) AS slope_interval,
           avg(quadratic) AS quadratic,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE quadratic IS NOT NULL),
                                        array_agg(quadratic) FILTER (WHERE quadratic IS NOT NULL)) AS quadratic_interval,
           max(CASE WHEN distances >= 3 AND largest_y > least_y THEN r2 END) AS r2,
           max(CASE WHEN distances >= 2 AND known_f >= 2 THEN f_slope END) AS function_distance_slope,
           coalesce(bool_or(at_floor), false) AS floor
    FROM slopes
    GROUP BY measure, budget, headline, sweep, architecture, study
),
studies AS (       -- the targets of a table each have their own data and points
    SELECT DISTINCT sweep, architecture, study, protocol_version, family, source_data, source, bandwidth, frequencies,
           initialisation, width, depth, CASE WHEN data IS NULL THEN points END AS points, batch_size, source_steps,
           source_mse, steps, learning_rate, beta1, beta2, epsilon, control_seed_offset
    FROM settings_by_study
)
SELECT s.sweep, t.family, t.source_data, t.source, s.architecture, t.bandwidth, t.frequencies, t.initialisation, t.width,
       t.depth, t.points, t.batch_size, t.source_steps, t.source_mse, t.steps, t.learning_rate, t.beta1, t.beta2, t.epsilon,
       t.control_seed_offset, t.protocol_version, s.measure, s.budget, s.headline,
       s.slope, s.slope_interval.lo AS slope_lo, s.slope_interval.hi AS slope_hi, s.r2,
       s.quadratic, s.quadratic_interval.lo AS quadratic_lo, s.quadratic_interval.hi AS quadratic_hi,
       s.function_distance_slope,
       CASE WHEN s.n_distances < 3 OR s.slope_interval.lo IS NULL THEN 'not measured'
            WHEN s.slope_interval.lo > -2 OR s.slope_interval.hi < -2 THEN 'rejected'
            ELSE 'not rejected' END AS verdict,
       s.n_seeds, s.n_left_out, s.n_distances, s.least_distance, s.largest_distance, s.floor
FROM summaries s JOIN studies t ON t.sweep = s.sweep AND t.architecture = s.architecture AND t.study = s.study
