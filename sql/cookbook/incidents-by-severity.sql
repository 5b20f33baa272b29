-- How many incidents of which severity, and how long do they last?
SELECT severity, count() AS incidents,
       round(median(dateDiff('minute', opened_at, resolved_at))) AS median_minutes_to_resolve
FROM latest_incidents
GROUP BY severity
ORDER BY incidents DESC
