-- What became of the records of each partition? One row per partition and run of the job that reads it, again with each checkpoint.
CREATE TABLE intake_balances
(
    topic        LowCardinality(String),
    partition    UInt32,
    run          DateTime64(3, 'UTC') COMMENT 'When the job began without state: a replay has an account of its own',
    next_offset  UInt64 COMMENT 'Offset after the last record read',
    published_at DateTime64(3, 'UTC') COMMENT 'Latest timestamp of a record read',
    read         UInt64 COMMENT 'Records read: the row''s revision',
    counted      UInt64 COMMENT 'Events that count',
    duplicates   UInt64 COMMENT 'Copies of events that count already',
    late         UInt64 COMMENT 'Events that came after what they belong to was closed',
    rejected     UInt64 COMMENT 'Records that cannot be read or break a rule'
)
ENGINE = ReplacingMergeTree(read)
ORDER BY (topic, partition, run);
