-- Which service requests have a change that is not live yet?
-- limit = 20: rows at most
SELECT DISTINCT service_request, change_id, service, state, requested_at
FROM service_requests
WHERE live_at IS NULL AND state != 'CANCELLED'
ORDER BY requested_at, service_request
LIMIT {limit:UInt32}
