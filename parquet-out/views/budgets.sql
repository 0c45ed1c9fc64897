-- The budgets at which fits are compared: a fixed step, or the step at which scratch reaches a training MSE (tau).
SELECT budget, step, tau, headline
FROM (VALUES ('step=0', 0, CAST(NULL AS DOUBLE), false),
             ('step=1', 1, NULL, false),
             ('step=10', 10, NULL, false),
             ('step=30', 30, NULL, false),
             ('step=100', 100, NULL, false),
             ('step=300', 300, NULL, false),
             ('step=1000', 1000, NULL, false),
             ('scratch<=1e-2', NULL, 1e-2, false),
             ('scratch<=1e-3', NULL, 1e-3, false),
             ('scratch<=1e-4', NULL, 1e-4, true)) AS b(budget, step, tau, headline)
