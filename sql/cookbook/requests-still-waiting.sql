-- For which service requests is no change live yet?
-- limit = 20: rows at most
SELECT service_request, change_id, service, state, requested_at
FROM latest_changes
WHERE service_request != '' AND production AND state NOT IN ('CANCELLED', 'SUCCEEDED')
  AND service_request NOT IN (SELECT service_request FROM latest_changes WHERE production AND state = 'SUCCEEDED')
ORDER BY requested_at ASC NULLS LAST, service_request, change_id
LIMIT {limit:UInt32}
