-- What do readers use? Each table's latest rows, so that nobody has to know about FINAL.

CREATE OR REPLACE VIEW outcomes AS
SELECT value_stream, kpi, minute, service, cohort, numerator, denominator, events, catalog_revision
FROM outcome_minutes FINAL;

CREATE OR REPLACE VIEW latest_changes AS
SELECT * FROM changes FINAL;

CREATE OR REPLACE VIEW latest_incidents AS
SELECT * FROM incidents FINAL;

CREATE OR REPLACE VIEW calendar AS
SELECT * FROM release_windows FINAL WHERE NOT cancelled;
