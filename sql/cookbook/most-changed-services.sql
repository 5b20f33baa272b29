-- Which services are changed most in production?
-- limit = 8: rows at most
SELECT service, count() AS changes
FROM latest_changes
WHERE environment = 'production'
GROUP BY service
ORDER BY changes DESC, service
LIMIT {limit:UInt32}
