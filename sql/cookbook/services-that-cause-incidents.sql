-- Which services have changes that cause incidents, and how many deployments?
-- limit = 20: rows at most
-- A deployment causes an incident in production if its weight is at least that of all else together, even if the deployment itself failed.
SELECT service, count() AS deployments, countIf(change_id IN (SELECT change_id FROM caused_incidents)) AS caused_incidents,
       round(caused_incidents / deployments, 3) AS share
FROM production_changes
GROUP BY service
ORDER BY caused_incidents DESC, deployments DESC, service
LIMIT {limit:UInt32}
