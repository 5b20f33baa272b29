-- Which incidents may a change have caused?
SELECT a.incident_id AS incident_id, a.weight AS weight, a.reasons AS reasons, a.kpi_evidence AS kpi_evidence, a.opened_at AS opened_at,
    a.incident_service AS service, a.severity AS severity, i.title AS title, i.resolved_at AS resolved_at
FROM attributed_changes AS a
LEFT JOIN latest_incidents AS i ON i.incident_id = a.incident_id
WHERE a.change_id = {change:String}
ORDER BY weight DESC, incident_id
