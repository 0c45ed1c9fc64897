-- One row a score, measure, budget, setting, control and seed: the logarithms of the structured gain, of the control gain
-- and of their ratio. NULL where one of the three fits is missing, not done or from a dead source (worst > 0, an outcome as
-- in facts_by_setting; 4: not there), or where the budget is not reached.
WITH attempts AS ( -- a fit that was tried again has several facts: the last one counts
    SELECT *,
           row_number() OVER (PARTITION BY setting, score, measure, budget, headline, step, sweep, architecture, seed, condition
                              ORDER BY finished_at DESC) AS attempt
    FROM (SELECT /*+ REPARTITION(setting) */ * FROM log_losses) AS together
),
latest AS (
    SELECT *
    FROM attempts
    WHERE attempt = 1
),
paired AS (        -- what tells rows apart best comes first in all windows: rows are sorted by it, once
    SELECT *,
           max(condition) OVER tuple AS last_condition,
           max(CASE WHEN condition = 'scratch' THEN outcome END) OVER tuple AS scratch_outcome,
           max(CASE WHEN condition = 'scratch' THEN log_loss END) OVER tuple AS scratch_log_loss,
           max(CASE WHEN condition = 'scratch' THEN at_floor END) OVER tuple AS scratch_at_floor,
           max(CASE WHEN condition = 'structured' THEN outcome END) OVER tuple AS structured_outcome,
           max(CASE WHEN condition = 'structured' THEN log_loss END) OVER tuple AS structured_log_loss,
           max(CASE WHEN condition = 'structured' THEN at_floor END) OVER tuple AS structured_at_floor
    FROM latest
    WINDOW tuple AS (PARTITION BY setting, score, measure, budget, headline, step, sweep, architecture, seed)
),
counted AS (       -- each seed has one last condition
    SELECT *,
           count(CASE WHEN condition = last_condition THEN 1 END) OVER (
               PARTITION BY setting, score, measure, budget, headline, step, sweep, architecture) AS seeds
    FROM paired
),
judged AS (        -- outcome 4: scratch or structured is missing for this seed
    SELECT *, condition AS control,
           greatest(outcome, coalesce(scratch_outcome, 4), coalesce(structured_outcome, 4)) AS worst
    FROM counted
    WHERE condition NOT IN ('scratch', 'structured')
)
SELECT score, measure, budget, headline, step, sweep, architecture, setting, seeds, control, seed, worst,
       CASE WHEN worst = 0 THEN scratch_log_loss - structured_log_loss END AS structured,
       CASE WHEN worst = 0 THEN scratch_log_loss - log_loss END AS control_gain,
       CASE WHEN worst = 0 THEN log_loss - structured_log_loss END AS specificity,
       worst = 0 AND (at_floor OR scratch_at_floor OR structured_at_floor) AS at_floor
FROM judged
