-- Why is something so? A code with arguments instead of a sentence: readers have the words, in their language (view reason_words).
-- Arguments are name=value. Sentences in old rows become codes; a sentence that fits no code stays and is shown as it is.
-- One file: it rewrites each column that held a sentence, and gives late sums a table of their own.

ALTER TABLE change_effects
    ADD COLUMN insufficient_args Array(String) COMMENT 'Arguments of insufficient as name=value: least (events); days, needed (days of history)' AFTER insufficient,
    ADD COLUMN steps Array(String) AFTER method;
ALTER TABLE change_effects UPDATE
    steps = multiIf(
        method IN ('', 'none'), [],
        startsWith(method, 'placebo-in-time regression'), arrayConcat(
            ['PLACEBO_REGRESSION'],
            if(method LIKE '%, less comparison%', ['LESS_COMPARISON'], []),
            if(method LIKE '%, half a unit added%', ['HALF_UNIT_ADDED'], []),
            if(method LIKE '%; other changes not avoided', ['OTHER_CHANGES_NOT_AVOIDED'], [])),
        [toString(method)]),
    insufficient_args = multiIf(
        match(insufficient, '^fewer than \\d+ events below the line'), [concat('least=', extract(insufficient, '\\d+'))],
        match(insufficient, '^too little history: [\\d.]+ days before the change, [\\d.]+ are needed'),
            [concat('days=', extract(insufficient, '([\\d.]+) days')), concat('needed=', extract(insufficient, '([\\d.]+) are needed'))],
        [])
    WHERE 1 SETTINGS mutations_sync = 1;
ALTER TABLE change_effects UPDATE
    insufficient = multiIf(
        insufficient LIKE 'fewer than % events below the line%', 'FEW_EVENTS',
        insufficient LIKE 'too little history: %', 'LITTLE_HISTORY',
        insufficient LIKE 'too few placebo times %', 'FEW_PLACEBOS',
        transform(toString(insufficient),
            [
                'the change was live for less than a minute', 'the KPI has sums below 0', 'the estimate is not finite',
                'the window has hardly begun', 'the window after the change has less than half of its usual data',
                'the same window in earlier weeks has no data', 'the KPI never varied before the change'
            ],
            [
                'NOT_LIVE', 'NEGATIVE_SUMS', 'NOT_FINITE',
                'WINDOW_HARDLY_BEGUN', 'WINDOW_HALF_EMPTY', 'NO_EARLIER_WEEKS', 'NEVER_VARIED'
            ],
            toString(insufficient)))
    WHERE insufficient != '' SETTINGS mutations_sync = 1;
ALTER TABLE change_effects DROP COLUMN method;
ALTER TABLE change_effects RENAME COLUMN steps TO method;
ALTER TABLE change_effects
    COMMENT COLUMN method 'Steps of the method: PLACEBO_REGRESSION, LESS_COMPARISON, HALF_UNIT_ADDED, OTHER_CHANGES_NOT_AVOIDED, ON_VOLUME (docs/method.md); empty without an estimate',
    COMMENT COLUMN insufficient 'Why there is no estimate: all figures are then 0 and p is 1; empty if there is one. NOT_LIVE, NEGATIVE_SUMS, NOT_FINITE, WINDOW_HARDLY_BEGUN, FEW_EVENTS, LITTLE_HISTORY, WINDOW_HALF_EMPTY, NO_EARLIER_WEEKS, FEW_PLACEBOS or NEVER_VARIED';

ALTER TABLE incident_attributions ADD COLUMN coded Array(Array(Array(String))) AFTER reasons;
ALTER TABLE incident_attributions UPDATE
    coded = arrayMap(
        sentence -> arrayMap(
            part -> multiIf(
                part = 'reported as the cause', ['REPORTED'],
                part = 'its KPIs got no worse', ['KPIS_NO_WORSE'],
                part = 'failed', ['FAILED'],
                part = 'rolled back afterwards', ['ROLLED_BACK_AFTERWARDS'],
                part = 'rolled back before', ['ROLLED_BACK_BEFORE'],
                part = 'on the service itself', ['ON_THE_SERVICE'],
                part IN ('standard change', 'normal change', 'emergency change'), [replaceAll(upper(part), ' ', '_')],
                match(part, '^live -?\\d+ min before$'), ['LIVE_BEFORE', concat('minutes=', extract(part, '-?\\d+'))],
                match(part, '^began -?\\d+ min before and still ran$'), ['STILL_RUNNING', concat('minutes=', extract(part, '-?\\d+'))],
                match(part, '^\\d+ dependenc(y|ies) upstream$'), ['UPSTREAM', concat('distance=', extract(part, '^\\d+'))],
                match(part, '^\\d+ dependenc(y|ies) downstream$'), ['DOWNSTREAM', concat('distance=', extract(part, '^\\d+'))],
                match(part, '^.+ [+-][\\d.]+ %$'), ['KPI_SHIFTED', concat('kpi=', extract(part, '^(.+) [+-][\\d.]+ %$')), concat('percent=', extract(part, '([+-][\\d.]+) %$'))],
                match(part, '^.+ [+-][\\d.]+ % compared with cohorts without it$'),
                    ['KPI_SHIFTED_WHERE_LIVE', concat('kpi=', extract(part, '^(.+) [+-][\\d.]+ % compared')), concat('percent=', extract(part, '([+-][\\d.]+) % compared'))],
                match(part, '^.+ ([+-]Infinity|NaN) %$'), ['KPI_WORSE', concat('kpi=', extract(part, '^(.+) (?:[+-]Infinity|NaN) %$'))],
                match(part, '^.+ ([+-]Infinity|NaN) % compared with cohorts without it$'), ['KPI_WORSE_WHERE_LIVE', concat('kpi=', extract(part, '^(.+) (?:[+-]Infinity|NaN) % compared'))],
                [part]),
            arrayFilter(part -> part != '', splitByString('; ', sentence))),
        reasons)
    WHERE notEmpty(reasons) SETTINGS mutations_sync = 1;
ALTER TABLE incident_attributions DROP COLUMN reasons;
ALTER TABLE incident_attributions RENAME COLUMN coded TO reasons;
ALTER TABLE incident_attributions
    COMMENT COLUMN reasons 'What speaks for or against each, the strongest first: each reason is a code and its arguments as name=value. REPORTED; KPI_SHIFTED, KPI_SHIFTED_WHERE_LIVE (kpi, percent); KPI_WORSE, KPI_WORSE_WHERE_LIVE (kpi); KPIS_NO_WORSE; FAILED; ROLLED_BACK_AFTERWARDS; ROLLED_BACK_BEFORE; LIVE_BEFORE, STILL_RUNNING (minutes); ON_THE_SERVICE; UPSTREAM, DOWNSTREAM (distance); STANDARD_CHANGE, NORMAL_CHANGE, EMERGENCY_CHANGE';

ALTER TABLE release_collisions UPDATE
    reason = transform(toString(reason),
        [
            'planned in the window', 'took place in the window', 'the change did not begin before the window was over',
            'did not collide after all', 'the change does not reach the value stream any more', 'the window was cancelled',
            'the change was cancelled', 'the change took place outside the window', 'the change or the window moved'
        ],
        [
            'PLANNED_IN_WINDOW', 'TOOK_PLACE_IN_WINDOW', 'WINDOW_OVER',
            'NEVER_COLLIDED', 'VALUE_STREAM_NOT_SERVED', 'WINDOW_CANCELLED',
            'CHANGE_CANCELLED', 'TOOK_PLACE_OUTSIDE', 'MOVED'
        ],
        toString(reason))
    WHERE 1 SETTINGS mutations_sync = 1;
ALTER TABLE release_collisions
    COMMENT COLUMN reason 'Why it is in this state. OPEN: PLANNED_IN_WINDOW; CONFIRMED: TOOK_PLACE_IN_WINDOW; WITHDRAWN: WINDOW_OVER, NEVER_COLLIDED, VALUE_STREAM_NOT_SERVED, WINDOW_CANCELLED, WINDOW_PROTECTS_OTHERS, CHANGE_CANCELLED, TOOK_PLACE_OUTSIDE or MOVED (docs/collisions.md)';

ALTER TABLE change_alerts
    ADD COLUMN code LowCardinality(String) COMMENT 'What it says, with args: codes and arguments in docs/events.md; empty in rows of earlier versions' AFTER subject,
    ADD COLUMN args Array(String) COMMENT 'Arguments of the code as name=value' AFTER code,
    COMMENT COLUMN text 'The same in English, one line';

-- Which sums came after their minute was closed? Their events were in time and are counted in intake_balances.
CREATE TABLE late_sums
(
    topic            LowCardinality(String) COMMENT 'Kafka topic of the first of the events',
    partition        UInt32 COMMENT 'Partition of the first of the events',
    offset           UInt64 COMMENT 'Offset of the first of the events',
    published_at     DateTime64(3, 'UTC') COMMENT 'Timestamp of the Kafka record of the first of the events',
    value_stream     LowCardinality(String) COMMENT 'Id of the value stream',
    kpi              LowCardinality(String) COMMENT 'Id of the KPI',
    minute           DateTime('UTC') COMMENT 'Start of the minute, event time',
    service          LowCardinality(String) COMMENT 'Service that was used',
    cohort           LowCardinality(String) COMMENT 'Cohort of the learners',
    numerator        Decimal(38, 6) COMMENT 'Numerator that is missing in outcome_minutes',
    denominator      Decimal(38, 6) COMMENT 'Denominator that is missing in outcome_minutes',
    events           UInt64 COMMENT 'Number of events that are missing in outcome_minutes',
    catalog_revision UInt64 COMMENT 'Highest catalog revision that was applied to the events'
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset, value_stream, kpi, minute, service, cohort);

ALTER TABLE late_events
    COMMENT COLUMN event_id 'Id of the event',
    COMMENT COLUMN raw 'The value of the Kafka record, byte for byte';
