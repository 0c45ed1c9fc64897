-- One row a fit that is not scratch, measure and budget: the logarithm of its gain. Outcome is the worse one of the fit and
-- its scratch, as in facts_by_setting, and 4 where there is no scratch. The gain is NULL unless the outcome is 0 and the
-- budget's step is reached.
WITH latest AS (   -- a fit that was tried again has several facts: the last one counts
    SELECT measure, budget, headline, step, sweep, architecture, setting, seed, condition,
           max_by(outcome, finished_at) AS outcome,
           max_by(log_loss, finished_at) AS log_loss,
           max_by(at_floor, finished_at) AS at_floor
    FROM log_losses
    WHERE score = 'mse'
    GROUP BY ALL
),
paired AS (
    SELECT *,
           max(CASE WHEN condition = 'scratch' THEN outcome END) OVER tuple AS scratch_outcome,
           max(CASE WHEN condition = 'scratch' THEN log_loss END) OVER tuple AS scratch_log_loss,
           max(CASE WHEN condition = 'scratch' THEN at_floor END) OVER tuple AS scratch_at_floor
    FROM latest
    WINDOW tuple AS (PARTITION BY measure, budget, sweep, architecture, setting, seed)
),
judged AS (
    SELECT *, greatest(outcome, coalesce(scratch_outcome, 4)) AS worst
    FROM paired
    WHERE condition <> 'scratch'
)
SELECT measure, budget, headline, step, sweep, architecture, setting, seed, condition, worst AS outcome,
       CASE WHEN worst = 0 THEN scratch_log_loss - log_loss END AS log_gain,
       CASE WHEN worst = 0 THEN at_floor OR scratch_at_floor ELSE false END AS at_floor
FROM judged
