-- How mature is the change process, by what the data shows? Formulas: docs/delivery.md.

CREATE OR REPLACE VIEW value_streams AS
SELECT value_stream, position, name, adopted_at
FROM catalog_value_streams FINAL
WHERE revision = (SELECT max(revision) FROM catalog_value_streams)
ORDER BY position;

CREATE OR REPLACE VIEW maturity AS
SELECT
    d.value_stream AS value_stream,
    toStartOfMonth(d.deployed_at) AS month,
    count() AS changes,
    -- Value-stream integration: tied to the stream's own work, and planned while the calendar could still be heeded.
    countIf(c.work_item != '') AS with_work_item,
    countIf(c.service_request != '') AS with_service_request,
    countIf(c.sprint != '') AS with_sprint,
    countIf(c.work_item != '' OR c.service_request != '' OR c.sprint != '') AS tied,
    countIf(c.planned_start IS NOT NULL AND c.planned_at IS NOT NULL AND c.planned_at < coalesce(c.actual_start, d.deployed_at)) AS planned_ahead,
    (tied + planned_ahead) / (2 * changes) AS integration,
    -- Cross-team collaboration: shared between teams, and not waiting for another team.
    countIf(notEmpty(c.collaborating_teams)) AS shared,
    sum(f.hand_overs) AS hand_overs,
    sum(f.flow_seconds) AS flow_seconds,
    sum(f.waiting_after_hand_over_seconds) AS waiting_for_others_seconds,
    (shared / changes + if(flow_seconds = 0, 1, 1 - waiting_for_others_seconds / flow_seconds)) / 2 AS collaboration,
    -- Effectiveness evaluation: it is known what the change did.
    countIf(s.conclusive > 0) AS evaluated,
    evaluated / changes AS evaluation
FROM (SELECT change_id, deployed_at, arrayJoin(value_streams) AS value_stream FROM deployments WHERE live) AS d
INNER JOIN
(
    SELECT change_id, work_item, service_request, sprint, planned_start, planned_at, actual_start, collaborating_teams FROM changes FINAL
) AS c ON c.change_id = d.change_id
LEFT JOIN
(
    SELECT
        change_id,
        sum(dateDiff('millisecond', started_at, assumeNotNull(ended_at)) / 1000) AS flow_seconds,
        countIf(hand_over) AS hand_overs,
        sumIf(dateDiff('millisecond', started_at, assumeNotNull(ended_at)) / 1000, kind = 'WAITING' AND hand_over) AS waiting_after_hand_over_seconds
    FROM flow_stages FINAL
    WHERE ended_at IS NOT NULL
    GROUP BY change_id
) AS f ON f.change_id = d.change_id
LEFT JOIN
(
    SELECT change_id, value_stream, conclusive FROM change_summary
) AS s ON s.change_id = d.change_id AND s.value_stream = d.value_stream
GROUP BY value_stream, month;

-- Around each adoption: 90 days before and after, in the stream that adopted and in all others, which had not all adopted.
CREATE OR REPLACE VIEW adoption_kpis AS
SELECT
    a.value_stream AS adopter,
    a.adopted_at AS adopted_at,
    k.value_stream AS value_stream,
    k.kpi AS kpi,
    v.adopted_at IS NOT NULL AND assumeNotNull(v.adopted_at) <= assumeNotNull(a.adopted_at) AS adopted_by_then,
    sumIf(k.numerator, k.day < toDate(a.adopted_at)) / nullIf(sumIf(k.denominator, k.day < toDate(a.adopted_at)), 0) AS before,
    sumIf(k.numerator, k.day >= toDate(a.adopted_at)) / nullIf(sumIf(k.denominator, k.day >= toDate(a.adopted_at)), 0) AS after,
    after / nullIf(before, 0) - 1 AS difference
FROM (SELECT * FROM value_streams WHERE adopted_at IS NOT NULL) AS a
CROSS JOIN
(
    SELECT value_stream, kpi, toDate(hour) AS day, toFloat64(sum(numerator)) AS numerator, toFloat64(sum(denominator)) AS denominator
    FROM outcomes_by_hour
    GROUP BY value_stream, kpi, day
) AS k
INNER JOIN value_streams AS v ON v.value_stream = k.value_stream
WHERE k.day >= toDate(a.adopted_at) - 90 AND k.day < toDate(a.adopted_at) + 90
GROUP BY adopter, adopted_at, value_stream, kpi, adopted_by_then;

CREATE OR REPLACE VIEW adoption_delivery AS
SELECT
    a.value_stream AS adopter,
    a.adopted_at AS adopted_at,
    d.value_stream AS value_stream,
    v.adopted_at IS NOT NULL AND assumeNotNull(v.adopted_at) <= assumeNotNull(a.adopted_at) AS adopted_by_then,
    countIf(d.deployed_at < assumeNotNull(a.adopted_at)) AS deployments_before,
    countIf(d.deployed_at >= assumeNotNull(a.adopted_at)) AS deployments_after,
    countIf(d.failed AND d.deployed_at < assumeNotNull(a.adopted_at)) AS failed_before,
    countIf(d.failed AND d.deployed_at >= assumeNotNull(a.adopted_at)) AS failed_after,
    failed_before / nullIf(deployments_before, 0) AS fail_rate_before,
    failed_after / nullIf(deployments_after, 0) AS fail_rate_after
FROM (SELECT * FROM value_streams WHERE adopted_at IS NOT NULL) AS a
CROSS JOIN (SELECT failed, deployed_at, arrayJoin(value_streams) AS value_stream FROM deployments) AS d
INNER JOIN value_streams AS v ON v.value_stream = d.value_stream
WHERE d.deployed_at >= assumeNotNull(a.adopted_at) - INTERVAL 90 DAY AND d.deployed_at < assumeNotNull(a.adopted_at) + INTERVAL 90 DAY
GROUP BY adopter, adopted_at, value_stream, adopted_by_then;
