-- What was each KPI in the 90 days before and after an adoption, in every value stream?
-- Not adjusted for seasons; what-the-pilot-changed estimates the effect of the adoption.
SELECT adopter, adopted_at, kpi, value_stream, adopted_by_then, round(before, 4) AS before_90_days, round(after, 4) AS after_90_days,
       round(difference, 4) AS relative
FROM adoption_kpis
ORDER BY adopted_at, adopter, kpi, value_stream != adopter, value_stream
