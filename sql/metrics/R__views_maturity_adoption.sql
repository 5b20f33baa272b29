-- What did adopting the integrated change process change? Formulas: docs/delivery.md.
-- One file: the estimate is one chain of steps, none of which is read by itself.

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

-- The effect of an adoption on each KPI by part of the time after it: a difference in differences of the logarithms of weekly values, hence
-- relative. It is a step in a level whose weeks are autocorrelated; the fits at thirteen autocorrelations are averaged by how probable each is.
-- Part BEFORE is the same estimate at a date at which nothing was adopted: the last twelve weeks before the adoption against earlier ones.
-- Figures are null where there is no estimate. Formulas: docs/delivery.md.
CREATE OR REPLACE VIEW adoption_paths AS
WITH
    arrayMap(k -> 1 - 1.5 * pow(75, -k / 12), range(13)) AS autocorrelations,
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
        WHERE hour >= (SELECT min(until) - 364 FROM adoptions) AND hour < (SELECT max(since) + 182 FROM adoptions)
        GROUP BY value_stream, kpi, week
        HAVING uniqExact(toDate(hour)) = 7 AND denominator > 0 AND numerator >= 0
    ),
    values AS
    (
        -- Continuity correction: + 0.5 in the numerator of a series in which some week has none (Haldane 1956), as in the estimator.
        SELECT
            *,
            if(min(numerator) OVER (PARTITION BY value_stream, kpi) = 0, 0.5, 0) AS correction,
            log(numerator + correction) - log(denominator) AS value
        FROM weeks
    ),
    by_week AS
    (
        -- A value stream without adoption gets the latest possible date.
        SELECT
            kpi, week,
            groupArray((v.value_stream, coalesce(toDate(s.adopted_at), toDate('2149-06-06')), numerator, denominator, correction, value)) AS streams
        FROM values AS v
        INNER JOIN value_streams AS s ON s.value_stream = v.value_stream
        GROUP BY kpi, week
    ),
    own_weeks AS
    (
        -- The adopter's nearest weeks with data, by their place from the adoption outwards; weeks without data, such as a break, are skipped.
        -- others: the values of those that had not adopted by the end of the week, nor twelve weeks after the adoption.
        SELECT
            a.adopter AS adopter, a.adopted_at AS adopted_at, w.kpi AS kpi, w.week AS week,
            w.week >= a.since AS later,
            row_number() OVER (PARTITION BY adopter, kpi, later ORDER BY abs(toInt32(w.week - a.until))) AS place,
            arrayFirst(stream -> stream.1 = a.adopter, w.streams) AS own,
            arrayFilter(stream -> stream.1 != a.adopter AND stream.2 >= a.since + 84 AND w.week + 7 <= stream.2, w.streams) AS comparable,
            mapFromArrays(arrayMap(stream -> toString(stream.1), comparable), arrayMap(stream -> stream.6, comparable)) AS others
        FROM adoptions AS a
        CROSS JOIN by_week AS w
        WHERE arrayExists(stream -> stream.1 = a.adopter, w.streams)
          AND w.week >= a.until - 364 AND w.week < a.since + 182 AND NOT (w.week >= a.until AND w.week < a.since)
        QUALIFY place <= if(later, 12, 26)
    ),
    gathered AS
    (
        SELECT
            adopter, adopted_at, kpi,
            arraySort(groupArray((week, later, place, own.3, own.4, own.5, own.6, others))) AS all,
            arrayFilter(w -> NOT w.2, all) AS earlier,
            countIf(later) AS of_later,
            arraySort(groupUniqArrayArray(mapKeys(others))) AS names
        FROM own_weeks
        GROUP BY adopter, adopted_at, kpi
    ),
    chosen AS
    (
        -- Compared are value streams with data in three quarters of the adopter's weeks on each side.
        SELECT
            adopter, adopted_at, kpi, all, earlier,
            arrayFilter(
                name -> arrayCount(w -> mapContains(w.8, name), earlier) >= greatest(2, 0.75 * length(earlier))
                    AND arrayCount(w -> w.2 AND mapContains(w.8, name), all) >= 0.75 * of_later,
                names) AS compared_with
        FROM gathered
    ),
    followed AS
    (
        -- The mean square of what the difference to each of them changed by from week to week before the adoption.
        SELECT
            adopter, adopted_at, kpi, all, compared_with,
            arrayMap(
                changes -> arraySum(x -> x * x, changes) / (length(changes) - 1),
                arrayMap(name -> arrayDifference(arrayMap(w -> w.7 - w.8[name], arrayFilter(w -> mapContains(w.8, name), earlier))), compared_with)) AS misfits
        FROM chosen
    ),
    compared AS
    (
        -- The more closely the adopter followed one of them, the more weight it has. Weeks in which one has no data are left out.
        SELECT
            adopter, adopted_at, kpi, compared_with,
            arrayMap(m -> 1 / (m + arrayAvg(misfits) + 1e-12), misfits) AS weights,
            arrayJoin(arrayFilter(w -> arrayAll(name -> mapContains(w.8, name), compared_with), all)) AS w
        FROM followed
    ),
    parted AS
    (
        -- The weeks of each part and those before it, in their order. step: whether the week is in the part.
        SELECT
            adopter, adopted_at, kpi, compared_with,
            span.1 AS part,
            w.4 AS numerator, w.5 AS denominator, w.6 AS correction, w.7 AS own,
            if(empty(compared_with), 0, arraySum((name, weight) -> weight * w.8[name], compared_with, weights) / arraySum(weights)) AS theirs,
            toFloat64(if(part = 'BEFORE', w.3 <= 12, w.2)) AS step,
            -- Centred, so that sums of squares lose no digits.
            own - theirs - avg(own - theirs) OVER (PARTITION BY adopter, kpi, part) AS value,
            lagInFrame(w.1) OVER in_order AS last_week,
            lagInFrame(step) OVER in_order AS last_step,
            row_number() OVER in_order AS number,
            toInt32(w.1 - last_week) / 7 AS gap
        FROM compared AS c
        CROSS JOIN
        (
            SELECT arrayJoin([('WEEKS_1_TO_12', 1, 12), ('WEEKS_1_TO_4', 1, 4), ('WEEKS_5_TO_8', 5, 8), ('WEEKS_9_TO_12', 9, 12), ('BEFORE', 1, 0)]) AS span
        ) AS p
        WHERE NOT w.2 OR (w.3 >= span.2 AND w.3 <= span.3)
        WINDOW in_order AS (PARTITION BY adopter, kpi, part ORDER BY w.1)
    ),
    lagged AS
    (
        -- carried: the correlation with the week before. scale: makes the variance of what is added the same in each week.
        SELECT
            *,
            lagInFrame(value) OVER (PARTITION BY adopter, kpi, part ORDER BY number) AS last_value,
            arrayMap(r -> if(number = 1, 0, pow(r, gap)), autocorrelations) AS carried,
            arrayMap((r, c) -> sqrt((1 - r * r) / (1 - c * c)), autocorrelations, carried) AS scale
        FROM parted
    ),
    whitened AS
    (
        -- At each autocorrelation, what a week adds to the one before it (generalised least squares): of the constant, the step and the value.
        SELECT
            *,
            arrayMap((c, s) -> s * (1 - c), carried, scale) AS u,
            arrayMap((c, s) -> s * (step - c * last_step), carried, scale) AS v,
            arrayMap((c, s) -> s * (value - c * last_value), carried, scale) AS y
        FROM lagged
    ),
    sums AS
    (
        SELECT
            adopter, adopted_at, kpi, part,
            any(compared_with) AS compared_with,
            countIf(step = 0) AS weeks_before,
            countIf(step = 1) AS weeks_after,
            sumIf(numerator, step = 0) / nullIf(sumIf(denominator, step = 0), 0) AS before,
            sumIf(numerator, step = 1) / nullIf(sumIf(denominator, step = 1), 0) AS after,
            exp(avgIf(own, step = 1) - avgIf(own, step = 0)) - 1 AS own_change,
            exp(avgIf(theirs, step = 1) - avgIf(theirs, step = 0)) - 1 AS their_change,
            sumIf(numerator, step = 1) AS amount,
            sumIf(correction, step = 1) AS added,
            count() - 2 AS degrees,
            sumForEach(arrayMap(a -> a * a, u)) AS uu,
            sumForEach(arrayMap((a, b) -> a * b, u, v)) AS uv,
            sumForEach(arrayMap(a -> a * a, v)) AS vv,
            sumForEach(arrayMap((a, b) -> a * b, u, y)) AS uy,
            sumForEach(arrayMap((a, b) -> a * b, v, y)) AS vy,
            sumForEach(arrayMap(a -> a * a, y)) AS yy,
            sumForEach(arrayMap(f -> log(f), scale)) AS log_scales
        FROM whitened
        GROUP BY adopter, adopted_at, kpi, part
    ),
    steps AS
    (
        SELECT
            *,
            arrayMap((vv, uv, uu) -> vv - uv * uv / uu, vv, uv, uu) AS sizes,
            arrayMap((vy, uv, uy, uu, s) -> (vy - uv * uy / uu) / s, vy, uv, uy, uu, sizes) AS estimates
        FROM sums
    ),
    residuals AS
    (
        -- Not 0, so that a KPI that never changes has a figure.
        SELECT *, arrayMap((yy, uy, uu, d, s) -> greatest(1e-18, yy - uy * uy / uu - d * d * s), yy, uy, uu, estimates, sizes) AS squares
        FROM steps
    ),
    likelihoods AS
    (
        SELECT
            *,
            arrayMap((r, s) -> sqrt(r / degrees / s), squares, sizes) AS errors,
            arrayMap((f, uu, s, r) -> f - log(uu * s) / 2 - log(r) * degrees / 2, log_scales, uu, sizes, squares) AS logarithms
        FROM residuals
    ),
    relative AS
    (
        SELECT *, arrayMap(l -> exp(l - arrayMax(logarithms)), logarithms) AS likelihood FROM likelihoods
    ),
    averaged AS
    (
        SELECT
            *,
            weeks_before >= 8 AND weeks_after >= 4 AS enough,
            arrayMap(l -> l / arraySum(likelihood), likelihood) AS probabilities,
            -- Student's t as in the estimator (Hill 1970): its normal deviate is z(y) with y = a ln(1 + t^2 / degrees).
            degrees - 0.5 AS a,
            48 * a * a AS b,
            arrayMap((d, e) -> a * log(1 + pow(d / e, 2) / degrees), estimates, errors) AS at_zero
        FROM relative
    ),
    judged AS
    (
        SELECT
            *,
            arraySum((q, d) -> q * d, probabilities, estimates) AS estimate,
            arrayMap(y -> erfc((((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1) * sqrt(y / 2)) / 2, at_zero) AS tails,
            2 * least(
                arraySum((q, d, t) -> q * if(d > 0, t, 1 - t), probabilities, estimates, tails),
                arraySum((q, d, t) -> q * if(d > 0, 1 - t, t), probabilities, estimates, tails)) AS two_sided,
            -- Where the averaged distribution has 2.5 and 97.5 %, by bisection.
            arrayMap(
                share -> arrayFold(
                    (ends, i) -> if(
                        arraySum(
                            (q, d, y) -> q * (1 + sign((ends.1 + ends.2) / 2 - d) * erf((((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1) * sqrt(y / 2))) / 2,
                            probabilities,
                            estimates,
                            arrayMap((d, e) -> a * log(1 + pow(((ends.1 + ends.2) / 2 - d) / e, 2) / degrees), estimates, errors)) < share,
                        ((ends.1 + ends.2) / 2, ends.2),
                        (ends.1, (ends.1 + ends.2) / 2)),
                    range(if(enough, 48, 0)),
                    (arrayMin(arrayMap((d, e) -> d - 3 * e, estimates, errors)), arrayMax(arrayMap((d, e) -> d + 3 * e, estimates, errors)))).1,
                [0.025, 0.975]) AS ends
        FROM averaged
    )
SELECT
    adopter,
    adopted_at,
    kpi,
    part,
    compared_with,
    weeks_before,
    weeks_after,
    before,
    after,
    if(enough, own_change, NULL) AS own_difference,
    if(enough AND notEmpty(compared_with), their_change, NULL) AS their_difference,
    if(enough, exp(estimate) - 1, NULL) AS effect,
    if(enough, exp(ends[1]) - 1, NULL) AS low,
    if(enough, exp(ends[2]) - 1, NULL) AS high,
    if(enough, two_sided, NULL) AS p,
    -- The effect that four of five such tests would find: 2.8 instead of 1.96 standard errors (Bloom 1995).
    if(enough, exp((ends[2] - ends[1]) / 2 * 2.8 / 1.96) - 1, NULL) AS least_found,
    if(enough, amount - greatest(0, (amount + added) * exp(-estimate) - added), NULL) AS impact,
    if(enough, amount - greatest(0, (amount + added) * exp(-ends[1]) - added), NULL) AS impact_low,
    if(enough, amount - greatest(0, (amount + added) * exp(-ends[2]) - added), NULL) AS impact_high
FROM judged;

-- The effect of an adoption on each KPI over the first twelve weeks after it, what the estimate lacks (codes, whose words are the readers'), and
-- its path: weeks 1 to 4, 5 to 8 and 9 to 12, as far as they have an estimate.
CREATE OR REPLACE VIEW adoption_effects AS
SELECT
    * EXCEPT (part, in_path),
    arrayFilter(code -> code != '', [
        if(empty(compared_with), 'NO_COMPARISON', ''),
        if(weeks_before < 12, 'FEW_WEEKS_BEFORE', ''),
        if(weeks_after < 12, 'FEW_WEEKS_AFTER', ''),
        if(ifNull(minIf(p, part = 'BEFORE') OVER (PARTITION BY adopter, kpi), 1) <= 0.05, 'UNSTABLE_BEFORE', ''),
        if(ifNull(least_found, 0) > 0.25, 'IMPRECISE', '')]) AS lacks,
    groupArrayIf(part, in_path) OVER parts AS path_parts,
    groupArrayIf(effect, in_path) OVER parts AS path_effects,
    groupArrayIf(low, in_path) OVER parts AS path_lows,
    groupArrayIf(high, in_path) OVER parts AS path_highs
FROM (SELECT *, part IN ('WEEKS_1_TO_4', 'WEEKS_5_TO_8', 'WEEKS_9_TO_12') AND effect IS NOT NULL AS in_path FROM adoption_paths)
WINDOW parts AS (PARTITION BY adopter, kpi ORDER BY part ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
QUALIFY part = 'WEEKS_1_TO_12';
