-- Which incidents affected a value stream?
SELECT incident_id, service, severity, title, began_at AS opened_at, resolved_at
FROM latest_incidents AS i
WHERE production AND has(value_streams, {stream:String}) AND severity != 'NONE'
    AND i.began_at < {to:DateTime} AND coalesce(resolved_at, {to:DateTime}) >= {from:DateTime}
ORDER BY opened_at DESC, incident_id
LIMIT 2000
