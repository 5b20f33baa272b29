-- How did a KPI develop around a change, in steps of hours? For observation windows of weeks.
-- per_minute is the volume of what the KPI counts.
SELECT
    toStartOfInterval(hour, toIntervalSecond({step:UInt32})) AS at,
    toFloat64(sum(o.numerator)) / nullIf(toFloat64(sum(o.denominator)), 0) AS value,
    toFloat64(sum(o.denominator)) / ({step:UInt32} / 60) AS per_minute
FROM outcomes_by_hour AS o
WHERE value_stream = {stream:String} AND kpi = {kpi:String} AND hour >= {from:DateTime} AND hour < {to:DateTime}
GROUP BY at
ORDER BY at
