-- Do size, lead time, waiting, type, time of day, number of teams or collisions correlate with the effects of changes?
-- zone = UTC: time zone of office hours
-- Spearman's rank correlation (ties share their mean rank) of a trait with the benefit of a change: the mean effect over its KPIs, each at
-- its longest measured horizon, in units of the material effect, positive for better. With the 95 % interval (Bonett and Wright 2000) and
-- the p-value (normal approximation), also adjusted for the number of traits (Benjamini and Hochberg 1995).
-- Hours of the day are cyclic (23:00 is next to 0:00), so their ranks are meaningless. The trait "out of hours" is used instead: whether the
-- change became live outside Monday to Friday, 8:00 to 18:00.
WITH effects AS
(
    SELECT change_id, avg(benefit) AS benefit
    FROM
    (
        SELECT change_id, value_stream, kpi, argMax(if(direction = 'HIGHER_IS_BETTER', effect, -effect) / material_effect, horizon_seconds) AS benefit
        FROM latest_effects
        WHERE insufficient = '' AND status != 'PROVISIONAL'
        GROUP BY change_id, value_stream, kpi
    )
    GROUP BY change_id
),
traits AS
(
    SELECT e.benefit AS benefit, pair.1 AS trait, assumeNotNull(pair.2) AS value
    FROM effects AS e
    INNER JOIN latest_changes AS c ON c.change_id = e.change_id
    INNER JOIN deployments AS d ON d.change_id = e.change_id
    LEFT JOIN change_flow AS f ON f.change_id = e.change_id
    ARRAY JOIN [
        ('commits', toNullable(toFloat64(c.commits))),
        ('lines', toNullable(toFloat64(c.lines_added + c.lines_removed))),
        ('lead time', toNullable(toFloat64(d.lead_seconds))),
        ('waiting', if(f.change_id = '', NULL, toNullable(toFloat64(f.waiting_seconds)))),
        ('out of hours', toNullable(toFloat64(toDayOfWeek(d.deployed_at, 0, {zone:String}) > 5 OR toHour(d.deployed_at, {zone:String}) NOT BETWEEN 8 AND 17))),
        ('teams', toNullable(toFloat64(1 + length(c.collaborating_teams)))),
        ('emergency', toNullable(toFloat64(c.change_type = 'EMERGENCY'))),
        ('standard', toNullable(toFloat64(c.change_type = 'STANDARD'))),
        ('collision', toNullable(toFloat64(e.change_id IN (SELECT change_id FROM collisions WHERE state = 'CONFIRMED'))))
    ] AS pair
    WHERE pair.2 IS NOT NULL
),
ranks AS
(
    SELECT trait,
           rank() OVER (PARTITION BY trait ORDER BY value) + (count() OVER (PARTITION BY trait, value) - 1) / 2 AS x,
           rank() OVER (PARTITION BY trait ORDER BY benefit) + (count() OVER (PARTITION BY trait, benefit) - 1) / 2 AS y
    FROM traits
),
tested AS
(
    SELECT trait, count() AS n, corrStable(x, y) AS r, sqrt((1 + r * r / 2) / (n - 3)) AS error, erfc(abs(atanh(r)) / error / sqrt(2)) AS p
    FROM ranks
    GROUP BY trait
    HAVING n >= 10 AND uniqExact(x) > 1 AND uniqExact(y) > 1
)
SELECT trait, n, round(r, 3) AS correlation, round(tanh(atanh(r) - 1.96 * error), 3) AS low, round(tanh(atanh(r) + 1.96 * error), 3) AS high, p,
       min(p * tried / place) OVER (ORDER BY place DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p_adjusted
FROM (SELECT *, row_number() OVER (ORDER BY p, trait) AS place, count() OVER () AS tried FROM tested)
ORDER BY p, trait
