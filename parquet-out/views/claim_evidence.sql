-- One row a claim and setting that it speaks about: the verdict there, and the numbers that it rests on. A setting that could
-- not be judged has the verdict 'not measured' and says why. The rule is in the view claim_... of the claim's name.
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_structured_order
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_relu_selective
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_siren_broad
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_two_parameter_relu
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_no_single_winner
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_siren_reuses_broadly_pde
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_bandwidth_retuning
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_static_diagnostics_weak
UNION ALL
SELECT claim, headline, setting, n_seeds, verdict, reason FROM claim_scaling_law
