-- Which team's changes improve which value stream?
-- Share of a team's measured changes that improved a KPI of the value stream and degraded none, with its 95 % interval (Wilson 1927).
SELECT team, value_stream, count() AS measured, countIf(business_result = 'IMPROVED') AS improved_count,
       countIf(business_result IN ('DEGRADED', 'MIXED')) AS degraded_count, round(improved_count / measured, 3) AS improved_share,
       round((improved_count + 1.96 * 1.96 / 2 - 1.96 * sqrt(improved_count * (measured - improved_count) / measured + 1.96 * 1.96 / 4))
             / (measured + 1.96 * 1.96), 3) AS low,
       round((improved_count + 1.96 * 1.96 / 2 + 1.96 * sqrt(improved_count * (measured - improved_count) / measured + 1.96 * 1.96 / 4))
             / (measured + 1.96 * 1.96), 3) AS high
FROM change_summary
WHERE final AND business_result != 'INSUFFICIENT_DATA'
GROUP BY team, value_stream
ORDER BY value_stream, improved_count / measured DESC, team
