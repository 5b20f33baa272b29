-- Which change is the likeliest cause of each incident, and why?
-- limit = 20: rows at most
-- Where "no change" weighs more than the change, unattributed is greater than weight.
SELECT opened_at, incident_id, severity, incident_service, change_id, change_service, round(weight, 2) AS weight,
       round(unattributed, 2) AS unattributed, reason
FROM attributed_changes AS a
WHERE a.rank = 1 AND a.weight > 0
ORDER BY opened_at DESC, incident_id
LIMIT {limit:UInt32}
