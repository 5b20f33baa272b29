-- What changed in a value stream when it adopted the integrated process, and in the others meanwhile?
SELECT adopter, adopted_at, kpi, value_stream, adopted_by_then, round(before, 4) AS before_90_days, round(after, 4) AS after_90_days, round(difference, 4) AS relative
FROM adoption_kpis
ORDER BY adopted_at, adopter, kpi, value_stream != adopter, value_stream
