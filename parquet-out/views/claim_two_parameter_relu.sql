-- two-parameter-relu: on the two-parameter family ReLU separates structured from control best.
-- Reproduced where the interval of ReLU's specificity lies above 1, and those of its paired ratios to SIREN's and to Fourier
-- features' too; contradicted where one of the three lies below 1: best is better than both others.
-- Settings: gabor. Headline: from a=-0.1, b=2 to a=0, b=2.25, everything at its default, training MSE, tau = 1e-4.
SELECT 'two-parameter-relu' AS claim,
       usual_own AND usual_network AND usual_budget AND headline AND measure = 'train'
           AND source = 'a=-0.1,b=2' AND target = 'a=0,b=2.25' AS headline,
       concat_ws('; ', shared, fourier_own, siren_own, 'measure=' || measure, 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN obstacle IS NOT NULL THEN 'not measured'
            WHEN relu_lo > 1 AND siren_over_relu_hi < 1 AND fourier_over_relu_hi < 1 THEN 'reproduced'
            WHEN relu_hi < 1 OR siren_over_relu_lo > 1 OR fourier_over_relu_lo > 1 THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       coalesce(obstacle, 'specificity of relu-mlp ' || specsweep.factor(relu, relu_lo, relu_hi)
           || ', over that of siren '
           || specsweep.factor(1 / siren_over_relu, 1 / siren_over_relu_hi, 1 / siren_over_relu_lo)
           || ', of fourier-mlp '
           || specsweep.factor(1 / fourier_over_relu, 1 / fourier_over_relu_hi, 1 / fourier_over_relu_lo)) AS reason
FROM contests
WHERE quantity = 'specificity' AND control = 'random' AND family = 'gabor'
