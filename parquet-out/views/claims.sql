-- One row a claim: the verdict at the headline setting and why, our figures beside the paper's, at how many of the judged
-- settings it holds and is contradicted, how many could not be judged, and the one or two axis values that flip it most.
WITH placed AS (   -- should two settings differ in nothing that the headline asks for, the one with more seeds is it
    SELECT *, headline AND row_number() OVER (PARTITION BY claim, headline
                                              ORDER BY coalesce(n_seeds, 0) DESC, setting) = 1 AS first_headline
    FROM claim_evidence
),
counts AS (
    SELECT claim,
           count(CASE WHEN verdict = 'reproduced' THEN 1 END) AS holds,
           count(CASE WHEN verdict = 'contradicted' THEN 1 END) AS contradicted,
           count(CASE WHEN verdict <> 'not measured' THEN 1 END) AS measured,
           count(CASE WHEN verdict = 'not measured' THEN 1 END) AS not_measured,
           max(CASE WHEN first_headline THEN verdict END) AS verdict,
           max(CASE WHEN first_headline THEN reason END) AS reason,
           max(CASE WHEN first_headline THEN n_seeds END) AS n_seeds,
           max(CASE WHEN first_headline THEN setting END) AS setting
    FROM placed
    GROUP BY claim
),
figures AS (
    SELECT claim, array_join(array_sort(array_agg(figure || ' ' || specsweep.bracketed(ours, ours_lo, ours_hi))), ', ') AS ours
    FROM claim_figures
    GROUP BY claim
),
flips AS (   -- away from the verdict at the headline setting, or from the majority where that was not measured
    SELECT f.*, CASE WHEN coalesce(nullif(c.verdict, 'not measured') = 'reproduced', 2 * c.holds > c.measured)
                     THEN -f.flip ELSE f.flip END AS away
    FROM claim_flips f JOIN counts c ON c.claim = f.claim
    WHERE f.blocks >= 3
),
first_of_axis AS (
    SELECT *, row_number() OVER (PARTITION BY claim, axis ORDER BY away DESC, blocks DESC, value) AS place_on_axis
    FROM flips
    WHERE away > 0
),
most AS (
    SELECT claim,
           axis || ' = ' || value || ' (holds in ' || CAST(holds AS STRING) || ' of ' || CAST(blocks AS STRING) || ', elsewhere '
               || CAST(CAST(round(100 * share_elsewhere) AS INTEGER) AS STRING) || ' %)' AS flip,
           row_number() OVER (PARTITION BY claim ORDER BY away DESC, blocks DESC, axis) AS place
    FROM first_of_axis
    WHERE place_on_axis = 1
)
SELECT l.position, l.claim, l.statement,
       coalesce(c.verdict, 'not measured') AS verdict,
       coalesce(c.reason, CASE WHEN c.claim IS NULL THEN 'nothing that it speaks about has been trained'
                               ELSE 'the headline setting has not been trained' END) AS reason,
       c.n_seeds, l.paper, f.ours,
       coalesce(c.holds, 0) AS holds, coalesce(c.contradicted, 0) AS contradicted, coalesce(c.measured, 0) AS measured,
       CASE WHEN c.measured > 0 THEN CAST(c.holds AS DOUBLE) / c.measured END AS share,
       coalesce(c.not_measured, 0) AS not_measured,
       a.flip AS flips_most, b.flip AS flips_second, c.setting
FROM claim_list l
    LEFT JOIN counts c ON c.claim = l.claim
    LEFT JOIN figures f ON f.claim = l.claim
    LEFT JOIN most a ON a.claim = l.claim AND a.place = 1
    LEFT JOIN most b ON b.claim = l.claim AND b.place = 2
