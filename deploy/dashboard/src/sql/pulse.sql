-- What is the time range of the data, and has anything changed since the last poll?
SELECT
    assumeNotNull((SELECT max(minute) FROM outcome_minutes)) AS newest_minute,
    assumeNotNull((SELECT min(minute) FROM outcome_minutes)) AS oldest_minute,
    assumeNotNull((SELECT max(last_event_at) FROM changes)) AS newest_change,
    assumeNotNull((SELECT min(last_event_at) FROM changes)) AS oldest_change,
    assumeNotNull((SELECT count() FROM outcome_minutes)) AS minutes,
    assumeNotNull((SELECT count() FROM changes)) AS changes,
    assumeNotNull((SELECT count() FROM change_effects)) AS effects,
    assumeNotNull((SELECT count() FROM incident_attributions) + (SELECT count() FROM release_collisions) + (SELECT count() FROM release_windows)
        + (SELECT count() FROM catalog_kpis)) AS others,
    now() AS now
