-- Which changes were deployed to production, and what became of them? Definitions: docs/delivery.md.

-- Changes whose deployment to production is complete. Each fact is a column of changes; scopes: kind and name of all that the change counts in.
CREATE OR REPLACE VIEW production_changes AS
SELECT
    change_id, service, team, change_type, value_streams, state, live, assumeNotNull(deployed_at) AS deployed_at, first_commit_at, first_of_service,
    lead_seconds, lead_reversed, failure, recovery_from, recovered_at,
    toBool(remediates_incident != '' OR rollback_of != '') AS rework,
    arrayConcat(
        [('all', '')],
        [('service', toString(service))],
        if(team = '', [], [('team', toString(team))]),
        arrayMap(stream -> ('value_stream', toString(stream)), value_streams)) AS scopes
FROM
(
    SELECT * FROM changes FINAL WHERE production AND changes.deployed_at IS NOT NULL
);

-- The same with failures by incident, recovery and value-based success, which need other tables. A deployment that caused incidents has
-- recovered when the last of them is resolved.
CREATE OR REPLACE VIEW deployments AS
WITH
    caused AS
    (
        SELECT change_id, countIf(resolved_at IS NULL) AS unresolved, max(resolved_at) AS last_resolved_at
        FROM caused_incidents
        GROUP BY change_id
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
    p.first_of_service AS first_of_service,
    p.lead_seconds AS lead_seconds,
    p.lead_reversed AS lead_reversed,
    multiIf(p.failure != '', toString(p.failure), c.change_id != '', 'INCIDENT', '') AS failure,
    toBool(failure != '') AS failed,
    if(c.change_id != '', coalesce(p.recovery_from, p.deployed_at), p.recovery_from) AS recovery_from,
    multiIf(c.change_id = '', p.recovered_at, c.unresolved > 0, NULL, c.last_resolved_at) AS recovered_at,
    toBool(coalesce(recovered_at < recovery_from, false)) AS recovery_reversed,
    if(recovery_reversed, NULL, dateDiff('millisecond', recovery_from, recovered_at) / 1000) AS recovery_seconds,
    p.rework AS rework,
    p.scopes AS scopes,
    multiIf(failed, false, j.change_id = '', NULL, toBool(j.degraded = 0)) AS value_success
FROM production_changes AS p
LEFT JOIN caused AS c ON c.change_id = p.change_id
LEFT JOIN judged AS j ON j.change_id = p.change_id
SETTINGS join_use_nulls = 0;
