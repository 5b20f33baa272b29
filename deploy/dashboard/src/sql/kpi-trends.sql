-- How did each KPI develop, in numbered steps of a period and, with negative numbers, of the period of equal length before it?
-- A KPI with source INCIDENTS is the share of minutes without an open MAJOR or CRITICAL incident, from the first minute with data.
WITH
    assumeNotNull(greatest({before:DateTime}, (SELECT min(minute) FROM outcome_minutes))) AS since,
    outages AS
    (
        -- An outage that starts before an earlier one has ended counts from that end on.
        SELECT
            stream,
            greatest(begin, max(end) OVER (PARTITION BY stream ORDER BY begin, end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS down_from,
            end AS down_to
        FROM
        (
            SELECT
                arrayJoin(value_streams) AS stream,
                greatest(since, toDateTime(toStartOfMinute(assumeNotNull(opened_at)), 'UTC')) AS begin,
                least({to:DateTime}, toDateTime(toStartOfMinute(assumeNotNull(coalesce(resolved_at, {to:DateTime})) + INTERVAL 59999 MILLISECOND), 'UTC')) AS end
            FROM latest_incidents
            WHERE environment = 'production' AND severity IN ('MAJOR', 'CRITICAL') AND opened_at < {to:DateTime}
                AND coalesce(resolved_at, {to:DateTime}) > since
        )
        WHERE begin < end
    ),
    down AS
    (
        SELECT
            stream,
            toInt32(arrayJoin(range(toInt32(floor(dateDiff('second', {from:DateTime}, down_from) / {step:UInt32})),
                toInt32(ceil(dateDiff('second', {from:DateTime}, down_to) / {step:UInt32}))))) AS place,
            sum(dateDiff('minute', greatest(down_from, {from:DateTime} + place * {step:UInt32}), least(down_to, {from:DateTime} + (place + 1) * {step:UInt32}))) AS minutes_down
        FROM outages
        WHERE down_from < down_to
        GROUP BY stream, place
    ),
    buckets AS
    (
        SELECT
            toInt32(arrayJoin(range(toInt32(floor(dateDiff('second', {from:DateTime}, since) / {step:UInt32})),
                toInt32(ceil(dateDiff('second', {from:DateTime}, {to:DateTime}) / {step:UInt32}))))) AS bucket,
            dateDiff('minute', greatest(since, {from:DateTime} + bucket * {step:UInt32}), least({to:DateTime}, {from:DateTime} + (bucket + 1) * {step:UInt32})) AS minutes
    )
SELECT
    value_stream,
    kpi,
    toInt32(floor(dateDiff('second', {from:DateTime}, hour) / {step:UInt32})) AS bucket,
    toFloat64(sum(o.numerator)) AS numerator,
    toFloat64(sum(o.denominator)) AS denominator
FROM outcomes_by_hour AS o
WHERE hour >= {before:DateTime} AND hour < {to:DateTime} AND ({stream:String} = '' OR value_stream = {stream:String})
GROUP BY value_stream, kpi, bucket
UNION ALL
SELECT value_stream, kpi, bucket, toFloat64(minutes - minutes_down) AS numerator, toFloat64(minutes) AS denominator
FROM
(
    SELECT value_stream, kpi
    FROM catalog_kpis FINAL
    WHERE source = 'INCIDENTS' AND revision = (SELECT max(revision) FROM catalog_kpis)
        AND ({stream:String} = '' OR value_stream = {stream:String})
) AS k
CROSS JOIN buckets
LEFT JOIN down ON stream = value_stream AND place = bucket
WHERE minutes > 0
