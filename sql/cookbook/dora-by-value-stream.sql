-- What is the delivery performance of each value stream, by month?
SELECT scope AS value_stream, period, deployments, round(frequency, 2) AS a_day, round(lead_median / 3600, 1) AS lead_hours, round(fail_rate, 3) AS fail_rate,
       round(recovery_median / 3600, 1) AS recovery_hours, round(rework_rate, 3) AS rework_rate, value_judged, round(value_success_rate, 3) AS value_success
FROM dora_months
WHERE scope_kind = 'value_stream'
ORDER BY value_stream, period
