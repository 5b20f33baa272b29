-- Which activities does a value stream have, in which order does value flow through them, and which services do they use?
CREATE TABLE catalog_activities
(
    revision       UInt64,
    effective_from DateTime64(3, 'UTC'),
    value_stream   LowCardinality(String),
    activity       LowCardinality(String),
    position       UInt8 COMMENT 'Order in the value stream',
    name           String,
    services       Array(LowCardinality(String)) COMMENT 'Services that it uses directly'
)
ENGINE = ReplacingMergeTree
ORDER BY (revision, value_stream, activity);
