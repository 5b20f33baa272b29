-- Which services have changes that cause incidents, and how many deployments?
-- limit = 20: rows at most
-- A deployment counts as a cause if its weight is 0.5 or more for an incident in production, even if the deployment itself failed.
SELECT service, count() AS deployments, countIf(change_id IN (
           SELECT change_id FROM attributed_changes WHERE weight >= 0.5 AND severity != 'NONE')) AS caused_incidents,
       round(caused_incidents / deployments, 3) AS share
FROM deployments
GROUP BY service
ORDER BY caused_incidents DESC, deployments DESC, service
LIMIT {limit:UInt32}
