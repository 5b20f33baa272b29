-- Which service requests became improvements, how fast, to what effect?
-- limit = 20: rows at most
SELECT service_request, change_id, service, requested_at, live_at, round(request_to_live_seconds / 86400, 1) AS days, value_stream, best_kpi,
       round(best_benefit, 4) AS benefit
FROM service_requests
WHERE business_result = 'IMPROVED'
ORDER BY best_benefit DESC, service_request, value_stream
LIMIT {limit:UInt32}
