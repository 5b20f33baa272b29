-- Deployments that went live in production, per observed day: 2 in a week of 7 days. The next week has no deployment and is not over: the
-- newest event is of Tuesday, so 2 of its days are observed.
SELECT period, complete, deployments, live_deployments, days, observed_days, round(frequency, 4) AS frequency
FROM dora(unit = 'week', zone = 'UTC') WHERE scope_kind = 'all' ORDER BY period
