-- How did a KPI develop around a change, in steps of hours? For observation windows of weeks.
SELECT toStartOfInterval(hour, toIntervalSecond({step:UInt32})) AS at, toFloat64(sum(o.numerator)) AS numerator, toFloat64(sum(o.denominator)) AS denominator
FROM outcomes_by_hour AS o
WHERE value_stream = {stream:String} AND kpi = {kpi:String} AND hour >= {from:DateTime} AND hour < {to:DateTime}
GROUP BY at
ORDER BY at
