-- One row a row of specificity: its numbers and what they say, by the intervals alone. A is the structured gain, C the
-- control gain, A/C the specificity; an interval is "above 1" when its lower end is.
--   specific            A and A/C are above 1, C is not: the source helps, and what is unrelated does not
--   specific and broad  all three are above 1: anything trained helps, and the source helps more
--   broad               C is above 1, A/C is not: anything trained would have done
--   reversed            A/C is below 1: the control helps more than the source, or harms less
--   negative            A is below 1, or C is below 1 while A is not above it: a warm start harms
--   inconclusive        the intervals do not tell
--   not judged          the budget is not reached, the float32 floor is touched, or there are fewer than five seeds, whose
--                       bootstrap interval would cover little more than their own range; obstacle says which.
WITH obstacles AS (
    SELECT *,
           CASE WHEN NOT reached THEN concat(budget, ' is not reached')
                WHEN n_seeds = 0 THEN 'no seed is left'
                WHEN n_seeds < 5 THEN concat('only ', CAST(n_seeds AS STRING),
                                             CASE WHEN n_seeds = 1 THEN ' seed' ELSE ' seeds' END)
                WHEN floor THEN 'the float32 floor is touched' END AS obstacle
    FROM specificity
)
SELECT *,
       CASE WHEN obstacle IS NOT NULL THEN 'not judged'
            WHEN structured_gain_hi < 1 THEN 'negative'
            WHEN specificity_hi < 1 THEN 'reversed'
            WHEN structured_gain_lo > 1 AND specificity_lo > 1 AND control_gain_lo > 1 THEN 'specific and broad'
            WHEN structured_gain_lo > 1 AND specificity_lo > 1 THEN 'specific'
            WHEN control_gain_lo > 1 THEN 'broad'
            WHEN control_gain_hi < 1 AND structured_gain_lo <= 1 THEN 'negative'
            ELSE 'inconclusive' END AS verdict
FROM obstacles
