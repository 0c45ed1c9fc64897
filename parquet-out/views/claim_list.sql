-- The nine claims of arXiv 2606.06827 in words, with the paper's figure where it gives one. The rule behind the verdicts on
-- each is the view claim_... of its name.
SELECT position, claim, statement, paper
FROM (VALUES
    (1, 'structured-order', 'In the 1D geometric test Fourier features gain more from the source than SIREN, and SIREN more than ReLU',
     'fourier-mlp 33.1x > siren 23.0x > relu-mlp 10.7x'),
    (2, 'relu-selective', 'ReLU gains from the right source and loses from a random one', 'random-control gain 0.41x'),
    (3, 'siren-broad', 'SIREN gains even from a random source, and more than ReLU', 'random-control gain 14.24x'),
    (4, 'two-parameter-relu', 'On a two-parameter family, at defaults, ReLU separates structured from control best', NULL),
    (5, 'bandwidth-retuning', 'There, Fourier features improve only after their bandwidth is retuned', NULL),
    (6, 'no-single-winner', 'No architecture wins on every equation: heat, burgers, nls, cavity', NULL),
    (7, 'siren-reuses-broadly-pde', 'On the PDEs SIREN often gains from any same-family source, ReLU from the right one', NULL),
    (8, 'static-diagnostics-weak', 'What can be measured before fine-tuning predicts little of what it will gain', NULL),
    (9, 'scaling-law', 'In the 1D audit the gain does not fall off as one over the squared parameter distance',
     'slope -2 rejected'))
    AS c(position, claim, statement, paper)
