-- What is the delivery performance? Each metric is computed here and nowhere else; definitions: docs/delivery.md.

-- Up to when is known what happened? The full hour after the newest event or deployment by event time, so a replayed history gives the same.
CREATE OR REPLACE VIEW data_until AS
SELECT toStartOfHour(greatest(
    (SELECT max(greatest(last_event_at, coalesce(deployed_at, last_event_at))) FROM changes FINAL),
    (SELECT max(last_event_at) FROM incidents),
    (SELECT toDateTime64(max(minute), 3, 'UTC') FROM outcome_minutes))) + INTERVAL 1 HOUR AS until;

-- The periods of each scope in a range of time: days, weeks (from Monday) or months of a time zone, the range itself (unit = 'range') or its
-- halves, such as a time and the time before it (unit = 'halves'). A scope has each period from its first deployment to the end of the data.
-- What lies within these and within the range is observed; of days, weeks and months, a day on which it begins or ends counts whole.
-- Beside the scopes of the changes there is 'chosen': all changes that serve at least one of streams, each once.
CREATE OR REPLACE VIEW delivery_periods AS
WITH
    toDateTime64({from:DateTime}, 3, 'UTC') AS range_from,
    toDateTime64({to:DateTime}, 3, 'UTC') AS range_to,
    {unit:String} IN ('range', 'halves') AS of_range,
    -- Functions of dates need a unit also where the periods are of the range.
    if({unit:String} IN ('range', 'halves'), 'day', {unit:String}) AS date_unit,
    if({unit:String} = 'halves', 2, 1) AS parts,
    greatest(1, intDiv(dateDiff('second', {from:DateTime}, {to:DateTime}), if({unit:String} = 'halves', 2, 1))) AS part_seconds
SELECT
    scope_kind,
    scope,
    starts_at,
    ends_at,
    toDate(starts_at, {zone:String}) AS period,
    toBool(greatest(first_midnight, range_from) <= starts_at AND last_known >= ends_at) AS complete,
    -- Rounded, because a day on which the clocks change has 23 or 25 hours.
    toUInt32(round(dateDiff('second', starts_at, ends_at) / 86400)) AS days,
    toUInt32(greatest(1, round(dateDiff('second', greatest(starts_at, observed_from), least(ends_at, observed_to)) / 86400))) AS observed_days,
    -- Begun weeks after the first deployment, because it is one at the start of them; else whole weeks.
    multiIf(observed_days < 7, 0, first_midnight > starts_at, intDiv(observed_days + 6, 7), intDiv(observed_days, 7)) AS observed_weeks
FROM
(
    SELECT
        scope_kind,
        scope,
        toDateTime64(toDateTime(toDate(first_at, {zone:String}), {zone:String}), 3, 'UTC') AS first_midnight,
        greatest(first_midnight, if(of_range, range_from, toDateTime64(toDateTime(toDate(range_from, {zone:String}), {zone:String}), 3, 'UTC'))) AS observed_from,
        least(range_to, assumeNotNull((SELECT until FROM data_until))) AS last_known,
        toDate(last_known - INTERVAL 1 MILLISECOND, {zone:String}) AS last_day,
        if(of_range, last_known, toDateTime64(toDateTime(last_day + 1, {zone:String}), 3, 'UTC')) AS observed_to,
        toDate(dateTrunc(date_unit, observed_from, {zone:String}), {zone:String}) AS first_date,
        toDate(dateTrunc(date_unit, last_known - INTERVAL 1 MILLISECOND, {zone:String}), {zone:String}) AS last_date,
        arrayJoin(range(if(of_range, parts, toUInt32(greatest(0, dateDiff(date_unit, first_date, last_date) + 1))))) AS place,
        multiIf(date_unit = 'day', first_date + place, date_unit = 'week', first_date + 7 * place, addMonths(first_date, place)) AS date,
        multiIf(date_unit = 'day', date + 1, date_unit = 'week', date + 7, addMonths(date, 1)) AS next_date,
        if(of_range, range_from + toIntervalSecond(place * part_seconds), toDateTime64(toDateTime(date, {zone:String}), 3, 'UTC')) AS starts_at,
        if(of_range, starts_at + toIntervalSecond(part_seconds), toDateTime64(toDateTime(next_date, {zone:String}), 3, 'UTC')) AS ends_at
    FROM
    (
        SELECT part.1 AS scope_kind, part.2 AS scope, min(deployed_at) AS first_at
        FROM production_changes
        ARRAY JOIN arrayConcat(scopes, if(hasAny(value_streams, {streams:Array(String)}), [('chosen', '')], [])) AS part
        GROUP BY scope_kind, scope
    )
)
WHERE observed_from < least(ends_at, last_known);

-- The five DORA metrics and value-based change success of each period of each scope: of all changes, a value stream, a service or a team, and
-- of all changes that serve at least one of streams ('chosen'), each once. Only deployments within the range count. Times are in seconds; a
-- metric without a denominator is null.
CREATE OR REPLACE VIEW delivery_metrics_of AS
WITH
    if({unit:String} IN ('range', 'halves'), 'day', {unit:String}) AS date_unit,
    greatest(1, intDiv(dateDiff('second', {from:DateTime}, {to:DateTime}), if({unit:String} = 'halves', 2, 1))) AS part_seconds
SELECT
    p.scope_kind AS scope_kind,
    p.scope AS scope,
    p.period AS period,
    p.starts_at AS starts_at,
    p.ends_at AS ends_at,
    p.complete AS complete,
    p.days AS days,
    p.observed_days AS observed_days,
    p.observed_weeks AS observed_weeks,
    c.deployments AS deployments,
    c.live_deployments AS live_deployments,
    live_deployments / observed_days AS frequency,
    c.deployment_days AS deployment_days,
    c.lead_changes AS lead_changes,
    c.lead_reversed AS lead_reversed,
    c.lead_median AS lead_median,
    c.lead_p75 AS lead_p75,
    c.lead_p90 AS lead_p90,
    c.lead_p95 AS lead_p95,
    c.failed_deployments AS failed_deployments,
    failed_deployments / nullIf(deployments, 0) AS fail_rate,
    c.recovered AS recovered,
    c.recovery_reversed AS recovery_reversed,
    failed_deployments - recovered - recovery_reversed AS not_recovered,
    c.recovery_median AS recovery_median,
    c.recovery_p90 AS recovery_p90,
    c.rework_deployments AS rework_deployments,
    rework_deployments / nullIf(deployments, 0) AS rework_rate,
    c.value_judged AS value_judged,
    c.value_successes AS value_successes,
    value_successes / nullIf(value_judged, 0) AS value_success_rate
FROM delivery_periods(unit = {unit:String}, zone = {zone:String}, from = {from:DateTime}, to = {to:DateTime}, streams = {streams:Array(String)}) AS p
LEFT JOIN
(
    SELECT
        part.1 AS scope_kind,
        part.2 AS scope,
        if({unit:String} IN ('range', 'halves'),
            toDateTime64({from:DateTime}, 3, 'UTC') + toIntervalSecond(intDiv(dateDiff('second', {from:DateTime}, deployed_at), part_seconds) * part_seconds),
            toDateTime64(toDateTime(toDate(dateTrunc(date_unit, deployed_at, {zone:String}), {zone:String}), {zone:String}), 3, 'UTC')) AS starts_at,
        count() AS deployments,
        countIf(live) AS live_deployments,
        uniqExactIf(toDate(deployed_at, {zone:String}), live) AS deployment_days,
        count(lead_seconds) AS lead_changes,
        countIf(lead_reversed) AS lead_reversed,
        quantileExactInclusiveOrNull(0.5)(lead_seconds) AS lead_median,
        quantileExactInclusiveOrNull(0.75)(lead_seconds) AS lead_p75,
        quantileExactInclusiveOrNull(0.9)(lead_seconds) AS lead_p90,
        quantileExactInclusiveOrNull(0.95)(lead_seconds) AS lead_p95,
        countIf(failed) AS failed_deployments,
        count(recovery_seconds) AS recovered,
        countIf(recovery_reversed) AS recovery_reversed,
        quantileExactInclusiveOrNull(0.5)(recovery_seconds) AS recovery_median,
        quantileExactInclusiveOrNull(0.9)(recovery_seconds) AS recovery_p90,
        countIf(rework) AS rework_deployments,
        count(value_success) AS value_judged,
        countIf(value_success) AS value_successes
    FROM deployments
    ARRAY JOIN arrayConcat(scopes, if(hasAny(value_streams, {streams:Array(String)}), [('chosen', '')], [])) AS part
    WHERE deployed_at >= {from:DateTime} AND deployed_at < {to:DateTime}
    GROUP BY scope_kind, scope, starts_at
) AS c ON c.scope_kind = p.scope_kind AND c.scope = p.scope AND c.starts_at = p.starts_at
SETTINGS join_use_nulls = 0;

-- The same without chosen value streams.
CREATE OR REPLACE VIEW delivery_metrics AS
SELECT *
FROM delivery_metrics_of(unit = {unit:String}, zone = {zone:String}, from = {from:DateTime}, to = {to:DateTime}, streams = []);

-- The same by day, week or month over all time: SELECT * FROM dora(unit = 'month', zone = 'Asia/Shanghai').
CREATE OR REPLACE VIEW dora AS
SELECT *
FROM delivery_metrics_of(unit = {unit:String}, zone = {zone:String}, from = '1970-01-01 00:00:00', to = '2106-01-01 00:00:00', streams = []);
