-- Which changes ran in a release window, and how long ahead was it known?
-- limit = 20: rows at most
SELECT change_id, service, value_stream, window_title, severity, change_start, warned_at,
       if(warned_at IS NULL, NULL, round(dateDiff('minute', warned_at, change_start) / 60, 1)) AS hours_ahead
FROM collisions
WHERE state = 'CONFIRMED'
ORDER BY change_start DESC, change_id, value_stream
LIMIT {limit:UInt32}
