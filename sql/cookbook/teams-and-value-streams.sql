-- Which team's changes help which value stream?
SELECT team, value_stream, count() AS measured, countIf(business_result = 'IMPROVED') AS improved_count,
       countIf(business_result IN ('DEGRADED', 'MIXED')) AS degraded_count, round(improved_count / measured, 3) AS improved_share
FROM change_summary
WHERE final AND business_result != 'INSUFFICIENT_DATA'
GROUP BY team, value_stream
ORDER BY value_stream, improved_share DESC, team
