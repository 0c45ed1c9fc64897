-- One row a figure at a claim's headline setting: ours with its 95 % bootstrap interval and n, the paper's where it gives one,
-- and whether that lies in our interval. The verdict asks for directions, not for this.
WITH usual AS (
    SELECT *
    FROM standings
    WHERE usual_own AND usual_network AND measure = 'train' AND obstacle IS NULL
),
on_bump AS (
    SELECT * FROM usual
    WHERE headline AND usual_budget AND family = 'bump' AND source = 't=0.1' AND target = 't=0.15' AND control = 'random'
),
on_gabor AS (
    SELECT * FROM usual
    WHERE headline AND usual_budget AND family = 'gabor' AND source = 'a=-0.1,b=2' AND target = 'a=0,b=2.25' AND control = 'random'
),
on_equations AS (
    SELECT *,
           row_number() OVER (PARTITION BY family ORDER BY specificity DESC) AS place
    FROM usual
    WHERE family IN ('heat', 'burgers', 'nls', 'cavity') AND control = 'alternate' AND finest AND transfer_rank = 1
      AND budget IN (SELECT budget FROM equation_budget)
),
strongest AS (
    SELECT *, row_number() OVER (ORDER BY n DESC, n_seeds DESC, sweep, abs(rho) DESC, diagnostic) AS place
    FROM diagnostic_power
    WHERE headline AND measure = 'train' AND architecture = 'all' AND outcome = 'gain' AND starts = 'all'
      AND rho IS NOT NULL AND n_seeds >= 5
),
figures AS (
    SELECT 'structured-order' AS claim, 'structured gain of ' || architecture AS figure,
           CASE architecture WHEN 'fourier-mlp' THEN 33.1e0 WHEN 'siren' THEN 23.0e0 ELSE 10.7e0 END AS paper,
           structured_gain AS ours, structured_gain_lo AS ours_lo, structured_gain_hi AS ours_hi, n_seeds
    FROM on_bump
    WHERE architecture IN ('fourier-mlp', 'siren', 'relu-mlp')
    UNION ALL
    SELECT 'relu-selective', 'random-control gain of relu-mlp', 0.41e0, control_gain, control_gain_lo, control_gain_hi, n_seeds
    FROM on_bump
    WHERE architecture = 'relu-mlp'
    UNION ALL
    SELECT 'siren-broad', 'random-control gain of siren', 14.24e0, control_gain, control_gain_lo, control_gain_hi, n_seeds
    FROM on_bump
    WHERE architecture = 'siren'
    UNION ALL
    SELECT 'two-parameter-relu', 'specificity of ' || architecture, NULL, specificity, specificity_lo, specificity_hi, n_seeds
    FROM on_gabor
    WHERE architecture IN ('fourier-mlp', 'siren', 'relu-mlp')
    UNION ALL
    SELECT 'no-single-winner', 'largest specificity on ' || family || ', of ' || architecture, NULL, specificity,
           specificity_lo, specificity_hi, n_seeds
    FROM on_equations
    WHERE place = 1
    UNION ALL
    SELECT 'siren-reuses-broadly-pde', 'alternate-control gain of siren on ' || family, NULL, control_gain, control_gain_lo,
           control_gain_hi, n_seeds
    FROM on_equations
    WHERE architecture = 'siren'
    UNION ALL
    SELECT 'siren-reuses-broadly-pde', 'specificity of relu-mlp on ' || family, NULL, specificity, specificity_lo,
           specificity_hi, n_seeds
    FROM on_equations
    WHERE architecture = 'relu-mlp'
    UNION ALL
    SELECT 'bandwidth-retuning', 'specificity at bandwidth ' || specsweep.shortest(tuned_bandwidth) || ' over '
           || specsweep.shortest(default_bandwidth), NULL, improvement, improvement_lo, improvement_hi, n_paired
    FROM bandwidth_retuning
    WHERE headline AND measure = 'train' AND family = 'gabor' AND source = 'a=-0.1,b=2' AND target = 'a=0,b=2.25'
      AND architecture = 'fourier-mlp' AND criterion = 'specificity' AND control = 'random' AND n_paired >= 5
    UNION ALL
    SELECT 'static-diagnostics-weak', 'strongest rank correlation, of ' || diagnostic, NULL, rho, rho_lo, rho_hi, n_seeds
    FROM strongest
    WHERE place = 1
    UNION ALL
    SELECT 'scaling-law', 'slope of ' || architecture, NULL, slope, slope_lo, slope_hi, n_seeds
    FROM audits
    WHERE usual AND headline AND measure = 'train' AND family = 'bump' AND source = 't=0.1' AND obstacle IS NULL
)
SELECT claim, figure, paper, ours, ours_lo, ours_hi, n_seeds,
       CASE WHEN paper IS NOT NULL THEN paper BETWEEN ours_lo AND ours_hi END AS paper_inside
FROM figures
