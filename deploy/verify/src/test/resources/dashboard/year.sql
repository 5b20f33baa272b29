-- A year of an online school: 4 value streams, 200 services, 20,000 changes, 525,600 minutes of outcomes. Drawn by hashes, so that
-- every load gives the same rows; {begin} is the first midnight, {days} the number of days, {changes} that of changes.

INSERT INTO catalog_value_streams (revision, effective_from, value_stream, position, name, adopted_at) VALUES
    (900, '1970-01-01 00:00:00', 'student-service', 1, 'Student service', NULL),
    (900, '1970-01-01 00:00:00', 'course-delivery', 2, 'Course delivery', toDateTime64('{begin}', 3, 'UTC') + toIntervalDay(intDiv({days}, 2))),
    (900, '1970-01-01 00:00:00', 'teacher-support', 3, 'Teacher support', NULL),
    (900, '1970-01-01 00:00:00', 'operations-analytics', 4, 'Operations analytics', NULL);

-- 40 services of each stream's own over five activities, and 40 shared ones beneath them all.
INSERT INTO catalog_reach (revision, effective_from, value_stream, service, distance, activities)
SELECT 900, toDateTime64(0, 3, 'UTC'), stream.1, concat(stream.2, '-', toString(n)), 0, [arrayElement(stream.3, n % 5 + 1)]
FROM (SELECT number AS n FROM numbers(40)) AS numbered
CROSS JOIN
(
    SELECT arrayJoin([
        ('student-service', 'student', ['enrol', 'pay', 'study', 'get-help', 'renew']),
        ('course-delivery', 'course', ['release', 'open', 'attend', 'practise', 'assess']),
        ('teacher-support', 'teacher', ['teach', 'grade', 'answer', 'prepare', 'review']),
        ('operations-analytics', 'operations', ['collect', 'report', 'plan', 'model', 'share'])]) AS stream
) AS streams
UNION ALL
SELECT 900, toDateTime64(0, 3, 'UTC'), arrayJoin(['student-service', 'course-delivery', 'teacher-support', 'operations-analytics']),
    concat('shared-', toString(number)), 1, []
FROM numbers(40);

INSERT INTO catalog_activities (revision, effective_from, value_stream, activity, position, name, services)
SELECT 900, toDateTime64(0, 3, 'UTC'), stream.1, activity, place, concat(upper(substring(activity, 1, 1)), substring(activity, 2)),
    arrayMap(n -> concat(stream.2, '-', toString(n)), arrayFilter(n -> n % 5 + 1 = place, range(40)))
FROM
(
    SELECT arrayJoin([
        ('student-service', 'student', ['enrol', 'pay', 'study', 'get-help', 'renew']),
        ('course-delivery', 'course', ['release', 'open', 'attend', 'practise', 'assess']),
        ('teacher-support', 'teacher', ['teach', 'grade', 'answer', 'prepare', 'review']),
        ('operations-analytics', 'operations', ['collect', 'report', 'plan', 'model', 'share'])]) AS stream
) AS streams
ARRAY JOIN stream.3 AS activity, arrayEnumerate(stream.3) AS place;

INSERT INTO catalog_kpis (revision, effective_from, value_stream, kpi, name, unit, direction, material_effect, source)
SELECT 900, toDateTime64(0, 3, 'UTC'), arrayJoin(k.2), k.1.1, k.1.2, k.1.3, k.1.4, k.1.5, k.1.6
FROM
(
    SELECT arrayJoin([
        (('learner-satisfaction', 'Learner satisfaction', 'rating', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY'), ['student-service']),
        (('technical-complaints', 'Technical complaints per session', '', 'LOWER_IS_BETTER', 0.1, 'LEARNING_ACTIVITY'), ['student-service', 'course-delivery']),
        (('content-complaints', 'Content complaints per session', '', 'LOWER_IS_BETTER', 0.1, 'LEARNING_ACTIVITY'), ['student-service', 'course-delivery']),
        (('session-success', 'Sessions without an error', '', 'HIGHER_IS_BETTER', 0.01, 'LEARNING_ACTIVITY'), ['student-service', 'course-delivery']),
        (('answer-time', 'Time to an answer', 'seconds', 'LOWER_IS_BETTER', 0.1, 'LEARNING_ACTIVITY'), ['student-service', 'teacher-support']),
        (('revenue-per-active-learner', 'Revenue per active learner and day', 'currency', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY'), ['student-service']),
        (('course-completion', 'Course completion', '', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY'), ['course-delivery']),
        (('participation', 'Participation in live classes', '', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY'), ['course-delivery']),
        (('releases-on-time', 'Courses released on time', '', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY'), ['course-delivery']),
        (('engagement', 'Clicks per page view', 'clicks', 'HIGHER_IS_BETTER', 0.05, 'LEARNING_ACTIVITY'), ['course-delivery']),
        (('grading-turnaround', 'Grading turnaround', 'seconds', 'LOWER_IS_BETTER', 0.1, 'LEARNING_ACTIVITY'), ['teacher-support']),
        (('teacher-console-success', 'Teacher console actions that worked', '', 'HIGHER_IS_BETTER', 0.01, 'LEARNING_ACTIVITY'), ['teacher-support']),
        (('report-freshness', 'Age of the data in a report', 'seconds', 'LOWER_IS_BETTER', 0.1, 'LEARNING_ACTIVITY'), ['operations-analytics']),
        (('query-success', 'Queries that gave an answer', '', 'HIGHER_IS_BETTER', 0.01, 'LEARNING_ACTIVITY'), ['operations-analytics']),
        (('availability', 'Availability', '', 'HIGHER_IS_BETTER', 0.001, 'INCIDENTS'), ['student-service', 'course-delivery', 'teacher-support', 'operations-analytics'])]) AS k
);

INSERT INTO changes
SELECT
    concat('CHG-', leftPad(toString(number + 1), 5, '0')),
    if(own < 5, concat('shared-', toString(h1 % 40)), concat(['student', 'course', 'teacher', 'operations'][h1 % 4 + 1], '-', toString(intDiv(h1, 4) % 40))) AS service,
    'production',
    multiIf(number > {changes} * 0.995, 'PLANNED', h2 % 100 < 4, 'FAILED', h2 % 100 < 8, 'ROLLED_BACK', h2 % 100 < 9, 'CANCELLED', 'SUCCEEDED') AS state,
    ['STANDARD', 'STANDARD', 'NORMAL', 'NORMAL', 'NORMAL', 'EMERGENCY'][h2 % 6 + 1],
    concat(['Upgrade', 'Tune', 'Rework', 'Fix', 'Extend'][h1 % 5 + 1], ' ', service), concat('v', toString(number)),
    concat('team-', toString(h1 % 12)),
    if(h2 % 3 = 0, [concat('team-', toString((h1 + 5) % 12))], []),
    if(h2 % 10 < 6, concat('STORY-', toString(number)), ''), if(h2 % 10 < 5, concat('sprint-', toString(intDiv(number, 800))), ''),
    if(h2 % 10 = 9, concat('REQ-', toString(number)), ''), if(h2 % 10 = 9, at - INTERVAL 240 HOUR, NULL),
    at AS planned_start, at + INTERVAL 1 HOUR, at - INTERVAL 48 HOUR, at - INTERVAL 24 HOUR,
    if(state IN ('PLANNED', 'CANCELLED'), NULL, at), if(state IN ('SUCCEEDED', 'ROLLED_BACK'), done, NULL), if(state = 'FAILED', done, NULL),
    if(state = 'ROLLED_BACK', done + INTERVAL 40 MINUTE, NULL), if(state = 'CANCELLED', at - INTERVAL 2 HOUR, NULL),
    if(state IN ('PLANNED', 'CANCELLED'), NULL, at), if(state IN ('SUCCEEDED', 'ROLLED_BACK', 'FAILED'), done, NULL),
    at - toIntervalSecond(3600 * 50 + h1 % 900000) AS first_commit, 1 + h1 % 30, h1 % 3000, h2 % 900, 1 + h1 % 60,
    [], '', if(h2 % 40 = 7, 'INC-1', ''), true,
    if(own < 5, ['student-service', 'course-delivery', 'teacher-support', 'operations-analytics'], [['student-service', 'course-delivery', 'teacher-support', 'operations-analytics'][h1 % 4 + 1]]),
    900, at, 5,
    true, if(state IN ('PLANNED', 'CANCELLED'), 0, 1), state IN ('SUCCEEDED', 'ROLLED_BACK') AS was_live,
    if(state IN ('PLANNED', 'CANCELLED'), NULL, done), if(state IN ('PLANNED', 'CANCELLED'), NULL, done), if(state = 'ROLLED_BACK', done + INTERVAL 40 MINUTE, NULL),
    if(state IN ('FAILED', 'ROLLED_BACK'), state, ''), if(state IN ('FAILED', 'ROLLED_BACK'), done, NULL),
    multiIf(state = 'ROLLED_BACK', done + INTERVAL 40 MINUTE, state = 'FAILED', done + INTERVAL 5 HOUR, NULL), false,
    if(was_live, dateDiff('millisecond', first_commit, done) / 1000, NULL), false, '', false,
    if(state IN ('PLANNED', 'CANCELLED'), [], [done]), if(state IN ('PLANNED', 'CANCELLED'), [], [emptyArrayString()])
FROM
(
    SELECT
        number, sipHash64(number, 1) % 1000003 AS h1, sipHash64(number, 2) % 1000003 AS h2, sipHash64(number, 3) % 100 AS own,
        toDateTime64('{begin}', 3, 'UTC') + toIntervalSecond(intDiv(number * {days} * 86400, {changes}) + sipHash64(number, 4) % 1500) AS at,
        at + toIntervalSecond(300 + sipHash64(number, 5) % 3000) AS done
    FROM numbers({changes})
);

INSERT INTO flow_stages
SELECT change_id, s.1, s.2, team, s.1 = 'APPROVED' AND cityHash64(change_id) % 4 = 0, assumeNotNull(s.3), s.4, 5
FROM changes FINAL
ARRAY JOIN [
    ('COMMITTED', 'ACTIVE', first_commit_at, planned_at), ('PLANNED', 'WAITING', planned_at, approved_at),
    ('APPROVED', 'WAITING', approved_at, started_at), ('STARTED', 'ACTIVE', started_at, coalesce(succeeded_at, failed_at))] AS s
WHERE s.3 IS NOT NULL;

INSERT INTO incidents
SELECT
    concat('INC-', toString(number + 1)), c.service, [], 'production', if(number % 97 = 0, 'OPENED', 'RESOLVED'),
    ['CRITICAL', 'MAJOR', 'MINOR', 'MINOR', 'MINOR'][sipHash64(number, 6) % 5 + 1], 'technical', concat('Errors on ', c.service), c.team, '', number % 9 = 0,
    c.planned_start + INTERVAL 2 HOUR AS opened, opened + INTERVAL 5 MINUTE,
    if(number % 97 = 0, NULL, opened + toIntervalSecond(600 + sipHash64(number, 7) % 9000)), NULL, 0, true, c.value_streams, 900, opened, 3, true, opened
FROM (SELECT row_number() OVER (ORDER BY change_id) - 1 AS number, * FROM changes FINAL WHERE cityHash64(change_id) % 10 = 0) AS c;

INSERT INTO incident_attributions
SELECT
    i.incident_id, i.service, 'production', assumeNotNull(i.opened_at), i.severity, i.external, if(i.external, 1, 0.3), if(i.external, 0, 2),
    if(i.external, [], [c.change_id, concat('CHG-', leftPad(toString(1 + cityHash64(i.incident_id) % {changes}), 5, '0'))]),
    if(i.external, [], [toString(c.service), toString(c.service)]), if(i.external, [], [0.6, 0.1]), if(i.external, [], [false, false]), if(i.external, [], [0, 1]),
    if(i.external, [], [0.9, 0.4]), if(i.external, [], [1, 0.7]), if(i.external, [], [1., 1.]), if(i.external, [], [1., 1.]), if(i.external, [], [4., 0.5]),
    if(i.external, [], [[['LIVE_BEFORE', 'minutes=120'], ['ON_THE_SERVICE']], [['UPSTREAM', 'distance=1']]]),
    if(i.external, [], [[['WITH_BEFORE', 'kpi=participation', 'factor=4', 'before=60', 'after=15']], [['NO_DATA', 'kpi=participation', 'before=0', 'after=0', 'others_before=0', 'others_after=0']]]),
    'FINAL', 900, 3
FROM incidents AS i FINAL
INNER JOIN (SELECT change_id, service, planned_start FROM changes FINAL WHERE cityHash64(change_id) % 10 = 0) AS c ON c.planned_start + INTERVAL 2 HOUR = i.opened_at AND c.service = i.service;

INSERT INTO release_windows
SELECT
    concat('WIN-', toString(number + 1)), 1, ['COURSE_RELEASE', 'ENROLMENT', 'EXAM', 'FREEZE'][number % 4 + 1],
    concat(['Course release', 'Enrolment', 'Exam', 'Freeze'][number % 4 + 1], ' ', toString(intDiv(number, 4) + 1)),
    [['student-service', 'course-delivery', 'teacher-support', 'operations-analytics'][sipHash64(number, 8) % 4 + 1]],
    toDateTime64('{begin}', 3, 'UTC') + toIntervalHour(intDiv(number * {days} * 24, 60) + 30) AS starts, starts + toIntervalHour(12 + number % 30),
    1 + number % 5, 5000 * (number % 6), false
FROM numbers(61);

INSERT INTO release_collisions
SELECT
    c.change_id, w.window_id, stream, multiIf(c.state = 'PLANNED', 'OPEN', c.state = 'CANCELLED', 'WITHDRAWN', 'CONFIRMED'),
    ['LOW', 'LOW', 'MEDIUM', 'HIGH', 'HIGH', 'CRITICAL'][w.importance + 1], w.importance, c.service, c.team, c.change_type, c.title, w.title, w.kind, w.importance,
    w.expected_learners, w.starts_at, w.ends_at, c.planned_start, c.planned_end, c.state NOT IN ('PLANNED', 'CANCELLED'),
    c.planned_at, if(c.state IN ('PLANNED', 'CANCELLED'), NULL, c.started_at), if(c.state = 'CANCELLED', c.cancelled_at, NULL),
    multiIf(c.state = 'PLANNED', 'PLANNED_IN_WINDOW', c.state = 'CANCELLED', 'CHANGE_CANCELLED', 'TOOK_PLACE_IN_WINDOW'), 900, 3, 0
FROM (SELECT *, arrayJoin(value_streams) AS stream FROM changes FINAL) AS c
INNER JOIN (SELECT *, arrayJoin(value_streams) AS stream FROM release_windows FINAL) AS w USING (stream)
WHERE c.planned_start < w.ends_at AND c.planned_end > w.starts_at AND cityHash64(c.change_id) % 4 = 0;

-- Effects on each KPI of each stream that a change reaches, over five horizons; a tenth twice, the older revision after the newer one.
INSERT INTO change_effects
SELECT
    change_id, value_stream, kpi, horizon, service, change_type, team, state, started_at, live, live + toIntervalSecond(horizon), NULL, 'FINAL',
    multiIf(missing, 'INSUFFICIENT_DATA', p < 0.02 AND benefit > 0, 'IMPROVED', p < 0.02, 'DEGRADED', width < 2 * material, 'NO_MATERIAL_EFFECT',
        width < 2.3 * material, if(benefit > 0, 'HARM_RULED_OUT', 'BENEFIT_RULED_OUT'), 'INCONCLUSIVE'),
    (NOT missing, horizon) = max((NOT missing, horizon)) OVER (PARTITION BY change_id, value_stream, kpi, known),
    direction, material, if(missing, [], ['PLACEBO_REGRESSION']), if(missing, 'LITTLE_HISTORY', ''),
    if(missing, ['days=9.0', 'needed=18.0'], []), if(missing, 0, 412),
    if(missing, 0, 700), if(missing, 0, 1000), if(missing, 0, 0.7), if(missing, 0, 0.7 * (1 + effect)), if(missing, 0, effect),
    if(missing, 0, effect - width), if(missing, 0, effect + width), if(missing, 1, p),
    if(missing, NULL, 700 * effect / (1 + effect)), if(missing, NULL, 700 * (effect - width) / (1 + effect - width)),
    if(missing, NULL, 700 * (effect + width) / (1 + effect + width)), if(missing, 1, least(1, p * 2)),
    if(missing, 0, effect - 1.2 * width), if(missing, 0, effect + 1.2 * width), 30, h % 6 = 0,
    if(h % 6 = 0, ['change:CHG-00001', 'window:WIN-1'], []), if(h % 6 = 0, 2, 0), 900, known
FROM
(
    SELECT
        c.change_id, k.value_stream AS value_stream, k.kpi AS kpi, horizon, c.service, c.change_type, c.team, c.state, assumeNotNull(c.started_at) AS started_at,
        assumeNotNull(coalesce(c.succeeded_at, c.failed_at)) AS live, k.direction AS direction, k.material_effect AS material,
        sipHash64(c.change_id, k.kpi, horizon) AS h, h % 50 = 0 OR live < toDateTime64('{begin}', 3, 'UTC') + INTERVAL 18 DAY AS missing,
        k.material_effect * (0.3 + (h % 1000) / 400) AS width,
        pow((intDiv(h, 1000) % 1000) / 1000, 2) AS p, if(intDiv(h, 1000000) % 5 < 2, -1, 1) * if(p < 0.02, 1.1 * width + material, width * (1 - p) * 0.8) AS benefit,
        if(k.direction = 'HIGHER_IS_BETTER', benefit, -benefit) AS effect, r.known AS known
    FROM (SELECT *, arrayJoin(value_streams) AS stream FROM changes FINAL WHERE state IN ('SUCCEEDED', 'FAILED', 'ROLLED_BACK')) AS c
    INNER JOIN (SELECT * FROM catalog_kpis FINAL WHERE revision = 900) AS k ON k.value_stream = c.stream
    CROSS JOIN (SELECT arrayJoin([900, 3600, 21600, 86400, 604800]) AS horizon) AS z
    CROSS JOIN (SELECT arrayJoin([2, 1]) AS known) AS r
    WHERE r.known = 2 OR cityHash64(c.change_id) % 10 = 0
);

-- How each effect went on: some came in hours 7 to 12, and a half of those are fading; the last part has no estimate.
INSERT INTO change_effect_paths
SELECT
    change_id, value_stream, kpi, service, change_type, team, live_at, 'FINAL', direction, if(came, 'HOURS_7_12', ''), if(came, 'DAY_2', ''), came AND h % 2 = 0,
    ['HOURS_1_6', 'HOURS_7_12', 'HOURS_13_24', 'DAY_2', 'DAY_3', 'DAYS_4_7'], [0, 21600, 43200, 86400, 172800, 259200], [21600, 43200, 86400, 172800, 259200, 604800],
    ['', '', '', '', '', 'FEW_PLACEBOS'], [[], [], [], [], [], []], [0.7, 0.7, 0.7, 0.7, 0.7, 0], arrayMap(e -> 0.7 * (1 + e), effects), effects,
    arrayMap(e -> e - 0.03, effects), arrayMap(e -> e + 0.03, effects), [0.9, 0.001, 0.002, 0.003, 0.4, 1], [1, 0.005, 0.005, 0.005, 0.5, 1],
    impacts, arrayMap(i -> i - 20, impacts), arrayMap(i -> i + 25, impacts),
    arraySlice(arrayCumSum(impacts), 1, 5), arraySlice(arrayCumSum(arrayMap(i -> i - 20, impacts)), 1, 5), arraySlice(arrayCumSum(arrayMap(i -> i + 25, impacts)), 1, 5), 900, 2
FROM
(
    SELECT
        *, sipHash64(change_id, kpi) AS h, h % 3 = 0 AS came,
        arrayMap(x -> if(came, x, x / 10), [0., 0.1, 0.08, 0.06, 0.02, 0.]) AS effects, arrayMap(e -> 1000 * e, effects) AS impacts
    FROM change_effects FINAL
    WHERE headline AND insufficient = ''
);

-- A minute's sums, with the rhythm of day and week; one of a hundred minutes comes twice, first with fewer events.
INSERT INTO outcome_minutes
SELECT
    value_stream, kpi, minute, service, 'all', toDecimal64(if(part = 0, 1, 0.5) * (denominator * level), 3), toDecimal64(if(part = 0, 1, 0.5) * denominator, 3),
    if(part = 0, 100, 50), 900
FROM
(
    SELECT
        k.value_stream AS value_stream, k.kpi AS kpi, toDateTime('{begin}', 'UTC') + toIntervalMinute(m.number) AS minute,
        concat(splitByChar('-', toString(k.value_stream))[1], '-', toString(m.number % 7)) AS service, part,
        round(4 + 30 * greatest(0.02, sin((m.number % 1440) / 1440 * pi())) * if(toDayOfWeek(minute) > 5, 0.5, 1) + sipHash64(m.number, k.kpi) % 5) AS denominator,
        k.base * (1 + 0.03 * sin((m.number % 1440) / 1440 * 2 * pi()) + 0.02 * sin(m.number / 10080 * 2 * pi()) + 0.0008 * (toFloat64(sipHash64(m.number, k.kpi, 9) % 100) - 50)
            + 0.08 * sin(m.number / 525600 * 2 * pi()) * if(k.direction = 'HIGHER_IS_BETTER', -1, 1) * if(k.base > 0.9 AND k.base < 1, 0, 1)) AS raw,
        if(k.base < 1, least(1, raw), raw) AS level
    FROM numbers({days} * 1440) AS m
    CROSS JOIN
    (
        SELECT *, transform(toString(kpi),
            ['learner-satisfaction', 'technical-complaints', 'content-complaints', 'session-success', 'answer-time', 'revenue-per-active-learner', 'course-completion', 'participation',
             'releases-on-time', 'engagement', 'grading-turnaround', 'teacher-console-success', 'report-freshness', 'query-success'],
            [4.2, 0.021, 0.011, 0.975, 5400, 12.4, 0.62, 0.71, 0.91, 3.6, 90000, 0.97, 1800, 0.97], 1.) AS base
        FROM catalog_kpis FINAL WHERE revision = 900 AND source != 'INCIDENTS'
    ) AS k
    CROSS JOIN (SELECT arrayJoin([0, 1]) AS part) AS p
    WHERE p.part = 0 OR sipHash64(m.number, k.kpi, 10) % 100 = 0
);

-- Availability: a minute of each value stream, 0 while a major or critical incident in production is open.
INSERT INTO outcome_minutes
WITH down AS
(
    SELECT arrayJoin(value_streams) AS stream,
        toDateTime(toStartOfMinute(assumeNotNull(opened_at)), 'UTC') + 60 * arrayJoin(range(toUInt32(greatest(0, dateDiff('minute', toStartOfMinute(assumeNotNull(opened_at)),
            least(coalesce(resolved_at, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days})), toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days})) + INTERVAL 59999 MILLISECOND))))) AS at
    FROM incidents FINAL
    WHERE environment = 'production' AND severity IN ('MAJOR', 'CRITICAL')
)
SELECT k.value_stream, 'availability', toDateTime('{begin}', 'UTC') + toIntervalMinute(m.number) AS minute, '', '',
    if((k.value_stream, minute) IN (SELECT stream, at FROM down), 0, 1), 1, 1, 900
FROM numbers({days} * 1440) AS m
CROSS JOIN (SELECT value_stream FROM catalog_kpis FINAL WHERE revision = 900 AND source = 'INCIDENTS') AS k;
