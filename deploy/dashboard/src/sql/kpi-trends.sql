-- How did each KPI develop, in numbered steps of a period and, with negative numbers, of the period of equal length before it?
SELECT
    value_stream,
    kpi,
    toInt32(floor(dateDiff('second', {from:DateTime}, hour) / {step:UInt32})) AS bucket,
    toFloat64(sum(o.numerator)) AS numerator,
    toFloat64(sum(o.denominator)) AS denominator
FROM outcomes_by_hour AS o
WHERE hour >= {before:DateTime} AND hour < {to:DateTime} AND ({stream:String} = '' OR value_stream = {stream:String})
GROUP BY value_stream, kpi, bucket
