-- Where does the time of changes go? Definitions: docs/delivery.md.

-- Stages that changes went through, with their lengths in seconds. A stage that has not ended has none.
CREATE OR REPLACE VIEW stage_times AS
SELECT change_id, stage, kind, team, hand_over, started_at, assumeNotNull(flow_stages.ended_at) AS ended_at,
    dateDiff('millisecond', started_at, ended_at) / 1000 AS seconds
FROM flow_stages FINAL
WHERE flow_stages.ended_at IS NOT NULL;

-- Flow time of each completed change in production, with its active and waiting parts, in seconds.
CREATE OR REPLACE VIEW change_flow AS
SELECT
    p.change_id AS change_id,
    p.service AS service,
    p.team AS team,
    p.value_streams AS value_streams,
    p.deployed_at AS deployed_at,
    f.flow_seconds AS flow_seconds,
    f.active_seconds AS active_seconds,
    f.waiting_seconds AS waiting_seconds,
    f.hand_overs AS hand_overs,
    f.waiting_after_hand_over_seconds AS waiting_after_hand_over_seconds
FROM production_changes AS p
INNER JOIN
(
    SELECT
        change_id,
        sum(seconds) AS flow_seconds,
        sumIf(seconds, kind = 'ACTIVE') AS active_seconds,
        sumIf(seconds, kind = 'WAITING') AS waiting_seconds,
        countIf(hand_over) AS hand_overs,
        sumIf(seconds, kind = 'WAITING' AND hand_over) AS waiting_after_hand_over_seconds
    FROM stage_times
    GROUP BY change_id
) AS f ON f.change_id = p.change_id;

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
    p.value_stream AS value_stream,
    p.activity AS activity,
    f.stage AS stage,
    f.kind AS kind,
    count() AS changes,
    countIf(f.hand_over) AS hand_overs,
    sum(f.seconds) AS total_seconds,
    quantileExactInclusive(0.5)(f.seconds) AS median_seconds,
    quantileExactInclusive(0.9)(f.seconds) AS p90_seconds,
    sum(f.seconds) / nullIf(sum(sum(f.seconds)) OVER (PARTITION BY value_stream, activity), 0) AS share_of_time
FROM stage_times AS f
INNER JOIN (SELECT change_id, service FROM production_changes) AS d ON d.change_id = f.change_id
INNER JOIN places AS p ON p.service = d.service
GROUP BY value_stream, activity, stage, kind;
