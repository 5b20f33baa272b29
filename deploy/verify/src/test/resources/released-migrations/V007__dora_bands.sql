-- Which tier is a delivery metric in? Bands are data with a version, so that a newer report is a row and no code.
CREATE TABLE dora_bands
(
    version     LowCardinality(String) COMMENT 'Year of the report',
    tier        LowCardinality(String) COMMENT 'elite, high, medium or low',
    rank        UInt8 COMMENT '1 is the best',
    metric      LowCardinality(String) COMMENT 'lead_time or recovery_time: median in seconds; frequency: deployments a day',
    at_most     Nullable(Float64) COMMENT 'The metric is at most that; null for no bound',
    at_least    Nullable(Float64) COMMENT 'The metric is at least that; null for no bound',
    source      String
)
ENGINE = ReplacingMergeTree
ORDER BY (version, metric, rank);

INSERT INTO dora_bands (version, tier, rank, metric, at_most, at_least, source) VALUES
    ('2024', 'elite',  1, 'lead_time', 86400, NULL, 'DORA, Accelerate State of DevOps Report 2024: less than one day'),
    ('2024', 'high',   2, 'lead_time', 604800, NULL, 'between one day and one week'),
    ('2024', 'medium', 3, 'lead_time', 2592000, NULL, 'between one week and one month'),
    ('2024', 'low',    4, 'lead_time', NULL, NULL, 'more than one month'),
    ('2024', 'elite',  1, 'frequency', NULL, 1, 'on demand, multiple deploys a day; read as more than one a day'),
    ('2024', 'high',   2, 'frequency', NULL, 0.14285714285714285, 'between once a day and once a week'),
    ('2024', 'medium', 3, 'frequency', NULL, 0.03333333333333333, 'between once a week and once a month'),
    ('2024', 'low',    4, 'frequency', NULL, NULL, 'less than once a month'),
    ('2024', 'elite',  1, 'recovery_time', 3600, NULL, 'less than one hour'),
    ('2024', 'high',   2, 'recovery_time', 86400, NULL, 'less than one day'),
    ('2024', 'medium', 3, 'recovery_time', 604800, NULL, 'less than one week; the report has less than one day here too'),
    ('2024', 'low',    4, 'recovery_time', NULL, NULL, 'one week or more');
