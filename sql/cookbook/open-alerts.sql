-- What needs attention now?
-- limit = 20: rows at most
SELECT raised_at, kind, severity, text, link
FROM alerts
WHERE state = 'RAISED'
ORDER BY indexOf(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), raised_at DESC, alert_id
LIMIT {limit:UInt32}
