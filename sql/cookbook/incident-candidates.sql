-- Which changes may have caused one incident?
-- incident = INC-1: id of an incident
SELECT rank, change_id, change_service, round(weight, 3) AS weight, reported, distance, round(recency_factor, 3) AS recency,
       round(proximity_factor, 3) AS proximity, round(risk_factor, 3) AS risk, result_factor AS result, round(evidence_factor, 3) AS evidence, reason
FROM attributed_changes
WHERE incident_id = {incident:String}
ORDER BY rank
