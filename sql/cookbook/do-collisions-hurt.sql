-- Do changes in release windows have worse results than others?
-- Shares of changes with a bad result inside and outside release windows, and their difference with its 95 % interval (Newcombe 1998,
-- method 10: from Wilson's intervals of both shares). The two groups of changes differ in other respects too, so this proves no cause.
WITH shares AS
(
    SELECT value_stream, collided, part.1 AS what, part.2 AS n, assumeNotNull(part.3) AS share,
           (share + 1.96 * 1.96 / (2 * n)) / (1 + 1.96 * 1.96 / n) AS middle,
           1.96 / (1 + 1.96 * 1.96 / n) * sqrt(share * (1 - share) / n + 1.96 * 1.96 / (4 * n * n)) AS half
    FROM collision_consequences
    ARRAY JOIN [
        ('failed', changes, toNullable(failed_share)),
        ('caused an incident', changes, toNullable(caused_incident_share)),
        ('made a KPI worse', measured, degraded_share)
    ] AS part
    WHERE part.2 > 0
)
SELECT i.value_stream AS value_stream, i.what AS what, i.n AS in_windows, round(i.share, 3) AS share_in_windows, o.n AS outside,
       round(o.share, 3) AS share_outside, round(i.share - o.share, 3) AS difference,
       round(i.share - o.share - sqrt(pow(i.share - i.middle + i.half, 2) + pow(o.middle + o.half - o.share, 2)), 3) AS low,
       round(i.share - o.share + sqrt(pow(i.middle + i.half - i.share, 2) + pow(o.share - o.middle + o.half, 2)), 3) AS high
FROM (SELECT * FROM shares WHERE collided) AS i
INNER JOIN (SELECT * FROM shares WHERE NOT collided) AS o ON o.value_stream = i.value_stream AND o.what = i.what
ORDER BY value_stream, what
