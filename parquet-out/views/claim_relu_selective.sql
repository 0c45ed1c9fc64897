-- relu-selective: ReLU gains from the right source and loses from a random one.
-- Reproduced where the interval of its structured gain lies above 1 and that of its random-control gain below 1; contradicted
-- where the control gain's lies above 1 or the structured gain's below 1. How far below 1 is not asked for.
-- Settings: one-parameter families. Headline: bump from 0.1 to 0.15, everything at its default, training MSE, tau = 1e-4.
SELECT 'relu-selective' AS claim,
       usual_own AND usual_network AND usual_budget AND headline AND measure = 'train' AND family = 'bump'
           AND source = 't=0.1' AND target = 't=0.15' AS headline,
       concat_ws('; ', shared, own, 'measure=' || measure, 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN obstacle IS NOT NULL THEN 'not measured'
            WHEN control_gain_hi < 1 AND structured_gain_lo > 1 THEN 'reproduced'
            WHEN control_gain_lo > 1 OR structured_gain_hi < 1 THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       coalesce(obstacle, 'relu-mlp: random-control gain '
           || specsweep.factor(control_gain, control_gain_lo, control_gain_hi) || ', structured gain '
           || specsweep.factor(structured_gain, structured_gain_lo, structured_gain_hi)) AS reason
FROM standings
WHERE architecture = 'relu-mlp' AND control = 'random' AND family IN ('bump', 'warp', 'chirp')
