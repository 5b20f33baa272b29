-- In which DORA tier is each value stream, overall and by metric?
-- zone = UTC: time zone of the months
SELECT scope AS value_stream, period, complete, version, tier, tier_by_metric, round(fail_rate, 3) AS fail_rate, round(rework_rate, 3) AS rework_rate
FROM dora_tiers(zone = {zone:String})
WHERE scope_kind = 'value_stream'
ORDER BY value_stream, period, version
