-- Which changes degraded a KPI most?
-- kpi = course-completion: id of a KPI
-- limit = 20: rows at most
-- One row per change and value stream, at the headline horizon of the KPI (docs/method.md), if that is final.
SELECT change_id, service, team, value_stream, live_at, horizon_seconds / 3600 AS hours, round(effect, 4) AS effect,
       round(e.low_adjusted, 4) AS low_adjusted, round(e.high_adjusted, 4) AS high_adjusted, p_adjusted, confounded, confounders
FROM headline_effects AS e
WHERE kpi = {kpi:String} AND verdict = 'DEGRADED' AND status != 'PROVISIONAL'
ORDER BY if(e.direction = 'HIGHER_IS_BETTER', e.effect, -e.effect) ASC, change_id, value_stream
LIMIT {limit:UInt32}
