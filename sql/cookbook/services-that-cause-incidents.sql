-- Whose changes cause incidents, beside how often they change?
-- limit = 20: rows at most
SELECT d.service AS service, count() AS deployments, countIf(d.failure = 'INCIDENT') AS caused_incidents,
       round(caused_incidents / deployments, 3) AS share
FROM deployments AS d
GROUP BY service
ORDER BY caused_incidents DESC, deployments DESC, service
LIMIT {limit:UInt32}
