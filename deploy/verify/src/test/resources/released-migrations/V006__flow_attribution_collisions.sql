-- Where did the time of a change go? One row per change and state that it was in before it was live.
CREATE TABLE flow_stages
(
    change_id  String,
    stage      LowCardinality(String) COMMENT 'State it was in: REQUESTED, COMMITTED, PLANNED, APPROVED or STARTED',
    kind       LowCardinality(String) COMMENT 'WAITING or ACTIVE',
    team       LowCardinality(String) COMMENT 'Team that had it; empty when unknown',
    hand_over  Bool COMMENT 'Whether another team had it in the state before',
    started_at DateTime64(3, 'UTC'),
    ended_at   Nullable(DateTime64(3, 'UTC')) COMMENT 'Null while it is in that state',
    events     UInt64 COMMENT 'Distinct events of the change: the row''s revision'
)
ENGINE = ReplacingMergeTree(events)
ORDER BY (change_id, stage);

-- Which changes may have caused an incident? One row per incident, so that its weights are always read together.
CREATE TABLE incident_attributions
(
    incident_id      String,
    service          LowCardinality(String) COMMENT 'Service that suffers most',
    environment      LowCardinality(String),
    opened_at        DateTime64(3, 'UTC'),
    severity         LowCardinality(String),
    external         Bool COMMENT 'Caused outside the organisation, so that no change can be to blame',
    unattributed     Float64 COMMENT 'Weight of no known change being the cause; with the weights below it makes 1',
    candidate_count  UInt32 COMMENT 'Changes that were weighed; the arrays below have one entry for each, heaviest first',
    change_ids       Array(String),
    services         Array(String) COMMENT 'Service that each changed',
    weights          Array(Float64) COMMENT 'Probability that it is the cause',
    explicit         Array(Bool) COMMENT 'Whether it was reported as the cause',
    distances        Array(Int16) COMMENT 'Dependencies from the suffering service to the changed one; negative the other way round',
    recency          Array(Float64) COMMENT 'Factors whose product the weight is in proportion to',
    proximity        Array(Float64),
    risk             Array(Float64) COMMENT 'By type and size of the change',
    result           Array(Float64) COMMENT 'By how it ended: failed, rolled back',
    evidence         Array(Float64) COMMENT 'How much likelier the KPIs of its service are if it is the cause; 1 says nothing',
    reasons          Array(String) COMMENT 'The factors in words',
    maturity         LowCardinality(String) COMMENT 'PROVISIONAL until the outcomes around the incident are in, then FINAL',
    catalog_revision UInt64,
    revision         UInt64 COMMENT 'How much was known; more replaces less'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY incident_id;

-- Which changes run, or would run, in a release window of a value stream that they reach?
CREATE TABLE release_collisions
(
    change_id         String,
    window_id         String,
    value_stream      LowCardinality(String),
    state             LowCardinality(String) COMMENT 'OPEN: ahead; CONFIRMED: it happened; WITHDRAWN: one of them moved',
    severity          LowCardinality(String) COMMENT 'LOW, MEDIUM, HIGH or CRITICAL',
    score             UInt8 COMMENT 'What the severity is made of: see docs/delivery.md',
    service           LowCardinality(String),
    team              LowCardinality(String),
    change_type       LowCardinality(String),
    change_title      String,
    window_title      String,
    window_kind       LowCardinality(String),
    importance        UInt8,
    expected_learners Nullable(UInt64),
    window_start      DateTime64(3, 'UTC'),
    window_end        DateTime64(3, 'UTC'),
    change_start      Nullable(DateTime64(3, 'UTC')) COMMENT 'Interval of the change, without margin; null when it has none any more',
    change_end        Nullable(DateTime64(3, 'UTC')) COMMENT 'Null also while it runs',
    actual            Bool COMMENT 'Whether that interval is the actual one, not the planned one',
    warned_at         Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time from which it was known ahead; null when it was not',
    confirmed_at      Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time from which it was known to happen',
    withdrawn_at      Nullable(DateTime64(3, 'UTC')),
    reason            LowCardinality(String) COMMENT 'Why it is in this state, in words',
    catalog_revision  UInt64,
    revision          UInt64 COMMENT 'How much was known; more replaces less'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (change_id, window_id, value_stream);

-- What should somebody look at?
CREATE TABLE change_alerts
(
    alert_id     String COMMENT 'What it is about: the same thing has the same id',
    kind         LowCardinality(String) COMMENT 'COLLISION_AHEAD, EFFECT_DEGRADED, INCIDENT_ATTRIBUTED or STREAM_SILENT',
    state        LowCardinality(String) COMMENT 'RAISED or CLEARED',
    severity     LowCardinality(String) COMMENT 'LOW, MEDIUM, HIGH or CRITICAL',
    raised_at    DateTime64(3, 'UTC') COMMENT 'Event time from which it holds',
    change_id    String COMMENT 'Empty when it is about no change',
    value_stream LowCardinality(String) COMMENT 'Empty when it is about no single one',
    subject      String COMMENT 'What else it is about: a release window, an incident, a KPI',
    text         String COMMENT 'One line for people',
    link         String COMMENT 'Page of the dashboard',
    revision     UInt64
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY alert_id;

-- Which value streams are there, and since when do they work with the integrated change process?
CREATE TABLE catalog_value_streams
(
    revision       UInt64,
    effective_from DateTime64(3, 'UTC'),
    value_stream   LowCardinality(String),
    position       UInt8 COMMENT 'Order in the catalog',
    name           String,
    adopted_at     Nullable(DateTime64(3, 'UTC')) COMMENT 'When it adopted the integrated change process; null when it has not'
)
ENGINE = ReplacingMergeTree
ORDER BY (revision, value_stream);
