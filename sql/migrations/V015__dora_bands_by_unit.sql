-- In which tier is a delivery frequency? Bands count against days, whole weeks and months, as the reports word them, not against a thirtieth of a
-- number of days: a deployment each Monday is once a week in a month of four Mondays and in one of five.
ALTER TABLE dora_bands
    ADD COLUMN per LowCardinality(String) DEFAULT if(metric = 'frequency', 'day', '')
        COMMENT 'Unit of frequency. day: live deployments a day, week: days with a live deployment a week, month: days with one a month' AFTER metric,
    ADD COLUMN less_than Nullable(Float64) COMMENT 'The metric is less than that; null for no bound' AFTER at_most,
    ADD COLUMN more_than Nullable(Float64) COMMENT 'The metric is more than that; null for no bound' AFTER at_least,
    COMMENT COLUMN metric 'lead_time or recovery_time: median in seconds; frequency: see per';

ALTER TABLE dora_bands DELETE WHERE version = '2024' SETTINGS mutations_sync = 1;

INSERT INTO dora_bands (version, tier, rank, metric, per, less_than, at_most, more_than, at_least, source) VALUES
    ('2024', 'elite',  1, 'lead_time', '', 86400, NULL, NULL, NULL, 'DORA, Accelerate State of DevOps Report 2024: less than one day'),
    ('2024', 'high',   2, 'lead_time', '', NULL, 604800, NULL, NULL, 'between one day and one week'),
    ('2024', 'medium', 3, 'lead_time', '', NULL, 2678400, NULL, NULL, 'between one week and one month; a month has up to 31 days'),
    ('2024', 'low',    4, 'lead_time', '', NULL, NULL, NULL, NULL, 'more than one month'),
    ('2024', 'elite',  1, 'frequency', 'day', NULL, NULL, 1, NULL, 'on demand, multiple deploys a day'),
    ('2024', 'high',   2, 'frequency', 'week', NULL, NULL, NULL, 1, 'between once a day and once a week'),
    ('2024', 'medium', 3, 'frequency', 'month', NULL, NULL, NULL, 1, 'between once a week and once a month'),
    ('2024', 'low',    4, 'frequency', 'month', NULL, NULL, NULL, NULL, 'less than once a month'),
    ('2024', 'elite',  1, 'recovery_time', '', 3600, NULL, NULL, NULL, 'less than one hour'),
    ('2024', 'high',   2, 'recovery_time', '', 86400, NULL, NULL, NULL, 'less than one day'),
    ('2024', 'medium', 3, 'recovery_time', '', 604800, NULL, NULL, NULL, 'less than one week; the report has less than one day here too'),
    ('2024', 'low',    4, 'recovery_time', '', NULL, NULL, NULL, NULL, 'one week or more');

-- Views that are gone: lead times are columns of changes, and every reader of periods names its time zone.
DROP VIEW IF EXISTS lead_times;
DROP VIEW IF EXISTS dora_days;
DROP VIEW IF EXISTS dora_weeks;
DROP VIEW IF EXISTS dora_months;
DROP VIEW IF EXISTS dora_tiers;
