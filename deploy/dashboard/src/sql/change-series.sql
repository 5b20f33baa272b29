-- How did a KPI develop around a change, in steps of minutes? For observation windows of days.
-- per_minute is the volume of what the KPI counts.
SELECT
    toStartOfInterval(minute, toIntervalSecond({step:UInt32})) AS at,
    toFloat64(sum(o.numerator)) / nullIf(toFloat64(sum(o.denominator)), 0) AS value,
    toFloat64(sum(o.denominator)) / ({step:UInt32} / 60) AS per_minute
FROM outcomes AS o
WHERE value_stream = {stream:String} AND kpi = {kpi:String} AND minute >= {from:DateTime} AND minute < {to:DateTime}
GROUP BY at
ORDER BY at
