-- What could not be read, and what came too late to count? A replay replaces its own rows.

CREATE TABLE rejected_records
(
    topic        LowCardinality(String),
    partition    UInt32,
    offset       UInt64,
    published_at DateTime64(3, 'UTC') COMMENT 'The Kafka record''s timestamp',
    reason       LowCardinality(String) COMMENT 'Name of the rule that it breaks',
    detail       String COMMENT 'What was found, in words',
    raw          String COMMENT 'The record''s value, byte for byte' CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset);

CREATE TABLE late_events
(
    topic        LowCardinality(String),
    partition    UInt32,
    offset       UInt64,
    published_at DateTime64(3, 'UTC') COMMENT 'The Kafka record''s timestamp',
    event_id     String COMMENT 'Id of the event; for sums of several events that were late together, the outcome they missed',
    occurred_at  DateTime64(3, 'UTC') COMMENT 'Event time',
    raw          String COMMENT 'The record''s value, byte for byte' CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset, event_id);
