-- structured-order: the structured gain of Fourier features is larger than SIREN's, and SIREN's larger than ReLU's.
-- Reproduced where the intervals of both paired ratios lie above 1, contradicted where either lies below 1: an order of three
-- needs both of its links and breaks with one. The paper's gains themselves are not asked for.
-- Settings: one-parameter families. Headline: bump from 0.1 to 0.15, everything at its default, training MSE, tau = 1e-4.
SELECT 'structured-order' AS claim,
       usual_own AND usual_network AND usual_budget AND headline AND measure = 'train' AND family = 'bump'
           AND source = 't=0.1' AND target = 't=0.15' AS headline,
       concat_ws('; ', shared, fourier_own, siren_own, 'measure=' || measure, 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN obstacle IS NOT NULL THEN 'not measured'
            WHEN fourier_over_siren_lo > 1 AND siren_over_relu_lo > 1 THEN 'reproduced'
            WHEN fourier_over_siren_hi < 1 OR siren_over_relu_hi < 1 THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       coalesce(obstacle, 'structured gain of fourier-mlp over siren '
           || specsweep.factor(fourier_over_siren, fourier_over_siren_lo, fourier_over_siren_hi)
           || ', of siren over relu-mlp '
           || specsweep.factor(siren_over_relu, siren_over_relu_lo, siren_over_relu_hi)) AS reason
FROM contests
WHERE quantity = 'structured gain' AND control = 'random' AND family IN ('bump', 'warp', 'chirp')
