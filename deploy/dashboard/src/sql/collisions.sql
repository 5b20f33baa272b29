-- Which changes collide, collided or would have collided with release windows?
SELECT
    change_id, window_id, value_stream, state, severity, service, team, change_title, window_title, window_kind, expected_learners,
    window_start, window_end, change_start, change_end, warned_at, confirmed_at, withdrawn_at, reason
FROM collisions
WHERE ({stream:String} = '' OR value_stream = {stream:String})
    AND (state = 'OPEN' OR (window_end >= {from:DateTime} AND window_start < {to:DateTime}))
ORDER BY window_start DESC, score DESC, change_id, value_stream
LIMIT 1000
