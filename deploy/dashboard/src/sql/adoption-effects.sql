-- What did adopting the integrated process do to a KPI, less what value streams went through that had not adopted it?
SELECT adopter, kpi, compared_with, weeks_before, weeks_after, effect, low, high, p
FROM adoption_effects
ORDER BY adopted_at, adopter, kpi
