-- Which changes took place in a release window, and how many hours ahead was a warning given?
-- limit = 20: rows at most
-- hours_ahead is null without a warning, and 0 if the warning came no earlier than the start of the change.
SELECT change_id, service, value_stream, window_title, severity, change_start, warned_at,
       if(warned_at IS NULL, NULL, round(greatest(0, dateDiff('second', warned_at, change_start)) / 3600, 1)) AS hours_ahead
FROM collisions
WHERE state = 'CONFIRMED'
ORDER BY change_start DESC, change_id, value_stream, window_id
LIMIT {limit:UInt32}
