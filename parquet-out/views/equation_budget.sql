-- One row, or none: the budget at which the claims on the equations are judged first. Within 1500 steps not every network gets
-- to a training MSE of 1e-4 on every equation, so it is the budget that most of the default networks reach on the most
-- equations; of several the tightest matched error, and without one the last step. What is reached decides, never a gain.
WITH reached AS (
    SELECT b.budget, b.tau, b.step, count(*) AS networks
    FROM standings s JOIN budgets b ON b.budget = s.budget
    WHERE s.family IN ('heat', 'burgers', 'nls', 'cavity') AND s.control = 'alternate' AND s.usual_own AND s.usual_network
      AND s.finest AND s.transfer_rank = 1 AND s.measure = 'train' AND s.obstacle IS NULL
    GROUP BY b.budget, b.tau, b.step
),
ranked AS (
    SELECT *, row_number() OVER (ORDER BY networks DESC, CASE WHEN tau IS NULL THEN 1 ELSE 0 END, tau, step DESC) AS place
    FROM reached
)
SELECT budget, networks
FROM ranked
WHERE place = 1
