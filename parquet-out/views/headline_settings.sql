-- One row an architecture: the protocol's defaults (sweeps/defaults.yaml; a test holds them together). Claims are judged
-- first at these, and a learning rate is counted in multiples of its architecture's default. Equation_bandwidth and
-- equation_learning_rate stand in their place on heat, burgers, nls and cavity, as in the bundled sweeps on them (sweeps/README.md
-- says how they were chosen): at the 1D defaults networks learn the grid by heart, or do not learn it in 1500 steps.
SELECT architecture, bandwidth, equation_bandwidth, frequencies, initialisation, learning_rate, equation_learning_rate,
       64 AS width, 3 AS depth, 256 AS points, 2000 AS source_steps, 1500 AS steps, 0.9e0 AS beta1,
       0.999e0 AS beta2, 1e-8 AS epsilon, 500 AS control_seed_offset
FROM (VALUES ('siren', 30e0, 10e0, CAST(NULL AS INTEGER), 'sitzmann-2020', 1e-4, 3e-4),
             ('relu-mlp', CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), NULL, 'he-normal', 1e-3, 1e-3),
             ('fourier-mlp', 5e0, 0.5e0, 32, 'he-normal', 1e-3, 1e-3))
    AS d(architecture, bandwidth, equation_bandwidth, frequencies, initialisation, learning_rate, equation_learning_rate)
