-- Do changes in release windows do worse than the others?
SELECT value_stream, collided, changes, round(failed_share, 3) AS failed_share, round(caused_incident_share, 3) AS caused_incident_share,
       measured, round(degraded_share, 3) AS degraded_share
FROM collision_consequences
ORDER BY value_stream, collided
