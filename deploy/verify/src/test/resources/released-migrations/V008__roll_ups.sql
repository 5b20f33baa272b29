-- How did a KPI go by hour, and what did each change do, without reading a year of minutes and all effects?
-- Rows are replaced late, so sums cannot be added up as rows come. Instead each insert notes what it touched; every few seconds that
-- is summed up anew out of FINAL (R__views_roll_ups.sql); and readers compute by themselves what is not yet summed up again.

CREATE TABLE outcome_hours
(
    value_stream LowCardinality(String),
    kpi          LowCardinality(String),
    hour         DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    numerator    Decimal(38, 6) CODEC(ZSTD(1)),
    denominator  Decimal(38, 6) CODEC(ZSTD(1)),
    events       UInt64 CODEC(T64, ZSTD(1)),
    rolled_at    DateTime64(3, 'UTC') COMMENT 'When the summing up began' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(rolled_at)
ORDER BY (value_stream, kpi, hour);

CREATE TABLE outcome_hours_touched
(
    value_stream LowCardinality(String),
    kpi          LowCardinality(String),
    hour         DateTime('UTC'),
    touched_at   DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY touched_at
TTL toDateTime(touched_at) + INTERVAL 30 DAY;

CREATE MATERIALIZED VIEW outcome_hours_touching TO outcome_hours_touched AS
SELECT value_stream, kpi, toStartOfHour(minute) AS hour, now64(3, 'UTC') AS touched_at
FROM outcome_minutes
GROUP BY value_stream, kpi, hour;

INSERT INTO outcome_hours_touched
SELECT DISTINCT value_stream, kpi, toStartOfHour(minute), now64(3, 'UTC') FROM outcome_minutes;

CREATE TABLE change_results
(
    change_id        String,
    value_stream     LowCardinality(String),
    service          LowCardinality(String),
    change_type      LowCardinality(String),
    team             LowCardinality(String),
    technical_result LowCardinality(String),
    business_result  LowCardinality(String),
    live_at          DateTime64(3, 'UTC'),
    kpis             UInt64,
    improved         UInt64,
    degraded         UInt64,
    worst_kpi        LowCardinality(String),
    worst_benefit    Float64,
    best_kpi         LowCardinality(String),
    best_benefit     Float64,
    confounded       Bool,
    final            Bool,
    conclusive       UInt64,
    measured         UInt64,
    material_benefit Float64,
    rolled_at        DateTime64(3, 'UTC') COMMENT 'When the summing up began'
)
ENGINE = ReplacingMergeTree(rolled_at)
ORDER BY (change_id, value_stream);

CREATE TABLE change_results_touched
(
    change_id  String,
    touched_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY touched_at
TTL toDateTime(touched_at) + INTERVAL 30 DAY;

CREATE MATERIALIZED VIEW change_results_touching TO change_results_touched AS
SELECT change_id, now64(3, 'UTC') AS touched_at
FROM change_effects
GROUP BY change_id;

INSERT INTO change_results_touched
SELECT DISTINCT change_id, now64(3, 'UTC') FROM change_effects;
