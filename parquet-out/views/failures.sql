-- One row a fit that did not end well: what it was, how it ended, why, and where.
SELECT sweep, family, source, target, architecture, bandwidth, width, depth, learning_rate, seed, condition, status,
       cause, steps_taken, last_train_mse, attempts, host, finished_at, tuple_id
FROM fits
WHERE status <> 'done'
