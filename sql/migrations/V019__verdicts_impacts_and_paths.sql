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
