-- What needs attention?
SELECT kind, severity, raised_at, change_id, value_stream, code, args, text
FROM alerts
WHERE state = 'RAISED' AND raised_at >= {from:DateTime}
ORDER BY raised_at DESC, alert_id
LIMIT 8
