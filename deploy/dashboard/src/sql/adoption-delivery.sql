-- How did delivery change when a value stream adopted the integrated change process?
SELECT adopter, assumeNotNull(a.adopted_at) AS adopted_at, value_stream, adopted_by_then, deployments_before, deployments_after, failed_before, failed_after, fail_rate_before, fail_rate_after
FROM adoption_delivery AS a
ORDER BY adopted_at, adopter, value_stream = adopter DESC, value_stream
