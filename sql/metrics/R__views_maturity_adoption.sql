-- What did adopting the integrated change process change? Formulas: docs/delivery.md.

-- KPIs in the 90 days before and after each adoption, in the adopting value stream and in all others; adopted_by_then marks those that had
-- adopted already.
CREATE OR REPLACE VIEW adoption_kpis AS
SELECT
    a.value_stream AS adopter,
    a.adopted_at AS adopted_at,
    k.value_stream AS value_stream,
    k.kpi AS kpi,
    toBool(v.adopted_at IS NOT NULL AND assumeNotNull(v.adopted_at) <= assumeNotNull(a.adopted_at)) AS adopted_by_then,
    sumIf(k.numerator, k.day < toDate(a.adopted_at)) / nullIf(sumIf(k.denominator, k.day < toDate(a.adopted_at)), 0) AS before,
    sumIf(k.numerator, k.day >= toDate(a.adopted_at)) / nullIf(sumIf(k.denominator, k.day >= toDate(a.adopted_at)), 0) AS after,
    after / nullIf(before, 0) - 1 AS difference
FROM (SELECT * FROM value_streams WHERE adopted_at IS NOT NULL) AS a
CROSS JOIN
(
    SELECT value_stream, kpi, toDate(hour) AS day, toFloat64(sum(numerator)) AS numerator, toFloat64(sum(denominator)) AS denominator
    FROM outcomes_by_hour
    GROUP BY value_stream, kpi, day
) AS k
INNER JOIN value_streams AS v ON v.value_stream = k.value_stream
WHERE k.day >= toDate(a.adopted_at) - 90 AND k.day < toDate(a.adopted_at) + 90
GROUP BY adopter, adopted_at, value_stream, kpi, adopted_by_then;

CREATE OR REPLACE VIEW adoption_delivery AS
SELECT
    a.value_stream AS adopter,
    a.adopted_at AS adopted_at,
    d.value_stream AS value_stream,
    toBool(v.adopted_at IS NOT NULL AND assumeNotNull(v.adopted_at) <= assumeNotNull(a.adopted_at)) AS adopted_by_then,
    countIf(d.deployed_at < assumeNotNull(a.adopted_at)) AS deployments_before,
    countIf(d.deployed_at >= assumeNotNull(a.adopted_at)) AS deployments_after,
    countIf(d.failed AND d.deployed_at < assumeNotNull(a.adopted_at)) AS failed_before,
    countIf(d.failed AND d.deployed_at >= assumeNotNull(a.adopted_at)) AS failed_after,
    failed_before / nullIf(deployments_before, 0) AS fail_rate_before,
    failed_after / nullIf(deployments_after, 0) AS fail_rate_after
FROM (SELECT * FROM value_streams WHERE adopted_at IS NOT NULL) AS a
CROSS JOIN (SELECT failed, deployed_at, arrayJoin(value_streams) AS value_stream FROM deployments) AS d
INNER JOIN value_streams AS v ON v.value_stream = d.value_stream
WHERE d.deployed_at >= assumeNotNull(a.adopted_at) - INTERVAL 90 DAY AND d.deployed_at < assumeNotNull(a.adopted_at) + INTERVAL 90 DAY
GROUP BY adopter, adopted_at, value_stream, adopted_by_then;

-- The effect of an adoption on each KPI: a difference in differences of the logarithms of weekly values, hence relative. It compares the
-- nearest twelve whole weeks with data before and after the adoption (within 26 weeks) with the same weeks of value streams that had not
-- adopted. Neighbouring weeks are correlated, so four weeks make one observation; the interval and p are those of Student's t-test between
-- the blocks before and after. If no such value stream has the KPI, it is compared before and after alone, and compared_with is empty.
CREATE OR REPLACE VIEW adoption_effects AS
WITH
    adoptions AS
    (
        -- until: end of the last whole week before the adoption. since: start of the first whole week after it.
        SELECT
            value_stream AS adopter,
            at AS adopted_at,
            toStartOfWeek(at, 1) AS until,
            toStartOfWeek(at - INTERVAL 1 MILLISECOND, 1) + 7 AS since
        FROM (SELECT value_stream, assumeNotNull(adopted_at) AS at FROM value_streams WHERE adopted_at IS NOT NULL)
    ),
    weeks AS
    (
        -- Only weeks with data on each of their seven days.
        SELECT
            value_stream,
            kpi,
            toStartOfWeek(hour, 1) AS week,
            toFloat64(sum(numerator)) AS numerator,
            toFloat64(sum(denominator)) AS denominator
        FROM outcomes_by_hour
        WHERE hour >= (SELECT min(until) - 182 FROM adoptions) AND hour < (SELECT max(since) + 182 FROM adoptions)
        GROUP BY value_stream, kpi, week
        HAVING uniqExact(toDate(hour)) = 7 AND denominator > 0 AND numerator >= 0
    ),
    values AS
    (
        -- Continuity correction: + 0.5 in the numerator of a series in which some week has none (Haldane 1956), as in the estimator.
        SELECT *, log(numerator + if(min(numerator) OVER (PARTITION BY value_stream, kpi) = 0, 0.5, 0)) - log(denominator) AS value
        FROM weeks
    ),
    by_week AS
    (
        -- A value stream without adoption gets the latest possible date.
        SELECT
            kpi, week,
            groupArray((v.value_stream, coalesce(toDate(s.adopted_at), toDate('2149-06-06')), numerator, denominator, value)) AS streams
        FROM values AS v
        INNER JOIN value_streams AS s ON s.value_stream = v.value_stream
        GROUP BY kpi, week
    ),
    compared AS
    (
        SELECT
            a.adopter AS adopter, a.adopted_at AS adopted_at, w.kpi AS kpi, w.week AS week,
            w.week >= a.since AS later,
            abs(toInt32(w.week - a.until)) AS distance,
            arrayFirst(stream -> stream.1 = a.adopter, w.streams) AS adopting,
            arrayFilter(stream -> stream.1 != a.adopter AND stream.2 >= a.since + 84 AND w.week + 7 <= stream.2, w.streams) AS comparable,
            adopting.3 AS numerator,
            adopting.4 AS denominator,
            adopting.5 AS own,
            arraySort(arrayMap(stream -> toString(stream.1), comparable)) AS others,
            if(empty(others), 0, arrayAvg(arrayMap(stream -> stream.5, comparable))) AS theirs
        FROM adoptions AS a
        CROSS JOIN by_week AS w
        WHERE arrayExists(stream -> stream.1 = a.adopter, w.streams)
          AND w.week >= a.until - 182 AND w.week < a.since + 182 AND NOT (w.week >= a.until AND w.week < a.since)
        -- Leaves out weeks in which a compared value stream has no data, because their mean would be over another set.
        QUALIFY length(others) = max(length(others)) OVER (PARTITION BY adopter, kpi)
    ),
    blocks AS
    (
        SELECT
            adopter, adopted_at, kpi, later, block,
            any(others) AS compared_with,
            sum(numerator) AS numerator,
            sum(denominator) AS denominator,
            avg(own) AS mean_own,
            avg(theirs) AS mean_theirs
        FROM
        (
            -- Blocks of four weeks with data, counted from the adoption outwards; weeks without data, such as a break, are skipped.
            SELECT *, intDiv(row_number() OVER (PARTITION BY adopter, kpi, later ORDER BY distance) - 1, 4) AS block FROM compared
        )
        WHERE block < 3
        GROUP BY adopter, adopted_at, kpi, later, block
        HAVING count() = 4
    )
SELECT
    adopter,
    adopted_at,
    kpi,
    any(compared_with) AS compared_with,
    4 * countIf(NOT later) AS weeks_before,
    4 * countIf(later) AS weeks_after,
    sumIf(numerator, NOT later) / sumIf(denominator, NOT later) AS before,
    sumIf(numerator, later) / sumIf(denominator, later) AS after,
    exp(avgIf(mean_own, later) - avgIf(mean_own, NOT later)) - 1 AS own_difference,
    exp(avgIf(mean_theirs, later) - avgIf(mean_theirs, NOT later)) - 1 AS their_difference,
    (1 + own_difference) / (1 + their_difference) - 1 AS effect,
    countIf(later) + countIf(NOT later) - 2 AS degrees,
    sqrt((varSampIf(mean_own - mean_theirs, later) * (countIf(later) - 1) + varSampIf(mean_own - mean_theirs, NOT later) * (countIf(NOT later) - 1))
         / degrees * (1 / countIf(later) + 1 / countIf(NOT later))) AS error,
    -- 97.5 % quantiles of Student's t with 2, 3 and 4 degrees of freedom. (studentTTest's own interval is Welch's if the counts differ.)
    [4.302652729911275, 3.182446305284263, 2.7764451051977987][degrees - 1] AS t,
    (1 + effect) * exp(-t * error) - 1 AS low,
    (1 + effect) * exp(t * error) - 1 AS high,
    studentTTest(mean_own - mean_theirs, later).2 AS p
FROM blocks
GROUP BY adopter, adopted_at, kpi
HAVING weeks_before >= 8 AND weeks_after >= 8;
