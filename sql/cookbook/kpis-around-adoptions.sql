-- How did each KPI go in the 90 days before and after an adoption, in every value stream?
-- Seasons are not taken out; what-the-pilot-changed estimates what the adoption did.
SELECT adopter, adopted_at, kpi, value_stream, adopted_by_then, round(before, 4) AS before_90_days, round(after, 4) AS after_90_days,
       round(difference, 4) AS relative
FROM adoption_kpis
ORDER BY adopted_at, adopter, kpi, value_stream != adopter, value_stream
