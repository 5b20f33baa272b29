-- Which changes took longest, and how much of that time was active work?
-- limit = 20: rows at most
SELECT change_id, service, team, deployed_at, round(flow_seconds / 3600, 1) AS hours, round(active_seconds / nullIf(flow_seconds, 0), 3) AS worked_share,
       hand_overs
FROM change_flow
ORDER BY flow_seconds DESC, change_id
LIMIT {limit:UInt32}
