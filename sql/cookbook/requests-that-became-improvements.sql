-- Which service requests became improvements, how fast, and with what effect?
-- limit = 20: rows at most
-- An improvement is a live change that, by its final effects, improved a KPI of the value stream and degraded none.
SELECT service_request, change_id, service, requested_at, live_at, round(request_to_live_seconds / 86400, 1) AS days, value_stream, best_kpi,
       round(best_benefit, 4) AS benefit
FROM service_requests
WHERE business_result = 'IMPROVED' AND final AND state = 'SUCCEEDED'
ORDER BY best_benefit DESC, service_request, change_id, value_stream
LIMIT {limit:UInt32}
