-- How did each KPI go, in steps from the beginning of a time and, with negative numbers, over as long a time before it?
SELECT
    value_stream,
    kpi,
    toInt32(floor(dateDiff('second', {from:DateTime}, hour) / {step:UInt32})) AS bucket,
    toFloat64(sum(numerator)) AS above,
    toFloat64(sum(denominator)) AS below
FROM outcomes_by_hour
WHERE hour >= {before:DateTime} AND hour < {to:DateTime} AND ({stream:String} = '' OR value_stream = {stream:String})
GROUP BY value_stream, kpi, bucket
ORDER BY value_stream, kpi, bucket
