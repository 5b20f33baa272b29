-- Which changes were there, newest first, and what were their effects?
SELECT
    c.change_id AS change_id, c.title AS title, c.service AS service, c.team AS team, c.change_type AS change_type, c.state AS state,
    coalesce(c.live_at, c.actual_end, c.actual_start, c.planned_start, c.last_event_at) AS at,
    groupArrayIf((s.value_stream, s.business_result, s.worst_kpi, s.worst_benefit, s.best_kpi, s.best_benefit), s.change_id != '') AS results,
    count() OVER () AS found
FROM
(
    SELECT * FROM latest_changes
    WHERE production
        AND ({stream:String} = '' OR has(value_streams, {stream:String}))
        AND ({text:String} = '' OR positionCaseInsensitiveUTF8(concat(change_id, ' ', title, ' ', service, ' ', team, ' ', work_item), {text:String}) > 0)
) AS c
LEFT JOIN
(
    SELECT * FROM change_summary WHERE {stream:String} = '' OR value_stream = {stream:String}
) AS s ON s.change_id = c.change_id
WHERE at >= {from:DateTime} AND at < {to:DateTime}
GROUP BY change_id, title, service, team, change_type, state, at
HAVING {result:String} = '' OR has(groupArray(toString(s.business_result)), {result:String})
ORDER BY at DESC, change_id
LIMIT 50 OFFSET {offset:UInt32}
