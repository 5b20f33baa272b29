-- What was the outcome of each service request? One row per service request, change and value stream.
CREATE OR REPLACE VIEW service_requests AS
SELECT
    c.service_request AS service_request,
    c.requested_at AS requested_at,
    c.change_id AS change_id,
    c.service AS service,
    c.state AS state,
    if(c.live, c.deployed_at, NULL) AS live_at,
    dateDiff('millisecond', c.requested_at, live_at) / 1000 AS request_to_live_seconds,
    s.value_stream AS value_stream,
    s.business_result AS business_result,
    s.best_kpi AS best_kpi,
    s.best_benefit AS best_benefit,
    s.worst_kpi AS worst_kpi,
    s.worst_benefit AS worst_benefit,
    s.final AS final
FROM
(
    SELECT service_request, requested_at, change_id, service, state, live, deployed_at
    FROM changes FINAL
    WHERE production AND service_request != ''
) AS c
LEFT JOIN change_summary AS s ON s.change_id = c.change_id;
