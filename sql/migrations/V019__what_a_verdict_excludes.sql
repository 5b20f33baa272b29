-- What does a verdict exclude? Intervals adjusted for the number of effects, as the verdicts are.
-- Rows of earlier versions have the unadjusted interval, until they are computed anew.

ALTER TABLE change_effects
    ADD COLUMN low_adjusted Float64 DEFAULT low COMMENT 'Lower end of the interval that the verdict is read from: adjusted for the number of effects of the change (Benjamini and Yekutieli)' AFTER p_adjusted,
    ADD COLUMN high_adjusted Float64 DEFAULT high COMMENT 'Upper end of it' AFTER low_adjusted;

ALTER TABLE change_effects
    COMMENT COLUMN verdict 'IMPROVED, DEGRADED, NO_MATERIAL_EFFECT, HARM_RULED_OUT, BENEFIT_RULED_OUT, INCONCLUSIVE or INSUFFICIENT_DATA',
    COMMENT COLUMN low 'Lower end of its 95 % interval, not adjusted for the number of effects',
    COMMENT COLUMN high 'Upper end of its 95 % interval, not adjusted for the number of effects';

ALTER TABLE change_results
    COMMENT COLUMN business_result 'IMPROVED, DEGRADED, MIXED, NO_MATERIAL_EFFECT, HARM_RULED_OUT, BENEFIT_RULED_OUT, INCONCLUSIVE or INSUFFICIENT_DATA, by the verdicts of all KPIs at their headline horizons',
    COMMENT COLUMN conclusive 'Number of final headlines with a verdict other than INCONCLUSIVE and INSUFFICIENT_DATA';
