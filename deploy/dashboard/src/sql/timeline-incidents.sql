-- Which incidents affected a value stream?
SELECT incident_id, service, severity, title, opened_at, resolved_at
FROM latest_incidents
WHERE environment = 'production' AND has(value_streams, {stream:String}) AND severity != 'NONE'
    AND opened_at < {to:DateTime} AND coalesce(resolved_at, {to:DateTime}) >= {from:DateTime}
ORDER BY opened_at DESC, incident_id
LIMIT 2000
