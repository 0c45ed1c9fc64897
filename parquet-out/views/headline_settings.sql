-- One row an architecture: the protocol's defaults (sweeps/defaults.yaml; a test holds them together). Claims are judged
-- first at these, and a learning rate is counted in multiples of its architecture's default.
SELECT architecture, bandwidth, frequencies, initialisation, learning_rate, width, depth, points, source_steps, steps,
       beta1, beta2, epsilon, control_seed_offset
FROM (VALUES ('siren', 30e0, CAST(NULL AS INTEGER), 'sitzmann-2020', 1e-4, 64, 3, 256, 2000, 1500, 0.9e0, 0.999e0, 1e-8, 500),
             ('relu-mlp', CAST(NULL AS DOUBLE), NULL, 'he-normal', 1e-3, 64, 3, 256, 2000, 1500, 0.9e0, 0.999e0, 1e-8, 500),
             ('fourier-mlp', 5e0, 32, 'he-normal', 1e-3, 64, 3, 256, 2000, 1500, 0.9e0, 0.999e0, 1e-8, 500))
    AS d(architecture, bandwidth, frequencies, initialisation, learning_rate, width, depth, points, source_steps, steps,
         beta1, beta2, epsilon, control_seed_offset)
