-- Which service requests became improvements, how fast, to what effect?
-- limit = 20: rows at most
-- An improvement is live, has made a KPI of the value stream better and none worse, by effects that are final.
SELECT service_request, change_id, service, requested_at, live_at, round(request_to_live_seconds / 86400, 1) AS days, value_stream, best_kpi,
       round(best_benefit, 4) AS benefit
FROM service_requests
WHERE business_result = 'IMPROVED' AND final AND state = 'SUCCEEDED'
ORDER BY best_benefit DESC, service_request, change_id, value_stream
LIMIT {limit:UInt32}
