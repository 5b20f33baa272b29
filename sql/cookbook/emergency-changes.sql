-- How many changes are emergencies, by value stream and month?
SELECT arrayJoin(value_streams) AS value_stream, toStartOfMonth(deployed_at) AS month, count() AS changes,
       countIf(change_type = 'EMERGENCY') AS emergencies, round(emergencies / changes, 3) AS share
FROM production_changes
GROUP BY value_stream, month
ORDER BY value_stream, month
