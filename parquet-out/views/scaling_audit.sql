-- One row a study (everything that is varied but the target), measure and budget: the slope of log gain on log distance over
-- the targets of one source, and whether it can be -2. Slopes are fitted seed by seed and resampled over seeds.
WITH settings_by_study AS (
    SELECT *,
           xxhash64(protocol_version, family, source, '', coalesce(bandwidth, -1e0), coalesce(frequencies, -1),
                    initialisation, width, depth, points, source_steps, coalesce(source_mse, -1e0), steps, learning_rate,
                    beta1, beta2, epsilon, control_seed_offset) AS study
    FROM settings
    WHERE parameter_distance > 0
),
points AS (
    SELECT g.measure, g.budget, g.headline, g.sweep, g.architecture, s.study, g.seed, g.step, g.log_gain AS y, g.at_floor,
           ln(s.parameter_distance) AS x,
           CASE WHEN s.function_distance > 0 THEN ln(s.function_distance) END AS f
    FROM log_gains g JOIN settings_by_study s
        ON s.sweep = g.sweep AND s.architecture = g.architecture AND s.setting = g.setting
    WHERE g.condition = 'structured'
),
counted AS (       -- a seed counts where its gain is known at every distance that is reached
    SELECT *, max(reached) OVER whole AS wanted
    FROM (SELECT *, count(step) OVER own AS reached, count(y) OVER own AS known
          FROM points
          WINDOW own AS (PARTITION BY measure, budget, sweep, architecture, study, seed)) AS each_seed
    WINDOW whole AS (PARTITION BY measure, budget, sweep, architecture, study)
),
complete AS (      -- u is the distance from the mean log distance
    SELECT measure, budget, sweep, architecture, study, seed, x, y, f, at_floor,
           x - avg(x) OVER (PARTITION BY measure, budget, sweep, architecture, study, seed) AS u
    FROM counted
    WHERE y IS NOT NULL AND known = wanted
),
moments AS (
    SELECT measure, budget, sweep, architecture, study, seed, count(DISTINCT x) AS distances,
           CAST(count(*) AS DOUBLE) AS n, sum(u * u) AS u2, sum(u * u * u) AS u3, sum(u * u * u * u) AS u4,
           sum(y) AS y1, sum(u * y) AS uy, sum(u * u * y) AS u2y
    FROM complete
    GROUP BY measure, budget, sweep, architecture, study, seed
),
slopes AS (        -- the quadratic term by projection on what a line leaves of u^2
    SELECT measure, budget, sweep, architecture, study, seed,
           CASE WHEN distances >= 2 THEN uy / u2 END AS slope,
           CASE WHEN distances >= 3
                THEN (u2y - u2 / n * y1 - u3 / u2 * uy) / (u4 - u2 * u2 / n - u3 * u3 / u2) END AS quadratic
    FROM moments
),
summaries AS (
    SELECT measure, budget, sweep, architecture, study,
           count(slope) AS n_seeds,
           avg(slope) AS slope,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE slope IS NOT NULL),
                                        array_agg(slope) FILTER (WHERE slope IS NOT NULL)) AS slope_interval,
           avg(quadratic) AS quadratic,
           specsweep.bootstrap_interval(array_agg(seed) FILTER (WHERE quadratic IS NOT NULL),
                                        array_agg(quadratic) FILTER (WHERE quadratic IS NOT NULL)) AS quadratic_interval
    FROM slopes
    GROUP BY measure, budget, sweep, architecture, study
),
means AS (         -- the geometric mean gain at each distance
    SELECT measure, budget, sweep, architecture, study, x, max(f) AS f, avg(y) AS y, bool_or(at_floor) AS at_floor
    FROM complete
    GROUP BY measure, budget, sweep, architecture, study, x
),
lines AS (
    SELECT measure, budget, sweep, architecture, study,
           CASE WHEN count(*) >= 3 AND max(y) > min(y) THEN regr_r2(y, x) END AS r2,
           CASE WHEN count(f) >= 2 THEN regr_slope(f, x) END AS function_distance_slope,
           min(exp(x)) AS least_distance, max(exp(x)) AS largest_distance,
           bool_or(at_floor) AS at_floor
    FROM means
    GROUP BY measure, budget, sweep, architecture, study
),
asked AS (
    SELECT measure, budget, headline, sweep, architecture, study, 
           count(DISTINCT CASE WHEN step IS NOT NULL THEN x END) AS n_distances,
           count(DISTINCT CASE WHEN step IS NOT NULL THEN seed END) AS seeds
    FROM counted
    GROUP BY measure, budget, headline, sweep, architecture, study
),
studies AS (
    SELECT DISTINCT sweep, architecture, study, protocol_version, family, source, bandwidth, frequencies, initialisation,
           width, depth, points, source_steps, source_mse, steps, learning_rate, beta1, beta2, epsilon,
           control_seed_offset
    FROM settings_by_study
)
SELECT a.sweep, t.family, t.source, a.architecture, t.bandwidth, t.frequencies, t.initialisation, t.width, t.depth,
       t.points, t.source_steps, t.source_mse, t.steps, t.learning_rate, t.beta1, t.beta2, t.epsilon,
       t.control_seed_offset, t.protocol_version, a.measure, a.budget, a.headline,
       s.slope, s.slope_interval.lo AS slope_lo, s.slope_interval.hi AS slope_hi,
       l.r2,
       s.quadratic, s.quadratic_interval.lo AS quadratic_lo, s.quadratic_interval.hi AS quadratic_hi,
       l.function_distance_slope,
       CASE WHEN a.n_distances < 3 OR s.slope_interval.lo IS NULL THEN 'not measured'
            WHEN s.slope_interval.lo > -2 OR s.slope_interval.hi < -2 THEN 'rejected'
            ELSE 'not rejected' END AS verdict,
       coalesce(s.n_seeds, 0) AS n_seeds, a.seeds - coalesce(s.n_seeds, 0) AS n_left_out,
       a.n_distances, l.least_distance, l.largest_distance, coalesce(l.at_floor, false) AS floor
FROM asked a
    JOIN studies t ON t.sweep = a.sweep AND t.architecture = a.architecture AND t.study = a.study
    LEFT JOIN summaries s ON s.measure = a.measure AND s.budget = a.budget AND s.sweep = a.sweep
        AND s.architecture = a.architecture AND s.study = a.study
    LEFT JOIN lines l ON l.measure = a.measure AND l.budget = a.budget AND l.sweep = a.sweep
        AND l.architecture = a.architecture AND l.study = a.study
