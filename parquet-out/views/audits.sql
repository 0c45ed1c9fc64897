-- One row a study of the scaling audit on one-parameter families, measure and budget after step 0: its slope, and what stands in
-- the way of judging it. Of several sweeps that hold a study the one with the most seeds counts, then the most distances.
WITH described AS (
    SELECT a.*,
           a.architecture || ' bandwidth=' || specsweep.shortest(a.bandwidth) AS own,
           concat_ws('; ',
               'family=' || a.family,
               'source=' || a.source,
               'width=' || CAST(a.width AS STRING),
               'depth=' || CAST(a.depth AS STRING),
               'relative learning_rate=' || specsweep.shortest(round(a.learning_rate / coalesce(h.learning_rate, 1e0), 6)),
               'source_mse=' || coalesce(specsweep.shortest(a.source_mse), 'none'),
               'points=' || CAST(a.points AS STRING),
               'batch_size=' || coalesce(CAST(a.batch_size AS STRING), 'none'),
               'source_steps=' || CAST(a.source_steps AS STRING),
               'steps=' || CAST(a.steps AS STRING),
               'measure=' || a.measure,
               'budget=' || a.budget) AS shared,
           coalesce(a.bandwidth IS NOT DISTINCT FROM h.bandwidth AND a.frequencies IS NOT DISTINCT FROM h.frequencies
               AND a.learning_rate = h.learning_rate AND a.width = h.width AND a.depth = h.depth AND a.source_mse IS NULL
               AND a.points = h.points AND a.batch_size IS NULL AND a.source_steps = h.source_steps AND a.steps = h.steps, false) AS usual
    FROM scaling_audit a LEFT JOIN headline_settings h ON h.architecture = a.architecture
    WHERE a.budget <> 'step=0' AND a.family IN ('bump', 'warp', 'chirp')
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY architecture, own, frequencies, shared
                                 ORDER BY n_seeds DESC, n_distances DESC, sweep) AS place
    FROM described
)
SELECT architecture, family, source, own, shared, usual, headline, measure, budget, n_seeds, n_distances, slope, slope_lo,
       slope_hi, r2,
       architecture || ': ' || CASE
           WHEN n_distances < 3 THEN 'only ' || CAST(n_distances AS STRING) || ' distances reach ' || budget
           WHEN n_seeds < 5 THEN 'only ' || CAST(n_seeds AS STRING) || ' seeds'
           WHEN floor THEN 'the float32 floor is touched' END AS obstacle
FROM ranked
WHERE place = 1
