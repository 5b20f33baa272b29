-- How did a KPI of a value stream go, minute by minute?
-- Readers ask for one stream's KPI over a time range, so these lead the order key; months are dropped as a whole.

CREATE TABLE outcome_minutes
(
    value_stream     LowCardinality(String),
    kpi              LowCardinality(String),
    minute           DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    service          LowCardinality(String),
    cohort           LowCardinality(String),
    numerator        Decimal(38, 6) COMMENT 'Sum above the line' CODEC(ZSTD(1)),
    denominator      Decimal(38, 6) COMMENT 'Sum below the line' CODEC(ZSTD(1)),
    events           UInt64 COMMENT 'Distinct events counted: the row''s revision' CODEC(T64, ZSTD(1)),
    catalog_revision UInt64 COMMENT 'Highest catalog revision by which its events were read' CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(events)
PARTITION BY toYYYYMM(minute)
ORDER BY (value_stream, kpi, minute, service, cohort);
