-- Keeps which outcomes another revision of the catalog would compute differently, before they are removed and computed again.
-- Run by `./changelens up --recompute`; on a cluster, by an administrator in the database of the tables, before remove-computed.sql.

INSERT INTO outcome_recomputations
SELECT now64(3, 'UTC'), value_stream, service, catalog_revision, first_minute, last_minute, hours
FROM outcomes_outdated;
