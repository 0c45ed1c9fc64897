-- What the views call, for DuckDB. The Spark side of the same functions is specsweep.query.FunctionLibrary.
-- Spark's curves count from 0 and so do these functions; DuckDB's lists count from 1.
CREATE SCHEMA IF NOT EXISTS specsweep;

CREATE OR REPLACE MACRO explode(list) AS unnest(list);

CREATE OR REPLACE MACRO xxhash64(columns) AS hash(columns);

CREATE OR REPLACE MACRO specsweep.clamp(mse) AS
    CASE WHEN mse IS NOT NULL THEN greatest(CAST(mse AS DOUBLE), 1e-13) END;

CREATE OR REPLACE MACRO specsweep.last_step(curve) AS CAST(len(curve) - 1 AS INTEGER);

CREATE OR REPLACE MACRO specsweep.positions(curve) AS
    list_transform(range(len(curve)), lambda i: CAST(i AS INTEGER));

CREATE OR REPLACE MACRO specsweep.curve_at(curve, step) AS
    CASE WHEN step >= 0 THEN CAST(list_extract(curve, step + 1) AS DOUBLE) END;

CREATE OR REPLACE MACRO specsweep.step_at(checkpoint_steps, position) AS
    CASE WHEN position >= 0 THEN list_extract(checkpoint_steps, position + 1) END;

CREATE OR REPLACE MACRO specsweep.curve_at_steps(curve, steps) AS
    list_select(curve, list_transform(steps, lambda step: CAST(step + 1 AS BIGINT)));

CREATE OR REPLACE MACRO specsweep.between_checkpoints(mse, steps, step, before) AS
    CASE WHEN before >= 1 AND before < len(steps) THEN
        exp(ln(specsweep.clamp(list_extract(mse, before)))
            + (ln(specsweep.clamp(list_extract(mse, before + 1))) - ln(specsweep.clamp(list_extract(mse, before))))
            * (step - list_extract(steps, before))
            / CAST(list_extract(steps, before + 1) - list_extract(steps, before) AS DOUBLE)) END;

CREATE OR REPLACE MACRO specsweep.held_out_at(mse, steps, step) AS
    coalesce(CAST(list_extract(mse, list_position(steps, step)) AS DOUBLE),
             specsweep.between_checkpoints(mse, steps, step, len(list_filter(steps, lambda each: each < step))));

CREATE OR REPLACE MACRO specsweep.first_step_at_or_below(curve, threshold) AS
    CAST(list_position(list_transform(curve, lambda mse: mse <= threshold), true) - 1 AS INTEGER);

CREATE OR REPLACE MACRO specsweep.mean_log_until(curve, step) AS
    CASE WHEN step >= 0 AND step < len(curve) THEN
        list_avg(list_transform(list_slice(curve, 1, step + 1), lambda mse: ln(specsweep.clamp(mse)))) END;

CREATE OR REPLACE MACRO specsweep.once_a_seed(seeds, curves) AS
    list_filter(curves, lambda curve, i: list_position(seeds, seeds[i]) = i);

CREATE OR REPLACE MACRO specsweep.sum_of_logs(curves) AS
    list_reduce(list_transform(curves, lambda curve: list_transform(curve, lambda mse: ln(specsweep.clamp(mse)))),
                lambda sum, logs: list_transform(list_zip(sum, logs, true), lambda pair: pair[1] + pair[2]));

CREATE OR REPLACE MACRO specsweep.mean_log_curve(seeds, curves) AS
    list_transform(specsweep.sum_of_logs(specsweep.once_a_seed(seeds, curves)),
                   lambda sum: sum / len(list_distinct(seeds)));

CREATE OR REPLACE MACRO specsweep.by_seed(seeds, logs) AS
    list_transform(list_sort(list_zip(seeds, logs)), lambda pair: pair[2]);

CREATE OR REPLACE MACRO specsweep.student_t_975(df) AS
    CASE WHEN df BETWEEN 1 AND 30 THEN list_extract([
            12.706204736174705e0, 4.302652729749464e0, 3.182446305283709e0, 2.776445105197794e0, 2.570581835636315e0,
            2.4469118511449706e0, 2.3646242515927853e0, 2.3060041352041667e0, 2.2621571627982053e0, 2.2281388519862744e0,
            2.2009851600916392e0, 2.1788128296672293e0, 2.1603686564627926e0, 2.144786687917804e0, 2.1314495455597755e0,
            2.1199052992212546e0, 2.109815577833317e0, 2.1009220402410382e0, 2.09302405440831e0, 2.085963447265865e0,
            2.0796138447276804e0, 2.073873067904026e0, 2.0686576104190486e0, 2.063898561628025e0, 2.0595385527532972e0,
            2.0555294386428735e0, 2.0518305164802855e0, 2.048407141795246e0, 2.0452296421327043e0, 2.042272456301238e0], df)
         WHEN df > 30 THEN 1.9599639845400545e0
            + (2.372271230298564e0 + (2.8224986157396135e0 + (2.555849679507725e0
            + 1.5895340533938254e0 / df) / df) / df) / df END;

-- DuckDB evaluates what stands in a lambda for each element, whether it changes or not: a list of one names what does not.

-- Spearman's correlation of rows that occur w times each and have ranks a and b: sums of whole and half numbers, hence exact.
-- The mean rank is half of the rows, so that rows times its square is their cube over four, the centre of all three sums.
CREATE OR REPLACE MACRO specsweep.correlation_of_ranks(w, a, b) AS
    list_transform([{'w': w, 'a': a, 'b': b}], lambda t:
    list_transform([{'a': t.a, 'b': t.b, 'wa': list_transform(t.w, lambda times, i: times * t.a[i]),
                     'wb': list_transform(t.w, lambda times, i: times * t.b[i]), 'centre': list_sum(t.w) ** 3 / 4}], lambda t:
    list_transform([{'ab': list_dot_product(t.wa, t.b) - t.centre, 'aa': list_dot_product(t.wa, t.a) - t.centre,
                     'bb': list_dot_product(t.wb, t.b) - t.centre}], lambda s:
                   CASE WHEN s.aa > 0 AND s.bb > 0 THEN s.ab / sqrt(s.aa * s.bb) END)[1])[1])[1];

-- For each value, how many rows of each cluster lie below it, half of its equals included.
CREATE OR REPLACE MACRO specsweep.ranks_by_cluster(seeds, clusters, xs) AS
    list_transform([list_transform(clusters, lambda c: list_filter(xs, lambda x, i: seeds[i] = c))], lambda members:
        list_transform(xs, lambda x: list_transform(members, lambda values: list_sum(list_transform(values, lambda value:
            CASE WHEN value > x THEN 0e0 WHEN value = x THEN 0.5e0 ELSE 1e0 END)))))[1];

-- The correlation where cluster c occurs times[c] times.
CREATE OR REPLACE MACRO specsweep.resampled_correlation(times, places, a, b) AS
    specsweep.correlation_of_ranks(
        list_transform(places, lambda place: times[place]),
        list_transform(a, lambda counts: list_dot_product(counts, times)),
        list_transform(b, lambda counts: list_dot_product(counts, times)));

CREATE OR REPLACE MACRO specsweep.quantile_of_sorted(sorted, q) AS
    list_transform([(len(sorted) - 1) * q], lambda position: sorted[CAST(floor(position) AS BIGINT) + 1]
        + (position - floor(position)) * (sorted[least(CAST(floor(position) AS BIGINT) + 2, len(sorted))]
                                          - sorted[CAST(floor(position) AS BIGINT) + 1]))[1];

CREATE OR REPLACE MACRO specsweep.shortest(value) AS
    regexp_replace(regexp_replace(CAST(CAST(value AS DOUBLE) AS VARCHAR), '\.0$', ''), 'e([+-])0+', 'e\1');

CREATE OR REPLACE MACRO specsweep.exponent(value) AS
    CAST(split_part(printf('%.2e', CAST(value AS DOUBLE)), 'e', 2) AS INTEGER);

CREATE OR REPLACE MACRO specsweep.three_digits(value) AS
    CASE WHEN value = 0 THEN '0'
         WHEN specsweep.exponent(value) < -4 OR specsweep.exponent(value) > 4 THEN printf('%.2e', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) >= 2 THEN CAST(CAST(round(CAST(printf('%.2e', CAST(value AS DOUBLE)) AS DOUBLE)) AS BIGINT) AS VARCHAR)
         WHEN specsweep.exponent(value) = 1 THEN printf('%.1f', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) = 0 THEN printf('%.2f', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) = -1 THEN printf('%.3f', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) = -2 THEN printf('%.4f', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) = -3 THEN printf('%.5f', CAST(value AS DOUBLE))
         WHEN specsweep.exponent(value) = -4 THEN printf('%.6f', CAST(value AS DOUBLE)) END;

CREATE OR REPLACE MACRO specsweep.bracketed(value, lo, hi) AS
    specsweep.three_digits(value)
        || coalesce(' [' || specsweep.three_digits(lo) || ', ' || specsweep.three_digits(hi) || ']', '');

CREATE OR REPLACE MACRO specsweep.factor(value, lo, hi) AS
    specsweep.three_digits(value) || 'x'
        || coalesce(' [' || specsweep.three_digits(lo) || ', ' || specsweep.three_digits(hi) || ']', '');

CREATE OR REPLACE MACRO array_join(list, separator) AS array_to_string(list, separator);
