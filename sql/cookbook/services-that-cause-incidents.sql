-- Whose changes cause incidents, beside how often they change?
-- limit = 20: rows at most
-- An incident in production counts for a change that is its cause with a weight of 0.5 or more, also if that change failed itself.
SELECT service, count() AS deployments, countIf(change_id IN (
           SELECT change_id FROM attributed_changes WHERE weight >= 0.5 AND severity != 'NONE')) AS caused_incidents,
       round(caused_incidents / deployments, 3) AS share
FROM deployments
GROUP BY service
ORDER BY caused_incidents DESC, deployments DESC, service
LIMIT {limit:UInt32}
