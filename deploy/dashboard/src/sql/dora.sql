-- What was the delivery performance in a period and, of halves, in the period of equal length before it?
SELECT
    scope AS value_stream, toBool(ends_at = {to:DateTime}) AS current, complete, days, observed_days, deployments, live_deployments, frequency,
    lead_changes, lead_reversed, lead_median, failed_deployments, fail_rate, recovered, recovery_reversed, recovery_median, rework_deployments, rework_rate,
    value_judged, value_successes, value_success_rate
FROM delivery_metrics(unit = {unit:String}, zone = {zone:String}, from = {before:DateTime}, to = {to:DateTime})
WHERE scope_kind = 'value_stream'
ORDER BY value_stream, current
