-- One row a setting and control, whichever sweeps hold it: the sweep that has the most seeds, the first by name where
-- several have as many. The texts name axes as "axis=value; ...": own is what only this architecture has, network what an
-- experiment shares with others on any family, shared all that it shares with other architectures on the same transfer. Their
-- numbers (own_id, shared_id) are good within one output only.
WITH held AS (
    SELECT sweep, architecture, setting, condition AS control, count(DISTINCT seed) AS seeds
    FROM facts_by_setting
    WHERE condition NOT IN ('scratch', 'structured')
    GROUP BY sweep, architecture, setting, condition
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY architecture, setting, control ORDER BY seeds DESC, sweep) AS place
    FROM held
),
usual AS (
    SELECT architecture, equation,
           CASE WHEN equation THEN equation_bandwidth ELSE bandwidth END AS bandwidth,
           CASE WHEN equation THEN equation_learning_rate ELSE learning_rate END AS learning_rate,
           frequencies, initialisation, width, depth, points, source_steps, steps, beta1, beta2, epsilon, control_seed_offset
    FROM headline_settings CROSS JOIN (VALUES (true), (false)) AS e(equation)
),
described AS (
    SELECT s.sweep, s.architecture, s.setting, r.control, s.family, s.data, s.source, s.target, s.alternate,
           s.parameter_distance, s.function_distance, s.bandwidth, s.frequencies, s.width, s.depth, s.points, s.batch_size, s.source_steps,
           s.source_mse, s.steps, s.learning_rate, s.protocol_version,
           round(s.learning_rate / coalesce(h.learning_rate, 1e0), 6) AS relative_learning_rate,
           s.source || ' to ' || s.target AS transfer,
           dense_rank() OVER (PARTITION BY s.family, s.data ORDER BY s.parameter_distance, s.source, s.target) AS transfer_rank,
           coalesce(s.bandwidth IS NOT DISTINCT FROM h.bandwidth
               AND s.frequencies IS NOT DISTINCT FROM h.frequencies
               AND s.initialisation = h.initialisation AND s.learning_rate = h.learning_rate, false) AS usual_own,
           coalesce(s.width = h.width AND s.depth = h.depth AND s.source_mse IS NULL AND s.beta1 = h.beta1
               AND s.beta2 = h.beta2 AND s.epsilon = h.epsilon
               AND s.control_seed_offset = h.control_seed_offset, false) AS usual_network,
           coalesce(s.points = h.points AND s.batch_size IS NULL AND s.source_steps = h.source_steps
               AND s.steps = h.steps, false) AS usual_budget,
           concat_ws('; ',
               s.architecture || ' bandwidth=' || specsweep.shortest(s.bandwidth),
               s.architecture || ' frequencies=' || CAST(s.frequencies AS STRING),
               s.architecture || ' initialisation=' || s.initialisation) AS own,
           concat_ws('; ',
               'width=' || CAST(s.width AS STRING),
               'depth=' || CAST(s.depth AS STRING),
               'relative learning_rate=' || specsweep.shortest(round(s.learning_rate / coalesce(h.learning_rate, 1e0), 6)),
               'source_mse=' || coalesce(specsweep.shortest(s.source_mse), 'none'),
               'beta1=' || specsweep.shortest(s.beta1),
               'beta2=' || specsweep.shortest(s.beta2),
               'epsilon=' || specsweep.shortest(s.epsilon),
               'control_seed_offset=' || CAST(s.control_seed_offset AS STRING),
               'protocol_version=' || CAST(s.protocol_version AS STRING)) AS network
    FROM ranked r
        JOIN settings s ON s.sweep = r.sweep AND s.architecture = r.architecture AND s.setting = r.setting
        LEFT JOIN usual h ON h.architecture = s.architecture AND h.equation = (s.family IN ('heat', 'burgers', 'nls', 'cavity'))
    WHERE r.place = 1
),
named AS (
    SELECT *,
           row_number() OVER (PARTITION BY architecture, family, data, transfer, control, own, network
                              ORDER BY points DESC, batch_size, source_steps DESC, steps DESC) = 1 AS finest,
           concat_ws('; ',
               'family=' || family,
               'transfer=' || transfer,
               'data=' || data,
               'control=' || control,
               'alternate=' || alternate,
               network,
               'points=' || CAST(points AS STRING),
               'batch_size=' || coalesce(CAST(batch_size AS STRING), 'none'),
               'source_steps=' || CAST(source_steps AS STRING),
               'steps=' || CAST(steps AS STRING)) AS shared
    FROM described
)
SELECT *,
       CAST(dense_rank() OVER (ORDER BY architecture, own) AS INTEGER) AS own_id,
       CAST(dense_rank() OVER (ORDER BY shared) AS INTEGER) AS shared_id
FROM named
