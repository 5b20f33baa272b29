-- How many of the changes that went live had which result, for each value stream? share is of the changes with a result.
SELECT
    value_stream,
    business_result,
    count() AS changes,
    countIf(NOT final) AS not_final,
    if(business_result = 'INSUFFICIENT_DATA', NULL,
        changes / sumIf(count(), business_result != 'INSUFFICIENT_DATA') OVER (PARTITION BY value_stream)) AS share
FROM change_summary
WHERE live_at >= {from:DateTime} AND live_at < {to:DateTime}
GROUP BY value_stream, business_result
ORDER BY value_stream, business_result
