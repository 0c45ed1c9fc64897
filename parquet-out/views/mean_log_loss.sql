-- As specificity, with the geometric mean of the training MSE over steps 0 to the budget's step in place of the MSE at it:
-- what a gain is worth over the whole of training, and less noisy than any single step.
SELECT sweep, family, data, source, target, alternate, parameter_distance, function_distance, architecture, bandwidth,
       frequencies, initialisation, width, depth, points, batch_size, source_steps, source_mse, steps, learning_rate, beta1,
       beta2, epsilon, control_seed_offset, protocol_version, control, measure, budget, headline, step, reached, n_seeds,
       structured_gain, structured_gain_lo, structured_gain_hi, structured_gain_t_lo, structured_gain_t_hi,
       control_gain, control_gain_lo, control_gain_hi, control_gain_t_lo, control_gain_t_hi,
       specificity, specificity_lo, specificity_hi, specificity_t_lo, specificity_t_hi,
       floor, n_dead, n_diverged, n_failed, n_missing
FROM comparisons
WHERE score = 'mean_log_loss'
