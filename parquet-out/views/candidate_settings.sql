-- One row a setting and control, with the candidate that it is of: an architecture with its bandwidth, width, rate and all else
-- that could be chosen for a family. A candidate has one setting for each transfer, a source and target; whole says that it
-- has one for every transfer of its family in the sweep. The number of a candidate is good within one output only.
WITH held AS (
    SELECT DISTINCT sweep, architecture, setting, condition AS control
    FROM facts_by_setting
    WHERE condition NOT IN ('scratch', 'structured')
),
numbered AS (
    SELECT s.sweep, s.family, h.control, s.architecture, s.setting, s.source, s.target, s.bandwidth, s.frequencies,
           s.width, s.depth, s.points, s.source_steps, s.source_mse, s.steps, s.learning_rate,
           CAST(dense_rank() OVER (ORDER BY s.architecture, s.bandwidth, s.frequencies, s.initialisation, s.width, s.depth,
                                       s.points, s.batch_size, s.source_steps, s.source_mse, s.steps, s.learning_rate, s.beta1, s.beta2,
                                       s.epsilon, s.control_seed_offset, s.protocol_version) AS INTEGER) AS candidate
    FROM held h JOIN settings s ON s.sweep = h.sweep AND s.architecture = h.architecture AND s.setting = h.setting
),
counted AS (
    SELECT *,
           dense_rank() OVER (PARTITION BY sweep, family, control ORDER BY source, target) AS transfer,
           count(*) OVER (PARTITION BY sweep, family, control, candidate) AS transfers_here
    FROM numbered
)
SELECT *, max(transfer) OVER (PARTITION BY sweep, family, control) AS transfers,
       transfers_here = max(transfer) OVER (PARTITION BY sweep, family, control) AS whole
FROM counted
