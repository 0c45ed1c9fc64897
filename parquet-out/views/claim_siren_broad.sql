-- siren-broad: SIREN gains even from a random source, and more than ReLU does.
-- Reproduced where the interval of its random-control gain lies above 1 and so does that of the paired ratio to ReLU's;
-- contradicted where either lies below 1. How far above 1 is not asked for.
-- Settings: one-parameter families. Headline: bump from 0.1 to 0.15, everything at its default, training MSE, tau = 1e-4.
WITH pairs AS (
    SELECT s.*, r.usual_own AS relu_usual_own, coalesce(d.n_seeds, 0) AS common_seeds,
           1 / d.factor AS over_relu, 1 / d.factor_hi AS over_relu_lo, 1 / d.factor_lo AS over_relu_hi,
           CASE WHEN coalesce(r.obstacle, s.obstacle) IS NOT NULL THEN concat_ws('; ', r.obstacle, s.obstacle)
                WHEN coalesce(d.n_seeds, 0) < 5 THEN 'fewer than 5 common seeds' END AS why_not
    FROM standings s
        JOIN standings r ON r.architecture = 'relu-mlp' AND r.shared_id = s.shared_id AND r.measure = s.measure
            AND r.budget = s.budget
        LEFT JOIN duels d ON d.shared_id = s.shared_id AND d.measure = s.measure AND d.budget = s.budget
            AND d.quantity = 'control gain' AND d.first_own_id = r.own_id AND d.second_own_id = s.own_id
    WHERE s.architecture = 'siren' AND s.control = 'random' AND s.family IN ('bump', 'warp', 'chirp')
)
SELECT 'siren-broad' AS claim,
       usual_own AND relu_usual_own AND usual_network AND usual_budget AND headline AND measure = 'train'
           AND family = 'bump' AND source = 't=0.1' AND target = 't=0.15' AS headline,
       concat_ws('; ', shared, own, 'measure=' || measure, 'budget=' || budget) AS setting,
       common_seeds AS n_seeds,
       CASE WHEN why_not IS NOT NULL THEN 'not measured'
            WHEN control_gain_lo > 1 AND over_relu_lo > 1 THEN 'reproduced'
            WHEN control_gain_hi < 1 OR over_relu_hi < 1 THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       coalesce(why_not, 'random-control gain of siren '
           || specsweep.factor(control_gain, control_gain_lo, control_gain_hi) || ', over that of relu-mlp '
           || specsweep.factor(over_relu, over_relu_lo, over_relu_hi)) AS reason
FROM pairs
