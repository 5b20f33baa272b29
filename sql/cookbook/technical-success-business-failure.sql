-- Which changes succeeded technically but degraded a value stream?
-- limit = 20: rows at most
SELECT change_id, value_stream, service, team, live_at, business_result, worst_kpi, round(worst_benefit, 4) AS worst_benefit, confounded
FROM change_summary AS s
WHERE technical_result = 'SUCCEEDED' AND business_result IN ('DEGRADED', 'MIXED') AND final
ORDER BY s.worst_benefit, change_id, value_stream
LIMIT {limit:UInt32}
