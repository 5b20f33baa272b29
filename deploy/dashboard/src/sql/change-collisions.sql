-- With which release windows does a change collide?
SELECT window_id, value_stream, state, severity, window_title, window_kind, window_start, window_end, expected_learners
FROM collisions
WHERE change_id = {change:String}
ORDER BY window_start, window_id, value_stream
