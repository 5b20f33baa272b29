-- What is the delivery performance of each team, by month?
-- zone = UTC: time zone of the months
-- A month that is not complete began before the first deployment, or is not over: only its observed days count.
SELECT scope AS team, period, complete, observed_days, deployments, round(frequency, 2) AS a_day, round(lead_median / 3600, 1) AS lead_hours,
       lead_reversed AS leads_left_out, round(fail_rate, 3) AS fail_rate, round(recovery_median / 3600, 1) AS recovery_hours,
       round(rework_rate, 3) AS rework_rate, value_judged, round(value_success_rate, 3) AS value_success
FROM dora(unit = 'month', zone = {zone:String})
WHERE scope_kind = 'team'
ORDER BY team, period
