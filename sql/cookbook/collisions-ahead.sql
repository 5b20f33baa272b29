-- Which planned changes would take place in a release window?
-- limit = 20: rows at most
SELECT change_start, change_id, service, team, change_type, value_stream, window_title, window_start, window_end, severity, warned_at
FROM collisions_ahead
ORDER BY change_start, change_id, window_id, value_stream
LIMIT {limit:UInt32}
