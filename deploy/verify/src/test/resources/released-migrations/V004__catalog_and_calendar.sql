-- Which services, value streams, KPIs and release windows did the jobs know, at which revision?

CREATE TABLE catalog_reach
(
    revision       UInt64,
    effective_from DateTime64(3, 'UTC') COMMENT 'Events from here on are read by this revision',
    value_stream   LowCardinality(String),
    service        LowCardinality(String),
    distance       UInt8 COMMENT 'Dependencies between an activity''s own service (0) and this one',
    activities     Array(LowCardinality(String)) COMMENT 'Activities that use it directly; empty when only others depend on it'
)
ENGINE = ReplacingMergeTree
ORDER BY (revision, value_stream, service);

CREATE TABLE catalog_kpis
(
    revision        UInt64,
    effective_from  DateTime64(3, 'UTC'),
    value_stream    LowCardinality(String),
    kpi             LowCardinality(String),
    name            String,
    unit            LowCardinality(String),
    direction       LowCardinality(String) COMMENT 'HIGHER_IS_BETTER or LOWER_IS_BETTER',
    material_effect Float64 COMMENT 'Smallest relative change that matters',
    source          LowCardinality(String) COMMENT 'LEARNING_ACTIVITY or INCIDENTS'
)
ENGINE = ReplacingMergeTree
ORDER BY (revision, value_stream, kpi);

CREATE TABLE release_windows
(
    window_id         String,
    revision          UInt64,
    kind              LowCardinality(String) COMMENT 'COURSE_RELEASE, ENROLMENT, EXAM, FREEZE or OTHER',
    title             String,
    value_streams     Array(LowCardinality(String)),
    starts_at         DateTime64(3, 'UTC'),
    ends_at           DateTime64(3, 'UTC') COMMENT 'Exclusive',
    importance        UInt8 COMMENT '1 (a preference) to 5 (must not be touched)',
    expected_learners Nullable(UInt64),
    cancelled         Bool
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY window_id;
