-- What did adopting the integrated process change in a value stream, compared with those that had not adopted it?
-- Over the nearest twelve whole weeks with data before and after the adoption: the KPI's own change, its change in the compared value
-- streams over the same weeks, and the difference of the two with its 95 % interval (four weeks make one observation). If no other value
-- stream has the KPI, compared_with is empty, and the effect may include a season. p is adjusted for the number of KPIs (Benjamini and
-- Hochberg 1995).
SELECT adopter, adopted_at, kpi, compared_with, weeks_before, weeks_after, round(before, 4) AS value_before, round(after, 4) AS value_after,
       round(own_difference, 4) AS own, if(empty(compared_with), NULL, round(their_difference, 4)) AS theirs, round(effect, 4) AS difference,
       round(low, 4) AS diff_low, round(high, 4) AS diff_high, p,
       min(p * tried / place) OVER (PARTITION BY adopter ORDER BY place DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_adjusted
FROM
(
    SELECT *, row_number() OVER (PARTITION BY adopter ORDER BY p, kpi) AS place, count() OVER (PARTITION BY adopter) AS tried
    FROM adoption_effects
)
ORDER BY adopted_at, adopter, kpi
