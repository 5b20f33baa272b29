-- Removes the outcomes that another revision of the catalog would compute differently now, and what was measured by them.
-- The jobs have to be stopped, and to start without state afterwards: they compute the outcomes again from Kafka.
-- Run by `./changelens up --recompute`; on a cluster, by an administrator in the database of the tables.

-- A refresh that has read the rows before would add their sums again.
SYSTEM STOP VIEW outcome_hours_rolling;

SYSTEM STOP VIEW change_results_rolling;

INSERT INTO outcome_recomputations
SELECT now64(3, 'UTC'), value_stream, service, catalog_revision, first_minute, last_minute, hours
FROM outcomes_outdated;

-- A measurement with more events would not give way to one with fewer.
DELETE FROM change_effects
WHERE value_stream IN (SELECT value_stream FROM latest_recomputation);

DELETE FROM change_results
WHERE value_stream IN (SELECT value_stream FROM latest_recomputation);

-- Sums of hours that lose some of their minutes are marked, and removed in case they lose all.
INSERT INTO outcome_hours_touched
SELECT DISTINCT value_stream, kpi, toStartOfHour(minute), now64(3, 'UTC')
FROM outcome_minutes
WHERE (value_stream, service, catalog_revision) IN (SELECT value_stream, service, catalog_revision FROM latest_recomputation);

DELETE FROM outcome_hours
WHERE (value_stream, kpi, hour) IN
(
    SELECT value_stream, kpi, toStartOfHour(minute)
    FROM outcome_minutes
    WHERE (value_stream, service, catalog_revision) IN (SELECT value_stream, service, catalog_revision FROM latest_recomputation)
);

DELETE FROM outcome_minutes
WHERE (value_stream, service, catalog_revision) IN (SELECT value_stream, service, catalog_revision FROM latest_recomputation);

SYSTEM START VIEW change_results_rolling;

SYSTEM START VIEW outcome_hours_rolling;
