-- Which changes in production affected a value stream, when, and with what result?
SELECT
    c.change_id AS change_id, c.service AS service, c.title AS title, c.team AS team, c.change_type AS change_type, c.state AS state,
    assumeNotNull(coalesce(c.actual_start, c.live_at, c.planned_start)) AS starts_at,
    coalesce(c.live_at, c.planned_end, c.actual_start) AS ends_at,
    s.business_result AS business_result
FROM latest_changes AS c
LEFT JOIN
(
    SELECT change_id, business_result FROM change_summary WHERE value_stream = {stream:String}
) AS s ON s.change_id = c.change_id
WHERE c.production AND has(c.value_streams, {stream:String}) AND c.state != 'CANCELLED'
    AND starts_at >= {from:DateTime} AND starts_at < {to:DateTime}
ORDER BY starts_at DESC, change_id
LIMIT 6000
