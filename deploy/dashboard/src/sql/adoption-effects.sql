-- What was the effect of adopting the integrated process on a KPI, net of the value streams that had not adopted it?
SELECT adopter, kpi, compared_with, weeks_before, weeks_after, effect, low, high, least_found, impact, impact_low, impact_high, lacks,
    path_parts, path_effects, path_lows, path_highs
FROM adoption_effects
ORDER BY adopted_at, adopter, kpi
