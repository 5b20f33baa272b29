-- Deployments to production; the tags are the type of the change and what it did to the value streams that it serves.
SELECT
    d.deployed_at AS time,
    concat(d.change_id, ' on ', d.service) AS title,
    concat(if(d.failed, toString(d.failure), 'live'), ', team ', d.team) AS text,
    arrayConcat([toString(d.change_type)], s.results) AS tags
FROM changelens.deployments AS d
LEFT JOIN
(
    SELECT change_id, groupUniqArray(toString(business_result)) AS results
    FROM changelens.change_summary
    GROUP BY change_id
) AS s ON s.change_id = d.change_id
WHERE $__timeFilter(d.deployed_at)
ORDER BY time
LIMIT 1000
