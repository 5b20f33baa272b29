-- Which change is the most likely cause of each incident, and why?
-- limit = 20: rows at most
-- If unattributed is greater than weight, it is more likely that no known change caused the incident.
SELECT opened_at, incident_id, severity, incident_service, change_id, change_service, round(weight, 2) AS weight,
       round(unattributed, 2) AS unattributed, reason
FROM attributed_changes AS a
WHERE a.rank = 1 AND a.weight > 0
ORDER BY opened_at DESC, incident_id
LIMIT {limit:UInt32}
