-- What could not be read, and what came too late to count? One row per Kafka record, whatever is replayed.

CREATE TABLE rejected_records
(
    topic        LowCardinality(String),
    partition    UInt32,
    offset       UInt64,
    published_at DateTime64(3, 'UTC') COMMENT 'The Kafka record''s timestamp',
    reason       LowCardinality(String) COMMENT 'Name of the rule that it breaks',
    detail       String COMMENT 'What was found, in words',
    raw          String CODEC(ZSTD(3)) COMMENT 'The record''s value, byte for byte'
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset);

CREATE TABLE late_events
(
    topic        LowCardinality(String),
    partition    UInt32,
    offset       UInt64,
    published_at DateTime64(3, 'UTC') COMMENT 'The Kafka record''s timestamp',
    event_id     String,
    occurred_at  DateTime64(3, 'UTC') COMMENT 'Event time',
    raw          String CODEC(ZSTD(3)) COMMENT 'The record''s value, byte for byte'
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset);
