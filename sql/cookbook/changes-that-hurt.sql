-- Which changes hurt a KPI most?
-- kpi = course-completion: id of a KPI
-- limit = 20: rows at most
SELECT change_id, service, team, value_stream, live_at, horizon_seconds / 3600 AS hours, round(effect, 4) AS effect, round(low, 4) AS low,
       round(high, 4) AS high, p_adjusted, confounded, confounders
FROM latest_effects
WHERE kpi = {kpi:String} AND verdict = 'DEGRADED' AND maturity != 'PROVISIONAL'
ORDER BY if(direction = 'HIGHER_IS_BETTER', effect, -effect) ASC, change_id, value_stream, horizon_seconds
LIMIT {limit:UInt32}
