-- Which traits of changes correlate with their effects?
-- SELECT * FROM trait_correlations(from = '2026-01-01 00:00:00', to = '2026-07-01 00:00:00', stream = '', zone = 'Asia/Shanghai')
-- Over the changes that went live in [from, to), on one value stream or on all ('').
--
-- Spearman's rank correlation (ties share their mean rank) of a trait with the benefit of a change: the mean effect over its KPIs, each at
-- its headline horizon once that is final, in units of the material effect, positive for better. With the 95 % interval (Bonett and Wright
-- 2000) and the p-value (normal approximation), also adjusted for the number of traits (Benjamini and Hochberg 1995).
--
-- Hours of the day are cyclic (23:00 is next to 0:00), so their ranks are meaningless. The trait out_of_hours is used instead: whether the
-- change became live outside Monday to Friday, 8:00 to 18:00 in the time zone. A circular-linear correlation (Mardia 1976) would use all 24
-- hours, but has no sign: it cannot say whether there is more benefit or less, nor at which hours.
CREATE OR REPLACE VIEW trait_correlations AS
WITH effects AS
(
    SELECT change_id, any(live_at) AS live_at, sum(material_benefit) / sum(measured) AS benefit
    FROM change_summary AS s
    WHERE measured > 0 AND s.live_at >= {from:DateTime('UTC')} AND s.live_at < {to:DateTime('UTC')}
        AND ({stream:String} = '' OR value_stream = {stream:String})
    GROUP BY change_id
),
traits AS
(
    SELECT e.benefit AS benefit, pair.1 AS trait, assumeNotNull(pair.2) AS value
    FROM effects AS e
    INNER JOIN
    (
        SELECT change_id, commits, lines_added, lines_removed, collaborating_teams, change_type, lead_seconds FROM changes FINAL
    ) AS c ON c.change_id = e.change_id
    LEFT JOIN (SELECT change_id, waiting_seconds FROM change_flow) AS f ON f.change_id = e.change_id
    ARRAY JOIN [
        ('commits', toNullable(toFloat64(c.commits))),
        ('lines', toNullable(toFloat64(c.lines_added + c.lines_removed))),
        ('lead_time', toNullable(toFloat64(c.lead_seconds))),
        ('waiting', if(f.change_id = '', NULL, toNullable(toFloat64(f.waiting_seconds)))),
        ('out_of_hours', toNullable(toFloat64(
            toDayOfWeek(e.live_at, 0, {zone:String}) > 5 OR toHour(e.live_at, {zone:String}) NOT BETWEEN 8 AND 17))),
        ('teams', toNullable(toFloat64(1 + length(c.collaborating_teams)))),
        ('emergency', toNullable(toFloat64(c.change_type = 'EMERGENCY'))),
        ('standard', toNullable(toFloat64(c.change_type = 'STANDARD'))),
        ('collision', toNullable(toFloat64(e.change_id IN (SELECT change_id FROM collisions WHERE state = 'CONFIRMED'))))
    ] AS pair
    WHERE pair.2 IS NOT NULL
),
ranked AS
(
    SELECT
        trait,
        rank() OVER (PARTITION BY trait ORDER BY value)
            + (count() OVER (PARTITION BY trait ORDER BY value RANGE BETWEEN CURRENT ROW AND CURRENT ROW) - 1) / 2 AS value_rank,
        rank() OVER (PARTITION BY trait ORDER BY benefit)
            + (count() OVER (PARTITION BY trait ORDER BY benefit RANGE BETWEEN CURRENT ROW AND CURRENT ROW) - 1) / 2 AS benefit_rank
    FROM traits
),
tested AS
(
    SELECT
        trait,
        count() AS n,
        greatest(-1, least(1, corrStable(value_rank, benefit_rank))) AS r,
        sqrt((1 + r * r / 2) / (n - 3)) AS error,
        erfc(abs(atanh(r)) / error / sqrt(2)) AS p
    FROM ranked
    GROUP BY trait
    HAVING n >= 10 AND uniqExact(value_rank) > 1 AND uniqExact(benefit_rank) > 1
)
SELECT
    trait,
    n,
    r AS correlation,
    tanh(atanh(r) - 1.96 * error) AS low,
    tanh(atanh(r) + 1.96 * error) AS high,
    p,
    min(p * tried / place) OVER (ORDER BY place DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_adjusted
FROM (SELECT *, row_number() OVER (ORDER BY p, trait) AS place, count() OVER () AS tried FROM tested)
ORDER BY p, trait;
