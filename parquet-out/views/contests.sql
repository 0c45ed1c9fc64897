-- One row a setting in which Fourier features, ReLU and SIREN have all been measured, and a quantity: the value of each, and
-- how many times larger one is than another over their common seeds (duels). Obstacle says why it cannot be judged. Each
-- architecture brings its own bandwidth, and its learning rate in multiples of its default.
WITH met AS (
    SELECT f.shared_id, f.own_id AS fourier_own_id, r.own_id AS relu_own_id, s.own_id AS siren_own_id, f.measure, f.budget,
           q.quantity, s.family, s.source, s.target, s.transfer_rank, s.control, s.network, s.shared, f.own AS fourier_own,
           s.own AS siren_own, f.usual_own AND r.usual_own AND s.usual_own AS usual_own, s.usual_network, s.usual_budget,
           s.headline, s.finest,
           CASE q.quantity WHEN 'structured gain' THEN f.structured_gain WHEN 'control gain' THEN f.control_gain
                           ELSE f.specificity END AS fourier,
           CASE q.quantity WHEN 'structured gain' THEN r.structured_gain WHEN 'control gain' THEN r.control_gain
                           ELSE r.specificity END AS relu,
           CASE q.quantity WHEN 'structured gain' THEN r.structured_gain_lo WHEN 'control gain' THEN r.control_gain_lo
                           ELSE r.specificity_lo END AS relu_lo,
           CASE q.quantity WHEN 'structured gain' THEN r.structured_gain_hi WHEN 'control gain' THEN r.control_gain_hi
                           ELSE r.specificity_hi END AS relu_hi,
           CASE q.quantity WHEN 'structured gain' THEN s.structured_gain WHEN 'control gain' THEN s.control_gain
                           ELSE s.specificity END AS siren,
           concat_ws('; ', f.obstacle, r.obstacle, s.obstacle) AS obstacles
    FROM standings f
        JOIN standings r ON r.shared_id = f.shared_id AND r.measure = f.measure AND r.budget = f.budget
        JOIN standings s ON s.shared_id = f.shared_id AND s.measure = f.measure AND s.budget = f.budget
        CROSS JOIN (VALUES ('structured gain'), ('control gain'), ('specificity')) AS q(quantity)
    WHERE f.architecture = 'fourier-mlp' AND r.architecture = 'relu-mlp' AND s.architecture = 'siren'
)
SELECT m.family, m.source, m.target, m.transfer_rank, m.control, m.network, m.shared, m.fourier_own, m.siren_own, m.measure,
       m.budget, m.quantity, m.usual_own, m.usual_network, m.usual_budget, m.headline, m.finest,
       least(coalesce(fs.n_seeds, 0), coalesce(fr.n_seeds, 0), coalesce(rs.n_seeds, 0)) AS n_seeds,
       m.fourier, m.relu, m.relu_lo, m.relu_hi, m.siren,
       fs.factor AS fourier_over_siren, fs.factor_lo AS fourier_over_siren_lo, fs.factor_hi AS fourier_over_siren_hi,
       fr.factor AS fourier_over_relu, fr.factor_lo AS fourier_over_relu_lo, fr.factor_hi AS fourier_over_relu_hi,
       1 / rs.factor AS siren_over_relu, 1 / rs.factor_hi AS siren_over_relu_lo, 1 / rs.factor_lo AS siren_over_relu_hi,
       CASE WHEN m.obstacles <> '' THEN m.obstacles
            WHEN least(coalesce(fs.n_seeds, 0), coalesce(fr.n_seeds, 0), coalesce(rs.n_seeds, 0)) < 5
            THEN 'fewer than 5 common seeds' END AS obstacle
FROM met m
    LEFT JOIN duels fs ON fs.shared_id = m.shared_id AND fs.measure = m.measure AND fs.budget = m.budget
        AND fs.quantity = m.quantity AND fs.first_own_id = m.fourier_own_id AND fs.second_own_id = m.siren_own_id
    LEFT JOIN duels fr ON fr.shared_id = m.shared_id AND fr.measure = m.measure AND fr.budget = m.budget
        AND fr.quantity = m.quantity AND fr.first_own_id = m.fourier_own_id AND fr.second_own_id = m.relu_own_id
    LEFT JOIN duels rs ON rs.shared_id = m.shared_id AND rs.measure = m.measure AND rs.budget = m.budget
        AND rs.quantity = m.quantity AND rs.first_own_id = m.relu_own_id AND rs.second_own_id = m.siren_own_id
