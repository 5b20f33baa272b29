-- What were the largest effects of the last weeks?
-- limit = 20: rows at most
SELECT week, value_stream, rank, change_id, service, team, kpi, horizon_seconds / 3600 AS hours, status, verdict, round(effect, 4) AS effect,
       confounded
FROM biggest_effects_by_week
WHERE rank <= 3
ORDER BY week DESC, value_stream, rank
LIMIT {limit:UInt32}
