-- Which release windows are in force?
SELECT window_id, kind, title, value_streams, starts_at, ends_at, importance, expected_learners
FROM calendar
WHERE starts_at < {to:DateTime} AND ends_at > {from:DateTime} AND ({stream:String} = '' OR has(value_streams, {stream:String}))
ORDER BY starts_at, window_id
LIMIT 500
