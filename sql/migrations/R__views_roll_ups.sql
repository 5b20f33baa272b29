-- Recomputes every hour and change that was touched since the last refresh, plus an overlap of 15 s, because an insert's marker and its rows
-- become visible at slightly different times. The result is inserted as one block, hence atomically.

DROP VIEW IF EXISTS outcome_hours_rolling;

CREATE MATERIALIZED VIEW outcome_hours_rolling
REFRESH EVERY 10 SECOND APPEND TO outcome_hours AS
SELECT
    value_stream,
    kpi,
    toStartOfHour(minute) AS hour,
    sum(numerator) AS numerator,
    sum(denominator) AS denominator,
    sum(events) AS events,
    now64(3, 'UTC') AS rolled_at
FROM outcome_minutes FINAL
WHERE (value_stream, kpi, toStartOfHour(minute)) IN
(
    SELECT value_stream, kpi, hour FROM outcome_hours_touched
    WHERE touched_at >= (SELECT max(rolled_at) FROM outcome_hours) - INTERVAL 15 SECOND
)
GROUP BY value_stream, kpi, hour
SETTINGS min_insert_block_size_rows = 100000000, min_insert_block_size_bytes = 0, max_insert_threads = 1, max_threads = 1;

DROP VIEW IF EXISTS change_results_rolling;

CREATE MATERIALIZED VIEW change_results_rolling
REFRESH EVERY 10 SECOND APPEND TO change_results AS
SELECT *, now64(3, 'UTC') AS rolled_at
FROM computed_change_results
WHERE change_id IN
(
    SELECT change_id FROM change_results_touched
    WHERE touched_at >= (SELECT max(rolled_at) FROM change_results) - INTERVAL 15 SECOND
)
SETTINGS min_insert_block_size_rows = 100000000, min_insert_block_size_bytes = 0, max_insert_threads = 1, max_threads = 1;
