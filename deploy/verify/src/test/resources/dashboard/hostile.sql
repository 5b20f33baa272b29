-- Rows in which every text that an event can carry tries to be markup, around the end of {days} days from {begin}; {changes} is not used.
INSERT INTO catalog_value_streams (revision, effective_from, value_stream, position, name, adopted_at) VALUES
    (900, '1970-01-01 00:00:00', 'hostile', 5, '<img src=x onerror="window.hacked=1">Stream', NULL);

INSERT INTO catalog_kpis (revision, effective_from, value_stream, kpi, name, unit, direction, material_effect, source) VALUES
    (900, '1970-01-01 00:00:00', 'hostile', 'bad-kpi', '<script>window.hacked=2</script>Kpi', '', 'HIGHER_IS_BETTER', 0.02, 'LEARNING_ACTIVITY');

INSERT INTO catalog_reach (revision, effective_from, value_stream, service, distance, activities) VALUES
    (900, '1970-01-01 00:00:00', 'hostile', '<img src=x onerror=window.hacked=3>', 0, ['<b onmouseover=window.hacked=4>act</b>']);

INSERT INTO catalog_activities (revision, effective_from, value_stream, activity, position, name, services) VALUES
    (900, '1970-01-01 00:00:00', 'hostile', '<b onmouseover=window.hacked=4>act</b>', 1, '<b onmouseover=window.hacked=4>act</b>', ['<img src=x onerror=window.hacked=3>']);

INSERT INTO changes (change_id, service, environment, state, change_type, title, version, team, collaborating_teams, work_item, sprint, planned_start, planned_end,
    planned_at, actual_start, actual_end, succeeded_at, started_at, first_commit_at, rollout_scope, service_known, value_streams, catalog_revision, last_event_at, events,
    production, attempts, live, deployed_at, live_at, rollout_at, rollout_scopes)
SELECT
    '"><img src=x onerror=window.hacked=5>', '<img src=x onerror=window.hacked=3>', 'production', 'SUCCEEDED', 'NORMAL', '<svg onload=window.hacked=6>Title', '<i>1</i>',
    '<u>team</u>', ['<u>other</u>'], '<a href=javascript:window.hacked=7>story</a>', '<b>', at, at + INTERVAL 1 HOUR, at - INTERVAL 1 DAY, at, at + INTERVAL 1 HOUR,
    at + INTERVAL 1 HOUR, at, at - INTERVAL 3 DAY, ['<em>cohort</em>'], true, ['hostile'], 900, at, 9,
    true, 1, true, at + INTERVAL 1 HOUR, at + INTERVAL 1 HOUR, [at + INTERVAL 1 HOUR], [['<em>cohort</em>']]
FROM (SELECT toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 3) AS at);

INSERT INTO changes (change_id, service, environment, state, change_type, title, team, planned_start, planned_end, planned_at, service_known, value_streams,
    catalog_revision, last_event_at, events, production)
SELECT
    concat('PLAN-', toString(number)), 'course-1', 'production', 'PLANNED', 'NORMAL', 'Move the <b>database</b>', 'team-1', at, at + INTERVAL 2 HOUR,
    at - INTERVAL 5 DAY, true, ['course-delivery'], 900, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 1), 2, true
FROM (SELECT number, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} + 3 + number) AS at FROM numbers(3));

INSERT INTO flow_stages (change_id, stage, kind, team, hand_over, started_at, ended_at, events)
SELECT '"><img src=x onerror=window.hacked=5>', 'COMMITTED', 'ACTIVE', '<u>team</u>', true, at - INTERVAL 3 DAY, at, 9
FROM (SELECT toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 3) AS at);

INSERT INTO change_effects (change_id, value_stream, kpi, horizon_seconds, service, change_type, team, state, before_at, live_at, window_end, status, verdict, headline, direction,
    material_effect, method, insufficient, placebos, numerator, denominator, expected, observed, effect, low, high, p, p_adjusted, family, confounded, confounders,
    confounder_count, catalog_revision, revision)
SELECT
    '"><img src=x onerror=window.hacked=5>', 'hostile', 'bad-kpi', horizon, '<img src=x onerror=window.hacked=3>', 'NORMAL', '<u>team</u>', 'SUCCEEDED', at, at + INTERVAL 1 HOUR,
    at + INTERVAL 1 HOUR + toIntervalSecond(horizon), 'FINAL', if(horizon = 604800, 'INSUFFICIENT_DATA', 'DEGRADED'), horizon = 86400, 'HIGHER_IS_BETTER', 0.02, ['<b>method</b>'],
    if(horizon = 604800, '<i>reason</i>', ''), 400, 1, 2, 0.8, 0.6, -0.25, -0.3, -0.2, 0.001, 0.002, 2, true, ['change:<img src=x onerror=window.hacked=8>'], 1, 900, 9
FROM (SELECT arrayJoin([3600, 86400, 604800]) AS horizon, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 3) AS at);

INSERT INTO outcome_minutes (value_stream, kpi, minute, service, cohort, numerator, denominator, events, catalog_revision)
SELECT 'hostile', 'bad-kpi', toDateTime('{begin}', 'UTC') + toIntervalDay({days} - 9) + toIntervalMinute(5 * number), '<img src=x onerror=window.hacked=3>', 'all', 8, 10, 10, 900
FROM numbers(2304);

INSERT INTO incidents (incident_id, service, environment, state, severity, title, opened_at, service_known, value_streams, catalog_revision, last_event_at, events,
    production, began_at)
SELECT '<img src=x onerror=window.hacked=9>', '<img src=x onerror=window.hacked=3>', 'production', 'OPENED', 'CRITICAL', '<svg onload=window.hacked=10>', at, true, ['hostile'], 900, at, 9, true, at
FROM (SELECT toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 2) AS at);

INSERT INTO incident_attributions (incident_id, service, environment, opened_at, severity, external, unattributed, candidate_count, change_ids, services, weights, reported,
    distances, recency, proximity, risk, result, evidence, reasons, status, catalog_revision, revision)
SELECT '<img src=x onerror=window.hacked=9>', '<img src=x onerror=window.hacked=3>', 'production', at, 'CRITICAL', false, 0.2, 1, ['"><img src=x onerror=window.hacked=5>'],
    ['<img src=x onerror=window.hacked=3>'], [0.8], [false], [0], [1.], [1.], [1.], [1.], [2.],
    [[['<img src=x onerror=window.hacked=11>'], ['KPI_WORSE', 'kpi=<img src=x onerror=window.hacked=11>']]], 'FINAL', 900, 9
FROM (SELECT toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 2) AS at);

INSERT INTO release_windows (window_id, revision, kind, title, value_streams, starts_at, ends_at, importance, expected_learners, cancelled)
SELECT concat('<img src=x onerror=window.hacked=12>', toString(number)), 9, 'EXAM', '<svg onload=window.hacked=13>Exam', [['hostile', 'course-delivery'][number + 1]],
    at + toIntervalDay(number * 5), at + toIntervalDay(number * 5) + INTERVAL 3 DAY, 5, 12000, false
FROM (SELECT number, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 2) AS at FROM numbers(2));

INSERT INTO release_collisions (change_id, window_id, value_stream, state, severity, score, service, team, change_type, change_title, window_title, window_kind, importance,
    expected_learners, window_start, window_end, change_start, change_end, actual, warned_at, withdrawn_at, reason, catalog_revision, revision)
SELECT concat('PLAN-', toString(number)), '<img src=x onerror=window.hacked=12>1', 'course-delivery', ['OPEN', 'OPEN', 'WITHDRAWN'][number + 1], 'CRITICAL', 6, 'course-1', 'team-1',
    'NORMAL', 'Move the <b>database</b>', '<svg onload=window.hacked=13>Exam', 'EXAM', 5, 12000, at + INTERVAL 3 DAY, at + INTERVAL 6 DAY, at + INTERVAL 3 DAY + toIntervalDay(number),
    at + INTERVAL 4 DAY, false, at - INTERVAL 2 DAY, NULL, '<b>moved</b>', 900, 9
FROM (SELECT number, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days}) AS at FROM numbers(3));

INSERT INTO change_alerts (alert_id, kind, state, severity, raised_at, change_id, value_stream, subject, code, args, text, link, revision)
SELECT concat('hostile-', toString(number)), ['COLLISION_AHEAD', 'EFFECT_DEGRADED', 'INCIDENT_ATTRIBUTED', 'VALUE_STREAM_SILENT'][number + 1], 'RAISED', 'CRITICAL', at,
    if(number = 3, '', '"><img src=x onerror=window.hacked=5>'), 'hostile', ['<svg onload=window.hacked=13>Exam', 'bad-kpi', '<img src=x onerror=window.hacked=9>', ''][number + 1],
    ['COLLISION_AHEAD', 'KPI_WORSE', '<b>code</b>', 'VALUE_STREAM_SILENT'][number + 1],
    ['change="><img src=x onerror=window.hacked=5>', 'service=<u>', 'title=<svg onload=window.hacked=13>Exam', 'stream=hostile', 'kpi=bad-kpi', 'start=<b>', 'silence=<b>', 'horizon=3600'],
    '<img src=x onerror=window.hacked=9>', 'javascript:window.hacked=14', 9
FROM (SELECT number, toDateTime64('{begin}', 3, 'UTC') + toIntervalDay({days} - 2) AS at FROM numbers(4));
