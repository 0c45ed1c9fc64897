-- One row a claim, axis and value: how the claim fares there against elsewhere on the same axis, all else equal. Blocks are
-- groups of judged settings that differ on this axis alone; in each, the share of its other values at which the claim holds is
-- subtracted from 1 or 0, whether it holds at this value. Flip is the mean over blocks: -1 means that the claim holds
-- everywhere but here, 1 that it holds only here, 0 that the value changes nothing.
WITH settings_judged AS (
    SELECT claim, setting, CASE WHEN verdict = 'reproduced' THEN 1e0 ELSE 0e0 END AS holds
    FROM claim_evidence
    WHERE verdict <> 'not measured'
),
parts AS (
    SELECT claim, setting, holds, explode(split(setting, '; ')) AS part
    FROM settings_judged
),
axes AS (
    SELECT claim, holds, split_part(part, '=', 1) AS axis, part,
           replace('; ' || setting || '; ', '; ' || part || '; ', '; ' || split_part(part, '=', 1) || '=*; ') AS block
    FROM parts
),
blocks AS (
    SELECT *, sum(holds) OVER together AS hold_in_block, count(*) OVER together AS in_block
    FROM axes
    WINDOW together AS (PARTITION BY claim, axis, block)
),
contrasts AS (
    SELECT claim, axis, substring(part, length(axis) + 2) AS value, holds,
           (hold_in_block - holds) / (in_block - 1) AS holds_elsewhere
    FROM blocks
    WHERE in_block > 1
)
SELECT claim, axis, value, count(*) AS blocks, CAST(sum(holds) AS BIGINT) AS holds,
       avg(holds_elsewhere) AS share_elsewhere, avg(holds - holds_elsewhere) AS flip
FROM contrasts
GROUP BY claim, axis, value
