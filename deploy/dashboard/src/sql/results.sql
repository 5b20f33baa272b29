-- How many of the changes that went live had which result, for each value stream?
SELECT value_stream, business_result, count() AS changes, countIf(NOT final) AS not_final
FROM change_summary
WHERE live_at >= {from:DateTime} AND live_at < {to:DateTime}
GROUP BY value_stream, business_result
ORDER BY value_stream, business_result
