-- In which DORA tier is the delivery of each month of a time zone? The lowest tier of lead time, deployment frequency and recovery time; the
-- change fail rate and the rework rate have no tier. SELECT * FROM dora_tiers(zone = 'Asia/Shanghai').
-- A frequency is counted by the unit that a band names (docs/delivery.md): a band per week needs a week observed; a month without a
-- deployment is low when it is over, and in no tier before.
CREATE OR REPLACE VIEW dora_tiers AS
SELECT
    version,
    scope_kind,
    scope,
    period,
    any(is_complete) AS complete,
    any(days_observed) AS observed_days,
    argMax(metric_tier, metric_rank) AS tier,
    arraySort(groupArray((metric, metric_tier))) AS tier_by_metric,
    any(metric_fail_rate) AS fail_rate,
    any(metric_rework_rate) AS rework_rate,
    any(metric_value_success_rate) AS value_success_rate
FROM
(
    SELECT
        b.version AS version, m.scope_kind AS scope_kind, m.scope AS scope, m.period AS period, m.metric AS metric,
        any(m.complete) AS is_complete, any(m.observed_days) AS days_observed, any(m.fail_rate) AS metric_fail_rate,
        any(m.rework_rate) AS metric_rework_rate, any(m.value_success_rate) AS metric_value_success_rate,
        min(b.rank) AS metric_rank, argMin(b.tier, b.rank) AS metric_tier
    FROM
    (
        SELECT
            scope_kind, scope, period, complete, observed_days, fail_rate, rework_rate, value_success_rate,
            part.1 AS metric, part.2 AS per, assumeNotNull(part.3) AS value
        FROM dora(unit = 'month', zone = {zone:String})
        ARRAY JOIN [
            ('lead_time', '', lead_median),
            ('frequency', 'day', toNullable(frequency)),
            ('frequency', 'week', deployment_days / nullIf(observed_weeks, 0)),
            ('frequency', 'month', if(complete OR deployment_days > 0, toFloat64(deployment_days), NULL)),
            ('recovery_time', '', recovery_median)] AS part
        WHERE part.3 IS NOT NULL
    ) AS m
    INNER JOIN dora_bands AS b ON b.metric = m.metric AND b.per = m.per
    WHERE (b.less_than IS NULL OR m.value < b.less_than) AND (b.at_most IS NULL OR m.value <= b.at_most)
        AND (b.more_than IS NULL OR m.value > b.more_than) AND (b.at_least IS NULL OR m.value >= b.at_least)
    GROUP BY version, scope_kind, scope, period, metric
)
GROUP BY version, scope_kind, scope, period;
