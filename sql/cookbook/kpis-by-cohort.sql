-- What is each KPI over all time, by value stream and cohort?
SELECT value_stream, kpi, cohort, sum(numerator) AS numerator, sum(denominator) AS denominator,
       round(toFloat64(numerator) / nullIf(toFloat64(denominator), 0), 3) AS value
FROM outcomes
GROUP BY value_stream, kpi, cohort
ORDER BY value_stream, kpi, cohort
