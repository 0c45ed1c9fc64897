-- One row a measured setting and control, measure, budget after step 0 and seed: the logarithms of seed_gains where they exist.
SELECT m.shared_id, m.own_id, m.architecture, g.measure, g.budget, g.seed, g.structured, g.control_gain, g.specificity
FROM seed_gains g
    JOIN measured_settings m ON m.sweep = g.sweep AND m.architecture = g.architecture AND m.setting = g.setting
                            AND m.control = g.control
WHERE g.score = 'mse' AND g.budget <> 'step=0' AND g.structured IS NOT NULL
