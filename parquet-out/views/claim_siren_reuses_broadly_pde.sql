-- siren-reuses-broadly-pde: on the PDEs SIREN often gains from any source of the same family, ReLU from the right one.
-- Any is the alternate source; often is on at least three of the four equations heat, burgers, nls and cavity. Reproduced
-- where on so many the interval of SIREN's alternate-control gain lies above 1, and on so many those of ReLU's structured gain
-- and specificity do; contradicted where on so many SIREN's lies below 1, or on so many one of ReLU's does. That Fourier
-- features resemble ReLU "on some" is not asked for: one equation of four would do, so that hardly anything could contradict it.
-- Settings: on each equation the n-th nearest of its measured transfers, with as many points and steps as there are.
-- Headline: the nearest one, width, depth and learning rates at their defaults, the bandwidths of the bundled sweeps, training
-- MSE, at the budget of equation_budget.
WITH equations AS (
    SELECT s.family, s.transfer_rank, s.network, s.own AS siren_own, s.measure, s.budget,
           least(s.n_seeds, r.n_seeds) AS n_seeds,
           s.usual_own AND r.usual_own AND s.usual_network AS usual,
           coalesce(s.obstacle, r.obstacle) IS NULL AS measured,
           s.control_gain_lo > 1 AS siren_gains,
           s.control_gain_hi < 1 AS siren_loses,
           r.structured_gain_lo > 1 AND r.specificity_lo > 1 AS relu_tells,
           r.structured_gain_hi < 1 OR r.specificity_hi < 1 AS relu_does_not,
           concat_ws('; ', s.obstacle, r.obstacle) AS obstacles,
           'siren''s alternate-control gain '
               || specsweep.factor(s.control_gain, s.control_gain_lo, s.control_gain_hi)
               || ', relu-mlp''s structured gain '
               || specsweep.factor(r.structured_gain, r.structured_gain_lo, r.structured_gain_hi)
               || ', specificity ' || specsweep.factor(r.specificity, r.specificity_lo, r.specificity_hi) AS figures
    FROM standings s
        JOIN standings r ON r.architecture = 'relu-mlp' AND r.shared_id = s.shared_id AND r.measure = s.measure
            AND r.budget = s.budget
    WHERE s.architecture = 'siren' AND s.control = 'alternate' AND s.finest
      AND s.family IN ('heat', 'burgers', 'nls', 'cavity')
),
together AS (
    SELECT transfer_rank, network, siren_own, measure, budget,
           bool_and(usual) AND measure = 'train' AND transfer_rank = 1
               AND budget IN (SELECT budget FROM equation_budget) AS headline,
           min(CASE WHEN measured THEN n_seeds END) AS n_seeds,
           count(CASE WHEN measured THEN 1 END) AS equations_measured,
           count(CASE WHEN measured AND siren_gains THEN 1 END) AS siren_gains,
           count(CASE WHEN measured AND siren_loses THEN 1 END) AS siren_loses,
           count(CASE WHEN measured AND relu_tells THEN 1 END) AS relu_tells,
           count(CASE WHEN measured AND relu_does_not THEN 1 END) AS relu_does_not,
           array_join(array_sort(array_agg(family || ': ' || CASE WHEN measured THEN figures ELSE obstacles END)), '; ')
               AS figures
    FROM equations
    GROUP BY transfer_rank, network, siren_own, measure, budget
)
SELECT 'siren-reuses-broadly-pde' AS claim, headline,
       concat_ws('; ', 'nearness=' || CAST(transfer_rank AS STRING), network, siren_own, 'measure=' || measure,
                 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN siren_gains >= 3 AND relu_tells >= 3 THEN 'reproduced'
            WHEN siren_loses >= 3 OR relu_does_not >= 3 THEN 'contradicted'
            WHEN equations_measured < 3 THEN 'not measured'
            ELSE 'inconclusive' END AS verdict,
       'siren gains from any source on ' || CAST(siren_gains AS STRING) || ' and relu-mlp from the right one on '
           || CAST(relu_tells AS STRING) || ' of 4 equations (' || CAST(equations_measured AS STRING) || ' measured): '
           || figures AS reason
FROM together
