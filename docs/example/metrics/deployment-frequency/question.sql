-- Deployments that went live in production, per day of the period: 2 in a week of 7 days.
SELECT period, deployments, live_deployments, days, round(frequency, 4) AS frequency
FROM dora(unit = 'week', zone = 'UTC') WHERE scope_kind = 'all'
