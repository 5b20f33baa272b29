-- Which changes are planned?
SELECT change_id, title, service, team, change_type, state, value_streams, assumeNotNull(c.planned_start) AS planned_start, planned_end
FROM latest_changes AS c
WHERE production AND state IN ('PLANNED', 'APPROVED') AND c.planned_start IS NOT NULL
    AND c.planned_start < {to:DateTime} AND coalesce(planned_end, planned_start) >= {from:DateTime}
    AND ({stream:String} = '' OR has(value_streams, {stream:String}))
ORDER BY planned_start, change_id
LIMIT 500
