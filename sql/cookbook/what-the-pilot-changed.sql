-- What did adopting the integrated process change in a value stream, compared with those that had not adopted it?
-- Twelve whole weeks with data after the adoption against up to 26 before. own and theirs: mean change of the KPI and of the compared value
-- streams, difference: the effect with its 95 % interval, in the KPI's units as impact. An effect of least_found would be found four times in
-- five. lacks: NO_COMPARISON (no other value stream has the KPI, so the effect may include a season), FEW_WEEKS_BEFORE, FEW_WEEKS_AFTER (than
-- twelve), UNSTABLE_BEFORE (an effect is found at a date at which nothing was adopted), IMPRECISE (least_found is above 25 %). p is adjusted
-- for the number of KPIs (Benjamini and Hochberg 1995).
SELECT adopter, adopted_at, kpi, compared_with, weeks_before, weeks_after, round(before, 4) AS value_before, round(after, 4) AS value_after,
       round(own_difference, 4) AS own, round(their_difference, 4) AS theirs, round(effect, 4) AS difference,
       round(low, 4) AS diff_low, round(high, 4) AS diff_high, round(least_found, 4) AS least_found, round(impact, 2) AS impact,
       round(impact_low, 2) AS impact_low, round(impact_high, 2) AS impact_high, lacks, round(p, 4) AS p,
       round(min(p * tried / place) OVER (PARTITION BY adopter ORDER BY place DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 4) AS p_adjusted
FROM
(
    SELECT *, row_number() OVER (PARTITION BY adopter ORDER BY p NULLS LAST, kpi) AS place, count(p) OVER (PARTITION BY adopter) AS tried
    FROM adoption_effects
)
ORDER BY adopted_at, adopter, kpi
