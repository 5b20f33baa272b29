-- Which incidents were probably not caused by a known change?
-- limit = 20: rows at most
SELECT a.incident_id AS incident_id, a.opened_at AS opened_at, a.service AS service, a.severity AS severity, a.external AS external,
       a.candidate_count AS candidates, round(a.unattributed, 2) AS unattributed, i.title AS title
FROM attributions AS a
INNER JOIN latest_incidents AS i ON i.incident_id = a.incident_id
WHERE a.unexplained
ORDER BY opened_at DESC, incident_id
LIMIT {limit:UInt32}
