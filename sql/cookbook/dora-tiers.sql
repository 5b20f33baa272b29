-- In which DORA tier is each value stream, overall and by metric?
SELECT scope AS value_stream, period, version, tier, arraySort(tier_by_metric) AS tier_by_metric, round(fail_rate, 3) AS fail_rate,
       round(rework_rate, 3) AS rework_rate
FROM dora_tiers
WHERE scope_kind = 'value_stream'
ORDER BY value_stream, period, version
