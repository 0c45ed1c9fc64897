-- One row a candidate, control, measure and seed: the logarithms of its gains at the budget of candidate_budgets, averaged over
-- transfers, of seeds that have them all. From ten seeds on, those in the first half are for picking, the others report.
WITH seeds AS (
    SELECT sweep, family, seed,
           row_number() OVER (PARTITION BY sweep, family ORDER BY seed) AS place,
           count(*) OVER (PARTITION BY sweep, family) AS places
    FROM (SELECT DISTINCT sweep, family, seed FROM facts) AS each_seed
),
averages AS (
    SELECT c.sweep, c.family, c.control, c.candidate, g.measure, g.seed,
           avg(g.structured) AS structured,
           avg(g.control_gain) AS control_gain,
           avg(g.specificity) AS specificity,
           bool_or(g.at_floor) AS at_floor
    FROM seed_gains g
        JOIN candidate_settings c ON c.sweep = g.sweep AND c.architecture = g.architecture AND c.setting = g.setting
                                 AND c.control = g.control
        JOIN candidate_budgets b ON b.sweep = c.sweep AND b.family = c.family AND b.control = c.control
                                AND b.budget = g.budget
    WHERE g.score = 'mse' AND g.structured IS NOT NULL AND c.whole
    GROUP BY c.sweep, c.family, c.control, c.candidate, c.transfers, g.measure, g.seed
    HAVING count(*) = c.transfers
)
SELECT a.*, s.places >= 10 AS halved, s.places < 10 OR 2 * s.place <= s.places AS picks,
       s.places < 10 OR 2 * s.place > s.places AS reports
FROM averages a JOIN seeds s ON s.sweep = a.sweep AND s.family = a.family AND s.seed = a.seed
