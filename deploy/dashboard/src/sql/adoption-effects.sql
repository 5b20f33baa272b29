-- What was the effect of adopting the integrated process on a KPI, net of the value streams that had not adopted it?
SELECT adopter, kpi, compared_with, weeks_before, weeks_after, effect, low, high, p
FROM adoption_effects
ORDER BY adopted_at, adopter, kpi
