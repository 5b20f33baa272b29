-- What was the delivery performance in a period and in the period of equal length before it?
SELECT
    value_stream,
    toBool(deployed_at >= {from:DateTime}) AS current,
    count() AS deployments,
    countIf(live) AS live_deployments,
    countIf(lead_seconds IS NOT NULL) AS lead_changes,
    if(lead_changes = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(lead_seconds), lead_seconds IS NOT NULL)) AS lead_median,
    countIf(failed) AS failed_deployments,
    countIf(recovery_seconds IS NOT NULL) AS recovered,
    if(recovered = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(recovery_seconds), recovery_seconds IS NOT NULL)) AS recovery_median,
    countIf(rework) AS rework_deployments,
    countIf(value_success IS NOT NULL) AS value_judged,
    countIf(value_success) AS value_successes
FROM deployments
ARRAY JOIN value_streams AS value_stream
WHERE deployed_at >= {before:DateTime} AND deployed_at < {to:DateTime}
GROUP BY value_stream, current
ORDER BY value_stream, current
