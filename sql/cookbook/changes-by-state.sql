-- How many changes are in which state, by environment?
SELECT environment, state, count() AS changes, uniqExact(service) AS services,
       min(last_event_at) AS first, max(last_event_at) AS last
FROM latest_changes
GROUP BY environment, state
ORDER BY environment, state
