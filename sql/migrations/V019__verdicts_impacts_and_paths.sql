-- What does a verdict exclude, and what does an effect amount to? Intervals adjusted for the number of effects, as the verdicts are, and effects
-- in the units of the KPI.
-- Rows of earlier versions have the unadjusted interval and no impact, until they are computed anew.

ALTER TABLE change_effects
    ADD COLUMN impact Nullable(Float64) COMMENT 'Effect in the units of the numerator: observed less expected, (observed - expected) * denominator; an amount for a volume, minutes for availability; null without an estimate' AFTER p,
    ADD COLUMN impact_low Nullable(Float64) COMMENT 'Lower end of its 95 % interval: that of low' AFTER impact,
    ADD COLUMN impact_high Nullable(Float64) COMMENT 'Upper end of its 95 % interval: that of high' AFTER impact_low,
    ADD COLUMN low_adjusted Float64 DEFAULT low COMMENT 'Lower end of the interval that the verdict is read from: adjusted for the number of effects of the change (Benjamini and Yekutieli)' AFTER p_adjusted,
    ADD COLUMN high_adjusted Float64 DEFAULT high COMMENT 'Upper end of it' AFTER low_adjusted;

ALTER TABLE change_effects
    COMMENT COLUMN verdict 'IMPROVED, DEGRADED, NO_MATERIAL_EFFECT, HARM_RULED_OUT, BENEFIT_RULED_OUT, INCONCLUSIVE or INSUFFICIENT_DATA',
    COMMENT COLUMN low 'Lower end of its 95 % interval, not adjusted for the number of effects',
    COMMENT COLUMN high 'Upper end of its 95 % interval, not adjusted for the number of effects';

ALTER TABLE change_results
    COMMENT COLUMN business_result 'IMPROVED, DEGRADED, MIXED, NO_MATERIAL_EFFECT, HARM_RULED_OUT, BENEFIT_RULED_OUT, INCONCLUSIVE or INSUFFICIENT_DATA, by the verdicts of all KPIs at their headline horizons',
    COMMENT COLUMN conclusive 'Number of final headlines with a verdict other than INCONCLUSIVE and INSUFFICIENT_DATA';

-- How did the effect of a change on a KPI go on? One row per change, value stream and KPI; arrays have an element for each complete part of the
-- time after the change, in order. Readers ask for one change.
CREATE TABLE change_effect_paths
(
    change_id         String COMMENT 'Id of the change',
    value_stream      LowCardinality(String) COMMENT 'Value stream that it reaches',
    kpi               LowCardinality(String) COMMENT 'KPI of that value stream',
    service           LowCardinality(String) COMMENT 'Service that was deployed',
    change_type       LowCardinality(String) COMMENT 'STANDARD, NORMAL, EMERGENCY or UNKNOWN (ITIL 4)',
    team              LowCardinality(String) COMMENT 'Team that made the change; empty when unknown',
    live_at           DateTime64(3, 'UTC') COMMENT 'When the change was live',
    status            LowCardinality(String) COMMENT 'PROVISIONAL until all parts are complete, then FINAL; WITHDRAWN when the change does not affect the KPI after all',
    direction         LowCardinality(String) COMMENT 'HIGHER_IS_BETTER or LOWER_IS_BETTER',
    came_at           LowCardinality(String) COMMENT 'When the effect came: the first significant part; empty if there is none',
    lasted_until      LowCardinality(String) COMMENT 'The last part up to which the effect was significant in the same direction; empty if came_at is',
    fading            Bool COMMENT 'Whether the interval of the last part with an estimate excludes the estimate at came_at, and is on the side of 0',
    parts             Array(LowCardinality(String)) COMMENT 'HOURS_1_6, HOURS_7_12, HOURS_13_24, DAY_2, DAY_3 and DAYS_4_7',
    from_seconds      Array(UInt32) COMMENT 'Start of each part, in seconds after live_at and effects.settle',
    until_seconds     Array(UInt32) COMMENT 'End of each part, exclusive; earlier when a rollback cut it short',
    insufficient      Array(String) COMMENT 'Why a part has no estimate: figures are then 0 and p is 1; empty if it has one; the codes of change_effects',
    insufficient_args Array(Array(String)) COMMENT 'Arguments of insufficient as name=value',
    expected          Array(Float64) COMMENT 'The KPI without the change, as predicted',
    observed          Array(Float64) COMMENT 'The KPI after the change',
    effect            Array(Float64) COMMENT 'Relative difference: 0.1 is 10 % more than expected',
    low               Array(Float64) COMMENT 'Lower end of its interval, adjusted for the number of parts (Benjamini and Yekutieli)',
    high              Array(Float64) COMMENT 'Upper end of it',
    p                 Array(Float64) COMMENT 'p-value of no effect',
    p_adjusted        Array(Float64) COMMENT 'p adjusted for the number of parts (Benjamini and Hochberg)',
    impact            Array(Float64) COMMENT 'Effect in the units of the numerator: observed less expected',
    impact_low        Array(Float64) COMMENT 'Lower end of its 95 % interval',
    impact_high       Array(Float64) COMMENT 'Upper end of it',
    cumulative        Array(Float64) COMMENT 'Sum of impact from the change to the end of each part; ends before the first part without an estimate',
    cumulative_low    Array(Float64) COMMENT 'Sum of impact_low: whatever the dependence of the parts, the sum varies no more than the sum of what they vary',
    cumulative_high   Array(Float64) COMMENT 'Sum of impact_high',
    catalog_revision  UInt64 COMMENT 'Catalog revision that led from the change to the KPI',
    revision          UInt64 COMMENT 'How much was known of the change and its effects; more replaces less'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (change_id, value_stream, kpi);
