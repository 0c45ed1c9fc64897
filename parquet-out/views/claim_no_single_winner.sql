-- no-single-winner: no architecture wins on every one of the equations heat, burgers, nls and cavity.
-- An architecture is beaten on an equation where the interval of its paired ratio to another lies below 1, and wins where it
-- lies above 1 against both others. Reproduced where each architecture is beaten on some equation; one that was not measured
-- cannot change that. Contradicted where one architecture wins on all four. Both for specificity against the alternate
-- source (the headline) and for structured gain.
-- Settings: on each equation the n-th nearest of its measured transfers, with as many points and steps as there are.
-- Headline: the nearest one, width, depth and learning rates at their defaults, the bandwidths of the bundled sweeps, training
-- MSE, at the budget of equation_budget.
WITH equations AS (
    SELECT *,
           obstacle IS NULL AS measured,
           fourier_over_siren_hi < 1 OR fourier_over_relu_hi < 1 AS fourier_beaten,
           fourier_over_relu_lo > 1 OR siren_over_relu_lo > 1 AS relu_beaten,
           fourier_over_siren_lo > 1 OR siren_over_relu_hi < 1 AS siren_beaten,
           fourier_over_siren_lo > 1 AND fourier_over_relu_lo > 1 AS fourier_wins,
           fourier_over_relu_hi < 1 AND siren_over_relu_hi < 1 AS relu_wins,
           fourier_over_siren_hi < 1 AND siren_over_relu_lo > 1 AS siren_wins
    FROM contests
    WHERE quantity IN ('structured gain', 'specificity') AND control = 'alternate' AND finest
      AND family IN ('heat', 'burgers', 'nls', 'cavity')
),
together AS (
    SELECT transfer_rank, network, fourier_own, siren_own, quantity, measure, budget,
           bool_and(usual_own AND usual_network) AND quantity = 'specificity' AND measure = 'train'
               AND transfer_rank = 1 AND budget IN (SELECT budget FROM equation_budget) AS headline,
           min(CASE WHEN measured THEN n_seeds END) AS n_seeds,
           count(CASE WHEN measured THEN 1 END) AS equations_measured,
           coalesce(bool_or(measured AND fourier_beaten), false) AS fourier_beaten,
           coalesce(bool_or(measured AND relu_beaten), false) AS relu_beaten,
           coalesce(bool_or(measured AND siren_beaten), false) AS siren_beaten,
           count(CASE WHEN measured AND fourier_wins THEN 1 END) AS fourier_wins,
           count(CASE WHEN measured AND relu_wins THEN 1 END) AS relu_wins,
           count(CASE WHEN measured AND siren_wins THEN 1 END) AS siren_wins,
           array_join(array_sort(array_agg(family || ': ' || CASE
               WHEN NOT measured THEN obstacle
               WHEN fourier_wins THEN 'fourier-mlp wins'
               WHEN relu_wins THEN 'relu-mlp wins'
               WHEN siren_wins THEN 'siren wins'
               WHEN fourier_beaten AND relu_beaten AND siren_beaten THEN 'each is beaten'
               WHEN fourier_beaten AND relu_beaten THEN 'fourier-mlp and relu-mlp are beaten'
               WHEN fourier_beaten AND siren_beaten THEN 'fourier-mlp and siren are beaten'
               WHEN relu_beaten AND siren_beaten THEN 'relu-mlp and siren are beaten'
               WHEN fourier_beaten THEN 'fourier-mlp is beaten'
               WHEN relu_beaten THEN 'relu-mlp is beaten'
               WHEN siren_beaten THEN 'siren is beaten'
               ELSE 'undecided' END)), '; ') AS winners
    FROM equations
    GROUP BY transfer_rank, network, fourier_own, siren_own, quantity, measure, budget
)
SELECT 'no-single-winner' AS claim, headline,
       concat_ws('; ', 'nearness=' || CAST(transfer_rank AS STRING), network, fourier_own, siren_own,
                 'quantity=' || quantity, 'measure=' || measure, 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN fourier_beaten AND relu_beaten AND siren_beaten THEN 'reproduced'
            WHEN greatest(fourier_wins, relu_wins, siren_wins) = 4 THEN 'contradicted'
            WHEN equations_measured < 4 THEN 'not measured'
            ELSE 'inconclusive' END AS verdict,
       quantity || ' on ' || CAST(equations_measured AS STRING) || ' of 4 equations: ' || winners AS reason
FROM together
