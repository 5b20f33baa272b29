-- How did a KPI develop around a change, in steps of minutes? For observation windows of days.
SELECT toStartOfInterval(minute, toIntervalSecond({step:UInt32})) AS at, toFloat64(sum(o.numerator)) AS numerator, toFloat64(sum(o.denominator)) AS denominator
FROM outcomes AS o
WHERE value_stream = {stream:String} AND kpi = {kpi:String} AND minute >= {from:DateTime} AND minute < {to:DateTime}
GROUP BY at
ORDER BY at
