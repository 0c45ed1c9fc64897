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
    SELECT n, resample, list(coalesce(times, 0) / n ORDER BY value) AS weights
    FROM cells LEFT JOIN counts USING (n, resample, value)
    GROUP BY n, resample
)
SELECT n, list(weights ORDER BY resample) AS weights
FROM resamples
GROUP BY n;

CREATE OR REPLACE MACRO specsweep.bootstrap_interval(seeds, logs) AS (
    SELECT {'lo': means[100] + 0.975e0 * (means[101] - means[100]), 'hi': means[3900] + 0.025e0 * (means[3901] - means[3900])}
    FROM (SELECT list_sort(list_transform(weights, lambda w: list_dot_product(w, specsweep.by_seed(seeds, logs)))) AS means
          FROM specsweep.bootstrap_weights
          WHERE n = len(logs)));
