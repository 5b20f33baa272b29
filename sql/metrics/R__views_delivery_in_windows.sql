-- Did changes in a release window have worse results than others? By value stream, over completed changes in production.
CREATE OR REPLACE VIEW collision_consequences AS
SELECT
    value_stream,
    collided,
    count() AS changes,
    countIf(technical_failure) AS failed,
    countIf(technical_failure) / count() AS failed_share,
    countIf(caused_incident) AS caused_incidents,
    caused_incidents / count() AS caused_incident_share,
    countIf(business_result != '') AS measured,
    countIf(business_result IN ('DEGRADED', 'MIXED')) AS degraded,
    if(measured = 0, NULL, degraded / measured) AS degraded_share
FROM
(
    SELECT
        c.change_id AS change_id,
        c.value_stream AS value_stream,
        c.failure != '' AS technical_failure,
        toBool((c.change_id, c.value_stream) IN (SELECT change_id, value_stream FROM collisions WHERE state = 'CONFIRMED')) AS collided,
        c.change_id IN (SELECT change_id FROM caused_incidents) AS caused_incident,
        s.business_result AS business_result
    FROM
    (
        SELECT change_id, failure, arrayJoin(value_streams) AS value_stream FROM production_changes
    ) AS c
    LEFT JOIN
    (
        SELECT change_id, value_stream, business_result
        FROM change_summary
        WHERE business_result != 'INSUFFICIENT_DATA'
    ) AS s ON s.change_id = c.change_id AND s.value_stream = c.value_stream
)
GROUP BY value_stream, collided
ORDER BY value_stream, collided;
