-- What was each KPI in a period and in the period of equal length before it, and in numbered steps of both (negative: before)?
SELECT
    value_stream,
    kpi,
    sumIf(numerator, bucket >= 0) / nullIf(sumIf(denominator, bucket >= 0), 0) AS now,
    sumIf(numerator, bucket < 0) / nullIf(sumIf(denominator, bucket < 0), 0) AS before,
    now / nullIf(before, 0) - 1 AS difference,
    arraySort(groupArray((bucket, s.numerator / nullIf(s.denominator, 0)))) AS points
FROM
(
    SELECT
        value_stream,
        kpi,
        toInt32(floor(dateDiff('second', {from:DateTime}, hour) / {step:UInt32})) AS bucket,
        toFloat64(sum(o.numerator)) AS numerator,
        toFloat64(sum(o.denominator)) AS denominator
    FROM outcomes_by_hour AS o
    WHERE hour >= {before:DateTime} AND hour < {to:DateTime} AND ({stream:String} = '' OR value_stream = {stream:String})
    GROUP BY value_stream, kpi, bucket
) AS s
GROUP BY value_stream, kpi
