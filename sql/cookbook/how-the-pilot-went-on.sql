-- How did the effect of adopting the integrated process go on, four weeks at a time?
-- BEFORE: the same estimate at a date at which nothing was adopted, the last twelve weeks before the adoption against earlier ones; an effect
-- there says that the KPI moves by itself. p is not adjusted.
SELECT adopter, adopted_at, kpi, part, weeks_after AS weeks, round(effect, 4) AS difference, round(low, 4) AS diff_low, round(high, 4) AS diff_high,
       round(p, 4) AS p, round(impact, 2) AS impact
FROM adoption_paths
WHERE effect IS NOT NULL AND part != 'WEEKS_1_TO_12'
ORDER BY adopted_at, adopter, kpi, part
