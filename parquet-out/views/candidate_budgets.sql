-- One row a sweep, family and control: the budget at which its candidates are compared. The tightest matched error that more
-- than half of them reach on every transfer; where there is none, the last fixed step. What is reached decides, never a gain.
WITH reached AS (
    SELECT c.sweep, c.family, c.control, c.candidate, b.budget, b.tau, max(b.step) AS step,
           bool_and(c.whole AND b.reached) AS reached
    FROM candidate_settings c
        JOIN budget_steps b ON b.sweep = c.sweep AND b.architecture = c.architecture AND b.setting = c.setting
    WHERE b.budget <> 'step=0'
    GROUP BY c.sweep, c.family, c.control, c.candidate, b.budget, b.tau
),
shares AS (
    SELECT sweep, family, control, budget, tau, max(step) AS step,
           count(*) AS candidates,
           count(CASE WHEN reached THEN 1 END) AS candidates_reach
    FROM reached
    GROUP BY sweep, family, control, budget, tau
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY sweep, family, control
                                 ORDER BY CASE WHEN tau IS NULL THEN 1 ELSE 0 END, tau, step DESC) AS place
    FROM shares
    WHERE 2 * candidates_reach > candidates
)
SELECT sweep, family, control, budget, tau IS NOT NULL AS matched, candidates, candidates_reach
FROM ranked
WHERE place = 1
