-- Which traits of changes correlate with their effects? Spearman's rank correlation with the benefit at the longest final horizon, its 95 %
-- interval (Bonett and Wright 2000) and p-value (normal approximation), adjusted for the number of traits (Benjamini and Hochberg 1995).
WITH effects AS
(
    SELECT change_id, any(live_at) AS live_at, sum(material_benefit) / sum(measured) AS benefit
    FROM change_summary AS s
    WHERE measured > 0 AND s.live_at >= {from:DateTime} AND s.live_at < {to:DateTime} AND ({stream:String} = '' OR value_stream = {stream:String})
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
        ('waiting', toNullable(toFloat64(f.waiting_seconds))),
        ('hour', toNullable(toFloat64(toHour(e.live_at)))),
        ('teams', toNullable(toFloat64(1 + length(c.collaborating_teams)))),
        ('emergency', toNullable(toFloat64(c.change_type = 'EMERGENCY'))),
        ('collision', toNullable(toFloat64(e.change_id IN (SELECT change_id FROM collisions WHERE state = 'CONFIRMED'))))
    ] AS pair
    WHERE pair.2 IS NOT NULL
),
ranked AS
(
    -- Ties share their mean rank. Spearman's correlation is Pearson's correlation of these ranks.
    SELECT
        trait,
        rank() OVER (PARTITION BY trait ORDER BY value)
            + (count() OVER (PARTITION BY trait ORDER BY value RANGE BETWEEN CURRENT ROW AND CURRENT ROW) - 1) / 2 AS value_rank,
        rank() OVER (PARTITION BY trait ORDER BY benefit)
            + (count() OVER (PARTITION BY trait ORDER BY benefit RANGE BETWEEN CURRENT ROW AND CURRENT ROW) - 1) / 2 AS benefit_rank
    FROM traits
),
correlations AS
(
    SELECT trait, count() AS n, corr(value_rank, benefit_rank) AS r
    FROM ranked
    GROUP BY trait
    HAVING n >= 10 AND uniqExact(value_rank) > 1 AND uniqExact(benefit_rank) > 1
),
tested AS
(
    SELECT trait, n, r, sqrt((1 + r * r / 2) / (n - 3)) AS error, erfc(abs(atanh(r)) / error / sqrt(2)) AS p
    FROM correlations
)
SELECT trait, n, r AS correlation, tanh(atanh(r) - 1.96 * error) AS low, tanh(atanh(r) + 1.96 * error) AS high, p,
    least(1, min(p * tried / place) OVER (ORDER BY p DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS p_adjusted
FROM (SELECT *, row_number() OVER (ORDER BY p) AS place, count() OVER () AS tried FROM tested)
ORDER BY p, trait
