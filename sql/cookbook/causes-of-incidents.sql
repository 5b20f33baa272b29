-- Which change is the likeliest cause of each incident, and why?
-- limit = 20: rows at most
SELECT opened_at, incident_id, severity, incident_service, change_id, change_service, round(weight, 2) AS weight, reason
FROM attributed_changes
WHERE rank = 1 AND weight > 0
ORDER BY opened_at DESC, incident_id
LIMIT {limit:UInt32}
