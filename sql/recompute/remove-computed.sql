-- Removes all rows that the jobs compute from events, before they read all topics again: for another version, or by a later catalog.
-- A row would otherwise stay where its definition has changed: one with a higher revision than the new one, and one that is not written any
-- more, such as the effect of a change that does not count, or an event that is not late any more. What stays: rows of the catalog, the
-- calendar, the bands and the accounts of former runs, and rejected records of compacted topics, which Kafka need not have any more.
-- The jobs have to be stopped, and to start without state afterwards, with an empty topic `outcomes`.
-- Run by `./changelens up` after an upgrade and with `--recompute`; on a cluster, by an administrator in the database of the tables.

-- A refresh that has read the rows before would add their sums again.
SYSTEM STOP VIEW outcome_hours_rolling;

SYSTEM STOP VIEW change_results_rolling;

TRUNCATE TABLE changes;

TRUNCATE TABLE incidents;

TRUNCATE TABLE flow_stages;

TRUNCATE TABLE outcome_minutes;

TRUNCATE TABLE outcome_hours_touched;

TRUNCATE TABLE outcome_hours;

TRUNCATE TABLE change_effects;

TRUNCATE TABLE change_effect_paths;

TRUNCATE TABLE change_results_touched;

TRUNCATE TABLE change_results;

TRUNCATE TABLE incident_attributions;

TRUNCATE TABLE release_collisions;

TRUNCATE TABLE late_events;

TRUNCATE TABLE late_sums;

DELETE FROM rejected_records WHERE NOT match(topic, '(value-streams|release-windows|schemas)$');

-- Whether the account of a former run balanced is not computed again.
DELETE FROM change_alerts WHERE kind != 'INTAKE_UNBALANCED';

SYSTEM START VIEW change_results_rolling;

SYSTEM START VIEW outcome_hours_rolling;
