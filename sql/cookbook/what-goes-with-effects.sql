-- Which traits of changes, such as size, lead time or collisions, correlate with their effects?
-- stream = : id of a value stream; empty for all
-- zone = UTC: time zone of office hours
-- One row per trait: Spearman's rank correlation with the benefit of a change, its 95 % interval and p-values (docs/delivery.md).
SELECT trait, n, round(correlation, 3) AS correlation, round(low, 3) AS low, round(high, 3) AS high, p, p_adjusted
FROM trait_correlations(from = '1971-01-01 00:00:00', to = '2106-01-01 00:00:00', stream = {stream:String}, zone = {zone:String})
ORDER BY p, trait
