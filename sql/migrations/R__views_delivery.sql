-- What is the delivery performance? Definitions: docs/delivery.md. One file: each view reads the one before it.

-- Completed changes in production, with the time of their deployment.
CREATE OR REPLACE VIEW production_changes AS
SELECT
    change_id, service, team, change_type, value_streams, state, succeeded_at, rolled_back_at, first_commit_at, rollback_of, remediates_incident,
    toBool(succeeded_at IS NOT NULL OR rolled_back_at IS NOT NULL) AS live,
    assumeNotNull(multiIf(
        state IN ('SUCCEEDED', 'FAILED'), actual_end,
        coalesce(succeeded_at, failed_at, rolled_back_at))) AS deployed_at
FROM changes FINAL
WHERE environment = 'production' AND coalesce(succeeded_at, failed_at, rolled_back_at) IS NOT NULL;

-- Completed changes in production with lead time, failure, recovery, rework and value-based success.
CREATE OR REPLACE VIEW deployments AS
WITH
    first_of_services AS
    (
        SELECT service, argMin(change_id, (deployed_at, change_id)) AS change_id FROM production_changes WHERE live GROUP BY service
    ),
    rolled_back_by_other AS
    (
        SELECT rollback_of AS change_id, min(succeeded_at) AS at
        FROM production_changes
        WHERE rollback_of != '' AND succeeded_at IS NOT NULL
        GROUP BY rollback_of
    ),
    caused_incidents AS
    (
        SELECT
            a.change_id AS change_id,
            count() AS incidents,
            countIf(i.resolved_at IS NULL) AS unresolved,
            max(i.resolved_at) AS resolved_at
        FROM
        (
            SELECT incident_id, candidate.1 AS change_id
            FROM incident_attributions FINAL
            ARRAY JOIN arrayZip(change_ids, weights) AS candidate
            WHERE environment = 'production' AND candidate.2 >= 0.5
        ) AS a
        INNER JOIN
        (
            SELECT incident_id, resolved_at FROM incidents FINAL WHERE severity != 'NONE' AND environment = 'production'
        ) AS i ON i.incident_id = a.incident_id
        GROUP BY a.change_id
    ),
    next_live AS
    (
        SELECT f.change_id AS change_id, min(n.deployed_at) AS at
        FROM (SELECT change_id, service, deployed_at FROM production_changes WHERE state = 'FAILED') AS f
        INNER JOIN (SELECT service, deployed_at FROM production_changes WHERE succeeded_at IS NOT NULL AND state != 'FAILED') AS n
            ON n.service = f.service
        WHERE n.deployed_at > f.deployed_at
        GROUP BY f.change_id
    ),
    judged AS
    (
        SELECT change_id, max(business_result IN ('DEGRADED', 'MIXED')) AS degraded
        FROM change_summary
        WHERE final AND business_result != 'INSUFFICIENT_DATA'
        GROUP BY change_id
    )
SELECT
    p.change_id AS change_id,
    p.service AS service,
    p.team AS team,
    p.change_type AS change_type,
    p.value_streams AS value_streams,
    p.state AS state,
    p.deployed_at AS deployed_at,
    p.live AS live,
    p.first_commit_at AS first_commit_at,
    toBool(p.live AND o.change_id != '') AS first_of_service,
    if(p.live AND NOT first_of_service AND p.first_commit_at IS NOT NULL,
        greatest(0, dateDiff('millisecond', p.first_commit_at, p.deployed_at)) / 1000, NULL) AS lead_seconds,
    multiIf(
        p.state = 'FAILED', 'FAILED',
        p.state = 'ROLLED_BACK', 'ROLLED_BACK',
        t.change_id != '', 'ROLLED_BACK_BY_OTHER',
        b.change_id != '', 'INCIDENT',
        '') AS failure,
    toBool(failure != '') AS failed,
    multiIf(
        NOT failed, NULL,
        b.incidents > 0 AND b.unresolved > 0, NULL,
        b.incidents > 0, b.resolved_at,
        nullIf(least(
            coalesce(p.rolled_back_at, toDateTime64('2299-12-31', 3, 'UTC')),
            if(t.change_id != '', coalesce(t.at, toDateTime64('2299-12-31', 3, 'UTC')), toDateTime64('2299-12-31', 3, 'UTC')),
            if(n.change_id != '', n.at, toDateTime64('2299-12-31', 3, 'UTC'))),
            toDateTime64('2299-12-31', 3, 'UTC'))) AS recovered_at,
    if(recovered_at IS NULL, NULL,
        greatest(0, dateDiff('millisecond', p.deployed_at, recovered_at)) / 1000) AS recovery_seconds,
    toBool(p.remediates_incident != '' OR p.rollback_of != '') AS rework,
    multiIf(failed, false, j.change_id = '', NULL, toBool(j.degraded = 0)) AS value_success
FROM production_changes AS p
LEFT JOIN first_of_services AS o ON o.change_id = p.change_id
LEFT JOIN rolled_back_by_other AS t ON t.change_id = p.change_id
LEFT JOIN caused_incidents AS b ON b.change_id = p.change_id
LEFT JOIN next_live AS n ON n.change_id = p.change_id
LEFT JOIN judged AS j ON j.change_id = p.change_id;

-- The five DORA metrics and value-based change success: overall, by value stream, by service and by team, for each period (day, week from
-- Monday, or month) in a time zone: SELECT * FROM dora(unit = 'month', zone = 'Asia/Shanghai'). Times are in seconds.
CREATE OR REPLACE VIEW dora AS
SELECT
    {unit:String} AS unit,
    {zone:String} AS zone,
    part.1 AS scope_kind,
    part.2 AS scope,
    toDate(dateTrunc({unit:String}, deployed_at, {zone:String}), {zone:String}) AS period,
    multiIf(unit = 'day', 1, unit = 'week', 7, toDayOfMonth(toLastDayOfMonth(period))) AS days,
    count() AS deployments,
    countIf(live) AS live_deployments,
    live_deployments / days AS frequency,
    countIf(lead_seconds IS NOT NULL) AS lead_changes,
    if(lead_changes = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(lead_seconds), lead_seconds IS NOT NULL)) AS lead_median,
    if(lead_changes = 0, NULL, quantileExactInclusiveIf(0.75)(assumeNotNull(lead_seconds), lead_seconds IS NOT NULL)) AS lead_p75,
    if(lead_changes = 0, NULL, quantileExactInclusiveIf(0.9)(assumeNotNull(lead_seconds), lead_seconds IS NOT NULL)) AS lead_p90,
    if(lead_changes = 0, NULL, quantileExactInclusiveIf(0.95)(assumeNotNull(lead_seconds), lead_seconds IS NOT NULL)) AS lead_p95,
    countIf(failed) AS failed_deployments,
    failed_deployments / deployments AS fail_rate,
    countIf(recovery_seconds IS NOT NULL) AS recovered,
    failed_deployments - recovered AS not_recovered,
    if(recovered = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(recovery_seconds), recovery_seconds IS NOT NULL)) AS recovery_median,
    if(recovered = 0, NULL, quantileExactInclusiveIf(0.9)(assumeNotNull(recovery_seconds), recovery_seconds IS NOT NULL)) AS recovery_p90,
    countIf(rework) AS rework_deployments,
    rework_deployments / deployments AS rework_rate,
    countIf(value_success IS NOT NULL) AS value_judged,
    countIf(value_success) AS value_successes,
    if(value_judged = 0, NULL, value_successes / value_judged) AS value_success_rate
FROM deployments
ARRAY JOIN arrayConcat(
    [('all', '')],
    [('service', toString(service))],
    if(team = '', [], [('team', toString(team))]),
    arrayMap(stream -> ('value_stream', toString(stream)), value_streams)) AS part
GROUP BY scope_kind, scope, period;

CREATE OR REPLACE VIEW dora_days AS SELECT * FROM dora(unit = 'day', zone = 'UTC');

CREATE OR REPLACE VIEW dora_weeks AS SELECT * FROM dora(unit = 'week', zone = 'UTC');

CREATE OR REPLACE VIEW dora_months AS SELECT * FROM dora(unit = 'month', zone = 'UTC');

-- DORA tier of each month: the lowest tier of lead time, deployment frequency and recovery time. The change fail rate and the rework rate
-- are listed, but have no tier.
CREATE OR REPLACE VIEW dora_tiers AS
SELECT
    version,
    scope_kind,
    scope,
    period,
    argMax(metric_tier, metric_rank) AS tier,
    groupArray((metric, metric_tier)) AS tier_by_metric,
    any(fail_rate) AS fail_rate,
    any(rework_rate) AS rework_rate,
    any(value_success_rate) AS value_success_rate
FROM
(
    SELECT
        m.scope_kind AS scope_kind, m.scope AS scope, m.period AS period, b.version AS version, m.metric AS metric,
        any(m.fail_rate) AS fail_rate, any(m.rework_rate) AS rework_rate, any(m.value_success_rate) AS value_success_rate,
        min(b.rank) AS metric_rank, argMin(b.tier, b.rank) AS metric_tier
    FROM
    (
        SELECT scope_kind, scope, period, fail_rate, rework_rate, value_success_rate, part.1 AS metric, assumeNotNull(part.2) AS value
        FROM dora_months
        ARRAY JOIN [('lead_time', lead_median), ('frequency', frequency::Nullable(Float64)), ('recovery_time', recovery_median)] AS part
        WHERE part.2 IS NOT NULL
    ) AS m
    INNER JOIN dora_bands AS b ON b.metric = m.metric
    WHERE (b.at_most IS NULL OR m.value <= b.at_most) AND (b.at_least IS NULL OR m.value >= b.at_least)
    GROUP BY scope_kind, scope, period, version, metric
)
GROUP BY version, scope_kind, scope, period;

-- Time of completed changes in production by stage, for each value stream and each activity that uses the service directly ('' for services
-- that are only dependencies).
CREATE OR REPLACE VIEW flow_times AS
WITH places AS
(
    SELECT value_stream, service, arrayJoin(if(empty(activities), ['' :: LowCardinality(String)], activities)) AS activity
    FROM catalog_reach FINAL
    WHERE revision = (SELECT max(revision) FROM catalog_reach)
)
SELECT
    value_stream,
    activity,
    stage,
    kind,
    count() AS changes,
    countIf(hand_over) AS hand_overs,
    sum(seconds) AS total_seconds,
    quantileExactInclusive(0.5)(seconds) AS median_seconds,
    quantileExactInclusive(0.9)(seconds) AS p90_seconds,
    sum(seconds) / nullIf(sum(sum(seconds)) OVER (PARTITION BY value_stream, activity), 0) AS share_of_time
FROM
(
    SELECT
        p.value_stream AS value_stream, p.activity AS activity, f.stage AS stage, f.kind AS kind, f.hand_over AS hand_over,
        dateDiff('millisecond', f.started_at, assumeNotNull(f.ended_at)) / 1000 AS seconds
    FROM (SELECT * FROM flow_stages FINAL WHERE ended_at IS NOT NULL) AS f
    INNER JOIN (SELECT change_id, service FROM deployments) AS d ON d.change_id = f.change_id
    INNER JOIN places AS p ON p.service = d.service
)
GROUP BY value_stream, activity, stage, kind;

-- Flow time of each completed change in production, with its active and waiting parts, in seconds.
CREATE OR REPLACE VIEW change_flow AS
SELECT
    d.change_id AS change_id,
    any(d.service) AS service,
    any(d.team) AS team,
    any(d.value_streams) AS value_streams,
    any(d.deployed_at) AS deployed_at,
    sum(f.seconds) AS flow_seconds,
    sumIf(f.seconds, f.kind = 'ACTIVE') AS active_seconds,
    sumIf(f.seconds, f.kind = 'WAITING') AS waiting_seconds,
    countIf(f.hand_over) AS hand_overs,
    sumIf(f.seconds, f.kind = 'WAITING' AND f.hand_over) AS waiting_after_hand_over_seconds
FROM deployments AS d
INNER JOIN
(
    SELECT change_id, kind, hand_over, dateDiff('millisecond', started_at, assumeNotNull(ended_at)) / 1000 AS seconds
    FROM flow_stages FINAL
    WHERE ended_at IS NOT NULL
) AS f ON f.change_id = d.change_id
GROUP BY d.change_id;

-- What was the outcome of each service request? One row per service request, change and value stream.
CREATE OR REPLACE VIEW service_requests AS
SELECT
    c.service_request AS service_request,
    c.requested_at AS requested_at,
    c.change_id AS change_id,
    c.service AS service,
    c.state AS state,
    if(d.change_id = '' OR NOT d.live, NULL, d.deployed_at) AS live_at,
    if(live_at IS NULL OR c.requested_at IS NULL, NULL, dateDiff('millisecond', c.requested_at, live_at) / 1000) AS request_to_live_seconds,
    s.value_stream AS value_stream,
    s.business_result AS business_result,
    s.best_kpi AS best_kpi,
    s.best_benefit AS best_benefit,
    s.worst_kpi AS worst_kpi,
    s.worst_benefit AS worst_benefit,
    s.final AS final
FROM (SELECT * FROM latest_changes WHERE service_request != '' AND environment = 'production') AS c
LEFT JOIN deployments AS d ON d.change_id = c.change_id
LEFT JOIN change_summary AS s ON s.change_id = c.change_id;
