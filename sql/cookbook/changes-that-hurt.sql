-- Which changes degraded a KPI most?
-- kpi = course-completion: id of a KPI
-- limit = 20: rows at most
-- One row per change and value stream: the longest horizon at which the change degraded the KPI.
SELECT change_id, service, team, value_stream, live_at, horizon_seconds / 3600 AS hours, round(effect, 4) AS effect, round(low, 4) AS low,
       round(high, 4) AS high, p_adjusted, confounded, confounders
FROM
(
    SELECT *
    FROM latest_effects
    WHERE kpi = {kpi:String} AND verdict = 'DEGRADED' AND status != 'PROVISIONAL'
    ORDER BY horizon_seconds DESC
    LIMIT 1 BY change_id, value_stream
) AS e
ORDER BY if(e.direction = 'HIGHER_IS_BETTER', e.effect, -e.effect) ASC, change_id, value_stream
LIMIT {limit:UInt32}
