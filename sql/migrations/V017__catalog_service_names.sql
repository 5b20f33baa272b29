-- Which service does a name in an event mean, and by which revision of the catalog were outcomes computed?
CREATE TABLE catalog_service_names
(
    revision       UInt64 COMMENT 'Revision of the catalog',
    effective_from DateTime64(3, 'UTC') COMMENT 'The revision applies to events at and after this time',
    name           String COMMENT 'Id or alias of the service, as events give it',
    valid_from     DateTime64(3, 'UTC') COMMENT 'Event time from which the name means the service; 1900 if it always has',
    valid_until    DateTime64(3, 'UTC') COMMENT 'Event time from which it no longer does, exclusive; the end of 2299 if it still does',
    service        LowCardinality(String) COMMENT 'Id of the service',
    service_name   String COMMENT 'Display name of the service',
    team           LowCardinality(String) COMMENT 'Team that owns the service; empty when unknown',
    counts_for     UInt64 COMMENT 'Fingerprint of the KPIs and value streams that activity of the service counts for; never 0'
)
ENGINE = ReplacingMergeTree
ORDER BY (revision, name, valid_from);

ALTER TABLE outcome_minutes
    COMMENT COLUMN service 'Id of the service that was used; if the catalog did not contain it, its name in the events',
    COMMENT COLUMN catalog_revision 'Lowest catalog revision that was applied to its events';

-- Which outcomes were removed to be computed again?
CREATE TABLE outcome_recomputations
(
    started_at       DateTime64(3, 'UTC') COMMENT 'When the recomputation started',
    value_stream     LowCardinality(String) COMMENT 'Value stream of the outcomes',
    service          LowCardinality(String) COMMENT 'Service of the outcomes',
    catalog_revision UInt64 COMMENT 'Catalog revision by which they had been computed',
    first_minute     DateTime('UTC') COMMENT 'First minute that was outdated',
    last_minute      DateTime('UTC') COMMENT 'Last minute that was outdated',
    hours            UInt64 COMMENT 'Hours with an outdated minute'
)
ENGINE = MergeTree
ORDER BY started_at;
