-- How many incidents of which severity, and how long do they last?
SELECT severity, count() AS incidents, countIf(resolved_at IS NULL) AS unresolved,
       round(quantileExactInclusiveOrNull(0.5)(resolve_seconds) / 60) AS median_minutes_to_resolve
FROM latest_incidents
WHERE production
GROUP BY severity
ORDER BY incidents DESC, severity
