-- Which services are changed most often in production?
-- limit = 8: rows at most
-- Changes that are only planned, or were cancelled, do not count.
SELECT service, count() AS changes
FROM production_changes
GROUP BY service
ORDER BY changes DESC, service
LIMIT {limit:UInt32}
