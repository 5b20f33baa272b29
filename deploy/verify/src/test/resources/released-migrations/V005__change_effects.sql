-- What did a change do to a KPI of a value stream it reaches? One row per change, value stream, KPI and horizon.
-- Readers ask for one change, or read all of few thousand a month: one partition, ordered by the key that makes a row unique.

CREATE TABLE change_effects
(
    change_id        String COMMENT 'Id of the change',
    value_stream     LowCardinality(String) COMMENT 'Value stream that it reaches',
    kpi              LowCardinality(String) COMMENT 'KPI of that value stream',
    horizon_seconds  UInt32 COMMENT 'Length of the whole window after the change',
    service          LowCardinality(String) COMMENT 'Service that was deployed',
    change_type      LowCardinality(String) COMMENT 'STANDARD, NORMAL, EMERGENCY or UNKNOWN (ITIL 4)',
    team             LowCardinality(String) COMMENT 'Team that made the change; empty when unknown',
    state            LowCardinality(String) COMMENT 'Technical state of the change: SUCCEEDED, FAILED or ROLLED_BACK',
    before_at        DateTime64(3, 'UTC') COMMENT 'Where the time before the change ends: work on the environment began',
    live_at          DateTime64(3, 'UTC') COMMENT 'When the change was live',
    window_end       DateTime64(3, 'UTC') COMMENT 'End of the window that was estimated, exclusive',
    exposed_until    Nullable(DateTime64(3, 'UTC')) COMMENT 'When a rollback cut the window short; null when none did',
    maturity         LowCardinality(String) COMMENT 'PROVISIONAL while the window fills, then FINAL; REVISED when figures changed after that',
    verdict          LowCardinality(String) COMMENT 'IMPROVED, DEGRADED, NO_MATERIAL_EFFECT, INCONCLUSIVE or INSUFFICIENT_DATA',
    direction        LowCardinality(String) COMMENT 'HIGHER_IS_BETTER or LOWER_IS_BETTER',
    material_effect  Float64 COMMENT 'Smallest relative difference that matters',
    method           LowCardinality(String) COMMENT 'How it was estimated, in words',
    insufficient     LowCardinality(String) COMMENT 'Why there is no estimate, in words; empty where there is one, else all figures are 0 and p is 1',
    placebos         UInt32 COMMENT 'Placebo times it was judged by',
    numerator        Float64 COMMENT 'Sum above the line in the window',
    denominator      Float64 COMMENT 'Sum below the line in the window',
    expected         Float64 COMMENT 'The KPI that was to be expected without the change',
    observed         Float64 COMMENT 'The KPI after the change',
    effect           Float64 COMMENT 'Relative difference: 0.1 is 10 % more than expected',
    low              Float64 COMMENT 'Lower end of its 95 % interval',
    high             Float64 COMMENT 'Upper end of its 95 % interval',
    p                Float64 COMMENT 'p-value of no effect; of a provisional row one that stays valid under repeated looks',
    p_adjusted       Float64 COMMENT 'p adjusted for the number of effects of the change (Benjamini and Hochberg)',
    family           UInt32 COMMENT 'Number of p-values that were adjusted together',
    confounded       Bool COMMENT 'Whether something else may be mixed up with the effect',
    confounders      Array(String) COMMENT 'What: change:ID, incident:ID or window:ID, 50 at most',
    confounder_count UInt32 COMMENT 'How many there are',
    catalog_revision UInt64 COMMENT 'Catalog revision that led from the change to the KPI',
    revision         UInt64 COMMENT 'How much was known of the change and its effects; more replaces less'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (change_id, value_stream, kpi, horizon_seconds);
