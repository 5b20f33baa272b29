-- Release windows of the calendar, as regions.
SELECT
    starts_at AS time,
    ends_at AS timeEnd,
    title,
    arrayStringConcat(value_streams, ', ') AS text,
    [toString(kind)] AS tags
FROM changelens.calendar
WHERE $__timeFilter(starts_at)
ORDER BY time
LIMIT 1000
