-- What was the delivery performance in a period and, of halves, in the period of equal length before it? A difference is to the latter.
-- delivery_metrics_of rather than delivery_metrics, which is one more view to plan.
SELECT
    scope AS value_stream, toBool(ends_at = {to:DateTime}) AS current, complete, days, observed_days, deployments, live_deployments, frequency,
    lead_changes, lead_reversed, lead_median, failed_deployments, fail_rate, recovered, recovery_reversed, recovery_median, rework_deployments, rework_rate,
    value_judged, value_successes, value_success_rate,
    frequency / nullIf(lagInFrame(frequency) OVER earlier, 0) - 1 AS frequency_difference,
    lead_median / nullIf(lagInFrame(lead_median) OVER earlier, 0) - 1 AS lead_difference,
    fail_rate / nullIf(lagInFrame(fail_rate) OVER earlier, 0) - 1 AS fail_rate_difference,
    recovery_median / nullIf(lagInFrame(recovery_median) OVER earlier, 0) - 1 AS recovery_difference,
    rework_rate / nullIf(lagInFrame(rework_rate) OVER earlier, 0) - 1 AS rework_rate_difference,
    value_success_rate / nullIf(lagInFrame(value_success_rate) OVER earlier, 0) - 1 AS value_success_rate_difference
FROM delivery_metrics_of(unit = {unit:String}, zone = {zone:String}, from = {before:DateTime}, to = {to:DateTime}, streams = [])
WHERE scope_kind = 'value_stream'
WINDOW earlier AS (PARTITION BY scope ORDER BY starts_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
ORDER BY value_stream, current
