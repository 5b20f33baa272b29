-- Do weeks with more changes do worse, and how many weeks later?
-- Spearman's correlation of a week's deployments with the share of failed ones, that many weeks later.
WITH weeks AS
(
    SELECT toStartOfWeek(deployed_at, 1) AS week, count() AS changes, countIf(failed) / count() AS failed_share
    FROM deployments
    GROUP BY week
)
SELECT lag, count() AS weeks, round(rankCorr(b.changes, a.failed_share), 3) AS correlation,
       round(tanh(atanh(correlation) - 1.96 * sqrt((1 + correlation * correlation / 2) / (weeks - 3))), 3) AS low,
       round(tanh(atanh(correlation) + 1.96 * sqrt((1 + correlation * correlation / 2) / (weeks - 3))), 3) AS high
FROM (SELECT *, arrayJoin([0, 1, 2, 3, 4]) AS lag FROM weeks) AS b
INNER JOIN weeks AS a ON a.week = b.week + lag * 7
GROUP BY lag
HAVING weeks > 3
ORDER BY lag
