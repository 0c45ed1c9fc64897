-- static-diagnostics-weak: what can be measured before fine-tuning predicts little of what it will gain.
-- Little is a rank correlation of less than 0.5 either way: less than a quarter of the variance of the ranks. Reproduced where
-- the interval of every diagnostic lies within -0.5 and 0.5; contradicted where that of one lies wholly beyond: one good
-- predictor is enough. Many diagnostics are tried, which makes the second more likely by chance; the intervals say how sure.
-- Settings: sweeps with diagnostics, by architecture, by what is foretold and of which starts. Headline: the gain of all
-- starts of all architectures, training MSE, tau = 1e-4, in the sweep that has the most of them.
WITH groups AS (
    SELECT sweep, architecture, outcome, starts, measure, budget, headline,
           count(rho) AS diagnostics,
           min(n_seeds) AS n_seeds,
           max(n) AS n,
           bool_and(rho_lo > -0.5 AND rho_hi < 0.5) AS all_weak,
           bool_or(rho_lo > 0.5 OR rho_hi < -0.5) AS one_strong,
           max_by(diagnostic || ' ' || specsweep.bracketed(rho, rho_lo, rho_hi), abs(rho)) AS strongest
    FROM diagnostic_power
    WHERE budget <> 'step=0'
    GROUP BY sweep, architecture, outcome, starts, measure, budget, headline
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY architecture, outcome, starts, measure, budget
                                 ORDER BY n DESC, n_seeds DESC, sweep) AS place
    FROM groups
)
SELECT 'static-diagnostics-weak' AS claim,
       headline AND measure = 'train' AND architecture = 'all' AND outcome = 'gain' AND starts = 'all' AND place = 1
           AS headline,
       concat_ws('; ', 'sweep=' || sweep, 'architecture=' || architecture, 'outcome=' || outcome, 'starts=' || starts,
                 'measure=' || measure, 'budget=' || budget) AS setting,
       n_seeds,
       CASE WHEN diagnostics = 0 OR n_seeds < 5 THEN 'not measured'
            WHEN all_weak THEN 'reproduced'
            WHEN one_strong THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       CASE WHEN n_seeds < 5 THEN 'only ' || CAST(n_seeds AS STRING) || ' seeds'
            WHEN diagnostics = 0 THEN 'no diagnostic varies'
            ELSE 'rank correlation with the ' || outcome || ' over ' || CAST(n AS STRING) || ' starts, strongest of '
                || CAST(diagnostics AS STRING) || ' diagnostics: ' || strongest END AS reason
FROM ranked
