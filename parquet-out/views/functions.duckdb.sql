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
