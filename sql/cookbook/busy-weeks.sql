-- Are weeks with more changes followed by worse results, and how many weeks later?
-- stream = course-delivery: id of a value stream
-- Spearman's rank correlation (ties share their mean rank) of the number of deployments for the value stream in a week with the results of
-- the same week and of one to four weeks later: share of failed deployments, incidents, and each KPI (signed so that more is worse).
-- Whole weeks (from Monday, UTC) between the first and the last deployment; weeks without a deployment count as 0.
-- Neighbouring weeks are autocorrelated. The interval (Bonett and Wright 2000) and the p-value therefore use the effective number of
-- independent weeks, n (1 - ab) / (1 + ab), with the lag-1 autocorrelations a and b of both series (Bartlett 1935). p is adjusted for the
-- number of lags and measures (Benjamini and Hochberg 1995). Terms influence both series, so a correlation proves no cause.
WITH deployed AS
(
    SELECT toStartOfWeek(deployed_at, 1) AS week, failed FROM deployments WHERE has(value_streams, {stream:String})
),
weeks AS
(
    SELECT toDate(arrayJoin(range(toUInt16(min(week) + 7), toUInt16(max(week)), 7))) AS week FROM deployed
),
busy AS
(
    SELECT w.week AS week, countIf(d.week = w.week) AS changes, countIf(d.week = w.week AND d.failed) AS failures
    FROM weeks AS w
    LEFT JOIN deployed AS d ON d.week = w.week
    GROUP BY w.week
),
incidents_by_week AS
(
    SELECT toStartOfWeek(began_at, 1) AS week, count() AS incidents
    FROM latest_incidents
    WHERE production AND severity != 'NONE' AND has(value_streams, {stream:String})
    GROUP BY week
),
kpis AS
(
    SELECT kpi, direction = 'HIGHER_IS_BETTER' AS higher
    FROM catalog_kpis FINAL
    WHERE value_stream = {stream:String} AND revision = (SELECT max(revision) FROM catalog_kpis)
),
bad AS
(
    SELECT week, 'failed deployments' AS measure, failures / changes AS badness FROM busy WHERE changes > 0
    UNION ALL
    SELECT w.week AS week, 'incidents' AS measure, toFloat64(i.incidents) AS badness
    FROM weeks AS w
    LEFT JOIN incidents_by_week AS i ON i.week = w.week
    UNION ALL
    SELECT toStartOfWeek(o.minute, 1) AS week, toString(o.kpi) AS measure,
           if(any(k.higher), -1, 1) * toFloat64(sum(o.numerator)) / toFloat64(sum(o.denominator)) AS badness
    FROM outcomes AS o
    INNER JOIN kpis AS k ON k.kpi = o.kpi
    WHERE o.value_stream = {stream:String}
    GROUP BY week, measure
    HAVING sum(o.denominator) > 0
),
ranks AS
(
    SELECT measure, lag, week,
           rank() OVER (PARTITION BY measure, lag ORDER BY changes) + (count() OVER (PARTITION BY measure, lag, changes) - 1) / 2 AS x,
           rank() OVER (PARTITION BY measure, lag ORDER BY badness) + (count() OVER (PARTITION BY measure, lag, badness) - 1) / 2 AS y
    FROM
    (
        SELECT a.measure AS measure, b.lag AS lag, b.week AS week, b.changes AS changes, a.badness AS badness
        FROM (SELECT week, changes, arrayJoin([0, 1, 2, 3, 4]) AS lag, week + 7 * lag AS later FROM busy) AS b
        INNER JOIN bad AS a ON a.week = b.later
        WHERE a.week IN (SELECT week FROM weeks)
    )
),
correlations AS
(
    SELECT measure, lag, count() AS weeks, corrStable(x, y) AS r,
           corrStableIf(x, x_before, place > 1) AS a, corrStableIf(y, y_before, place > 1) AS b,
           weeks * least(1, (1 - a * b) / (1 + a * b)) AS worth,
           sqrt((1 + r * r / 2) / (worth - 3)) AS error,
           erfc(abs(atanh(r)) / error / sqrt(2)) AS p
    FROM
    (
        SELECT *, lagInFrame(x) OVER w AS x_before, lagInFrame(y) OVER w AS y_before, row_number() OVER w AS place
        FROM ranks
        WINDOW w AS (PARTITION BY measure, lag ORDER BY week ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    )
    GROUP BY measure, lag
    HAVING worth >= 6 AND uniqExact(x) > 1 AND uniqExact(y) > 1
)
SELECT measure, lag, weeks, round(worth, 1) AS independent_weeks, round(r, 3) AS correlation, round(tanh(atanh(r) - 1.96 * error), 3) AS low,
       round(tanh(atanh(r) + 1.96 * error), 3) AS high, p,
       min(p * tried / place) OVER (ORDER BY place DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_adjusted
FROM (SELECT *, row_number() OVER (ORDER BY p, measure, lag) AS place, count() OVER () AS tried FROM correlations)
ORDER BY measure, lag
