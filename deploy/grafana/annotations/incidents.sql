-- Incidents in production, as regions from their begin to their resolution.
SELECT
    i.began_at AS time,
    i.resolved_at AS timeEnd,
    concat(i.incident_id, ' on ', i.service) AS title,
    i.title AS text,
    [toString(i.severity)] AS tags
FROM changelens.latest_incidents AS i
WHERE i.production AND $__timeFilter(i.began_at)
ORDER BY time
LIMIT 1000
