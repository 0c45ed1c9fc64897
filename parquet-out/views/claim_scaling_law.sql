-- scaling-law: in the 1D audit the structured gain does not fall off as one over the squared parameter distance.
-- Reproduced where the interval of the slope of ln A on ln distance leaves out -2 for Fourier features, ReLU and SIREN alike.
-- That it holds -2 is no support for the law, for a wide interval holds anything: contradicted where for all three it holds
-- -2 and lies within -2.5 and -1.5.
-- Settings: studies of one-parameter families with at least three distances. Headline: bump from 0.1, everything at its
-- default, training MSE, tau = 1e-4. At step 0 the slope is that of the function distance; it is not a setting.
SELECT 'scaling-law' AS claim,
       f.usual AND r.usual AND s.usual AND s.headline AND s.measure = 'train' AND s.family = 'bump' AND s.source = 't=0.1'
           AS headline,
       concat_ws('; ', f.own, s.own, s.shared) AS setting,
       least(f.n_seeds, r.n_seeds, s.n_seeds) AS n_seeds,
       CASE WHEN coalesce(f.obstacle, r.obstacle, s.obstacle) IS NOT NULL THEN 'not measured'
            WHEN (f.slope_lo > -2 OR f.slope_hi < -2) AND (r.slope_lo > -2 OR r.slope_hi < -2)
                AND (s.slope_lo > -2 OR s.slope_hi < -2) THEN 'reproduced'
            WHEN f.slope_lo BETWEEN -2.5 AND -2 AND f.slope_hi BETWEEN -2 AND -1.5
                AND r.slope_lo BETWEEN -2.5 AND -2 AND r.slope_hi BETWEEN -2 AND -1.5
                AND s.slope_lo BETWEEN -2.5 AND -2 AND s.slope_hi BETWEEN -2 AND -1.5 THEN 'contradicted'
            ELSE 'inconclusive' END AS verdict,
       CASE WHEN coalesce(f.obstacle, r.obstacle, s.obstacle) IS NOT NULL
            THEN concat_ws('; ', f.obstacle, r.obstacle, s.obstacle)
            ELSE 'slope of fourier-mlp ' || specsweep.bracketed(f.slope, f.slope_lo, f.slope_hi)
                || ', relu-mlp ' || specsweep.bracketed(r.slope, r.slope_lo, r.slope_hi)
                || ', siren ' || specsweep.bracketed(s.slope, s.slope_lo, s.slope_hi) END AS reason
FROM audits f
    JOIN audits r ON r.shared = f.shared
    JOIN audits s ON s.shared = f.shared
WHERE f.architecture = 'fourier-mlp' AND r.architecture = 'relu-mlp' AND s.architecture = 'siren'
