-- Which change caused which incident? attributions has one row per incident, attributed_changes one row per incident and candidate.

CREATE OR REPLACE VIEW attributions AS
SELECT * FROM incident_attributions FINAL WHERE environment = 'production';

CREATE OR REPLACE VIEW attributed_changes AS
SELECT
    incident_id,
    opened_at,
    severity,
    service AS incident_service,
    rank,
    change_id,
    change_service,
    weight,
    reported,
    distance,
    recency_factor,
    proximity_factor,
    risk_factor,
    result_factor,
    evidence_factor,
    reason,
    unattributed,
    status
FROM attributions
ARRAY JOIN
    arrayEnumerate(change_ids) AS rank,
    change_ids AS change_id,
    services AS change_service,
    weights AS weight,
    reported,
    distances AS distance,
    recency AS recency_factor,
    proximity AS proximity_factor,
    risk AS risk_factor,
    result AS result_factor,
    evidence AS evidence_factor,
    reasons AS reason;
