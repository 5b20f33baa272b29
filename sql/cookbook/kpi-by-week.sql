-- How did a KPI of a value stream develop, week by week?
-- stream = course-delivery: id of a value stream
-- kpi = participation: id of a KPI
SELECT toStartOfWeek(minute, 1) AS week, toFloat64(sum(numerator)) / nullIf(toFloat64(sum(denominator)), 0) AS value, sum(events) AS counted
FROM outcomes
WHERE value_stream = {stream:String} AND kpi = {kpi:String}
GROUP BY week
ORDER BY week
