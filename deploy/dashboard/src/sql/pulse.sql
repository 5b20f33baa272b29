-- What is the time range of the data, and has anything changed since the last poll?
SELECT
    (SELECT max(minute) FROM outcome_minutes) AS newest_minute,
    (SELECT min(minute) FROM outcome_minutes) AS oldest_minute,
    (SELECT max(last_event_at) FROM changes) AS newest_change,
    (SELECT min(last_event_at) FROM changes) AS oldest_change,
    (SELECT count() FROM outcome_minutes) AS minutes,
    (SELECT count() FROM changes) AS changes,
    (SELECT count() FROM change_effects) AS effects,
    (SELECT count() FROM incident_attributions) + (SELECT count() FROM release_collisions) + (SELECT count() FROM release_windows)
        + (SELECT count() FROM catalog_kpis) AS others,
    now() AS now
