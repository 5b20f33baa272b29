-- Unplanned repairs among the deployments: those that remediate an incident or roll back another change.
SELECT deployments, rework_deployments, round(rework_rate, 4) AS rework_rate
FROM dora(unit = 'month', zone = 'UTC') WHERE scope_kind = 'all'
