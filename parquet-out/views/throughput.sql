-- One row a sweep, architecture and host: how much was trained there and how fast. Sources are not counted, neither
-- their steps nor their time.
SELECT sweep, architecture, host, cpu, blas_core, native_threads,
       count(*) AS fits,
       sum(CAST(greatest(steps_taken, 0) AS BIGINT)) AS steps,
       sum(wall_ms) AS wall_ms,
       CASE WHEN sum(wall_ms) > 0 THEN sum(greatest(steps_taken, 0)) * 1e3 / sum(wall_ms) END AS steps_per_second
FROM fits
GROUP BY ALL
