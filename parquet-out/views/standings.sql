-- One row a measured setting, control, measure and budget after step 0: the gains of one architecture as in specificity,
-- and what stands in the way of judging them (obstacle, NULL where nothing does). Fewer than five seeds are not judged: a
-- bootstrap interval then covers little more than the seeds' own range. Nor is what touches the float32 floor.
SELECT m.architecture, m.family, m.source, m.target, m.transfer_rank, m.control, m.own, m.own_id, m.network,
       m.shared, m.shared_id, m.usual_own, m.usual_network, m.usual_budget, m.finest,
       c.measure, c.budget, c.headline, c.n_seeds,
       c.structured_gain, c.structured_gain_lo, c.structured_gain_hi,
       c.control_gain, c.control_gain_lo, c.control_gain_hi,
       c.specificity, c.specificity_lo, c.specificity_hi,
       m.architecture || ': ' || CASE
           WHEN NOT c.reached THEN c.budget || ' is not reached'
           WHEN c.n_seeds < 5 THEN 'only ' || CAST(c.n_seeds AS STRING) || CASE WHEN c.n_seeds = 1 THEN ' seed' ELSE ' seeds' END
           WHEN c.structured_gain IS NULL THEN 'nothing is left to compare at ' || c.budget
           WHEN c.floor THEN 'the float32 floor is touched' END AS obstacle
FROM comparisons c
    JOIN measured_settings m ON m.sweep = c.sweep AND m.architecture = c.architecture AND m.setting = c.setting
                            AND m.control = c.control
WHERE c.score = 'mse' AND c.budget <> 'step=0'
