-- Which services are changed most in production?
-- limit = 8: rows at most
-- What was planned or cancelled changed nothing.
SELECT service, count() AS changes
FROM deployments
GROUP BY service
ORDER BY changes DESC, service
LIMIT {limit:UInt32}
