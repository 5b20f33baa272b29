-- How mature is the change process of each value stream, as measured by the data? Formulas: docs/delivery.md.

CREATE OR REPLACE VIEW maturity AS
SELECT
    d.value_stream AS value_stream,
    toStartOfMonth(d.deployed_at) AS month,
    count() AS changes,
    -- Value-stream integration: linked to the value stream's own work, and planned before the start (in time for the calendar).
    countIf(c.work_item != '') AS with_work_item,
    countIf(c.service_request != '') AS with_service_request,
    countIf(c.sprint != '') AS with_sprint,
    countIf(c.work_item != '' OR c.service_request != '' OR c.sprint != '') AS tied,
    countIf(c.planned_start IS NOT NULL AND c.planned_at IS NOT NULL AND c.planned_at < coalesce(c.actual_start, d.deployed_at)) AS planned_ahead,
    (tied + planned_ahead) / (2 * changes) AS integration,
    -- Cross-team collaboration: shared between teams, and little waiting after hand-overs.
    countIf(notEmpty(c.collaborating_teams)) AS shared,
    sum(f.hand_overs) AS hand_overs,
    sum(f.flow_seconds) AS flow_seconds,
    sum(f.waiting_after_hand_over_seconds) AS waiting_for_others_seconds,
    if(flow_seconds = 0, 0, waiting_for_others_seconds / flow_seconds) AS waiting_for_others_share,
    (shared / changes + 1 - waiting_for_others_share) / 2 AS collaboration,
    -- Effectiveness evaluation: the effect of the change has a conclusive verdict.
    countIf(s.conclusive > 0) AS evaluated,
    evaluated / changes AS evaluation
FROM (SELECT change_id, deployed_at, arrayJoin(value_streams) AS value_stream FROM production_changes WHERE live) AS d
INNER JOIN
(
    SELECT change_id, work_item, service_request, sprint, planned_start, planned_at, actual_start, collaborating_teams FROM changes FINAL
) AS c ON c.change_id = d.change_id
LEFT JOIN change_flow AS f ON f.change_id = d.change_id
LEFT JOIN
(
    SELECT change_id, value_stream, conclusive FROM change_summary
) AS s ON s.change_id = d.change_id AND s.value_stream = d.value_stream
GROUP BY value_stream, month;
