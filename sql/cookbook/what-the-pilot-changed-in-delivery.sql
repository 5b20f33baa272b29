-- Did changes of a value stream fail less often after it adopted the integrated process, compared with other value streams?
-- Deployments of the 90 days before and after; difference of the change fail rates with its 95 % interval (Newcombe 1998, method 10).
SELECT adopter, adopted_at, value_stream, adopted_by_then, deployments_before, deployments_after, round(p, 3) AS rate_before, round(q, 3) AS rate_after,
       round(q - p, 3) AS difference,
       round(q - p - sqrt(pow(q - middle_q + half_q, 2) + pow(middle_p + half_p - p, 2)), 3) AS low,
       round(q - p + sqrt(pow(middle_q + half_q - q, 2) + pow(p - middle_p + half_p, 2)), 3) AS high
FROM
(
    SELECT *, deployments_before AS n, deployments_after AS m, assumeNotNull(fail_rate_before) AS p, assumeNotNull(fail_rate_after) AS q,
           (p + 1.96 * 1.96 / (2 * n)) / (1 + 1.96 * 1.96 / n) AS middle_p,
           (q + 1.96 * 1.96 / (2 * m)) / (1 + 1.96 * 1.96 / m) AS middle_q,
           1.96 / (1 + 1.96 * 1.96 / n) * sqrt(p * (1 - p) / n + 1.96 * 1.96 / (4 * n * n)) AS half_p,
           1.96 / (1 + 1.96 * 1.96 / m) * sqrt(q * (1 - q) / m + 1.96 * 1.96 / (4 * m * m)) AS half_q
    FROM adoption_delivery
    WHERE deployments_before > 0 AND deployments_after > 0
)
ORDER BY adopted_at, adopter, value_stream != adopter, value_stream
