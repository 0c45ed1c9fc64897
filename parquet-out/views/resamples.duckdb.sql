-- How often each of n values occurs in each of 4000 bootstrap resamples, for as many seeds as there are: the draws of
-- specsweep.query.Resamples. A table, so that they are drawn once; run the script again when seeds were added.
CREATE OR REPLACE MACRO specsweep.mix(x) AS (x * (x + 16807) + 12345) % 2147483647;

CREATE OR REPLACE TABLE specsweep.bootstrap_weights AS
WITH sizes AS (SELECT unnest(range(2, (SELECT count(DISTINCT seed) FROM facts) + 1)) AS n),
positions AS (SELECT n, unnest(range(4000 * n)) AS position FROM sizes),
round_1 AS (SELECT n, position, specsweep.mix(position + 1) AS x FROM positions),
round_2 AS (SELECT n, position, specsweep.mix(x) AS x FROM round_1),
round_3 AS (SELECT n, position, specsweep.mix(x) AS x FROM round_2),
draws AS (SELECT n, position // n AS resample, specsweep.mix(x) % n AS value FROM round_3),
counts AS (SELECT n, resample, value, count(*) AS times FROM draws GROUP BY n, resample, value),
cells AS (SELECT n, position // n AS resample, position % n AS value FROM positions),
resamples AS (
    SELECT n, resample, list(coalesce(times, 0) / n ORDER BY value) AS weights,
           list(CAST(coalesce(times, 0) AS DOUBLE) ORDER BY value) AS times
    FROM cells LEFT JOIN counts USING (n, resample, value)
    GROUP BY n, resample
)
SELECT n, list(weights ORDER BY resample) AS weights, list(times ORDER BY resample) AS times
FROM resamples
GROUP BY n;

CREATE OR REPLACE MACRO specsweep.bootstrap_interval(seeds, logs) AS (
    SELECT {'lo': means[100] + 0.975e0 * (means[101] - means[100]), 'hi': means[3900] + 0.025e0 * (means[3901] - means[3900])}
    FROM (SELECT list_sort(list_transform(weights, lambda w: list_dot_product(w, ordered))) AS means
          FROM specsweep.bootstrap_weights JOIN (SELECT specsweep.by_seed(seeds, logs) AS ordered) AS sample
               ON n = len(ordered)));

CREATE OR REPLACE MACRO specsweep.rank_correlation(seeds, xs, ys) AS (
    SELECT CASE WHEN len(seeds) >= 3 THEN
               {'rho': rho, 'lo': CASE WHEN rho IS NOT NULL THEN specsweep.quantile_of_sorted(rhos, 0.025e0) END,
                'hi': CASE WHEN rho IS NOT NULL THEN specsweep.quantile_of_sorted(rhos, 0.975e0) END} END
    FROM (SELECT specsweep.resampled_correlation(list_transform(clusters, lambda c: 1e0), places, a, b) AS rho,
                 list_sort(list_filter(list_transform(times, lambda t: specsweep.resampled_correlation(t, places, a, b)),
                                       lambda rho: rho IS NOT NULL)) AS rhos
          FROM (SELECT clusters, list_transform(seeds, lambda seed: list_position(clusters, seed)) AS places,
                       specsweep.ranks_by_cluster(seeds, clusters, xs) AS a,
                       specsweep.ranks_by_cluster(seeds, clusters, ys) AS b
                FROM (SELECT list_sort(list_distinct(seeds)) AS clusters) AS c) AS ranked
          LEFT JOIN specsweep.bootstrap_weights ON n = len(clusters) AND n >= 3) AS resampled);
