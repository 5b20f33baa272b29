-- What is known of each change and each incident? One row per id; the row with most events is the latest.
-- Queries take time ranges over few thousand rows a month: one partition, ordered by the key that makes a row unique.

CREATE TABLE changes
(
    change_id           String COMMENT 'Id of the change',
    service             LowCardinality(String) COMMENT 'Service that was deployed',
    environment         LowCardinality(String) COMMENT 'Only production counts for effects and metrics',
    state               LowCardinality(String) COMMENT 'PLANNED, APPROVED, STARTED, SUCCEEDED, FAILED, ROLLED_BACK or CANCELLED',
    change_type         LowCardinality(String) COMMENT 'STANDARD, NORMAL, EMERGENCY or UNKNOWN (ITIL 4)',
    title               String,
    version             String COMMENT 'Artefact version or image tag',
    team                LowCardinality(String),
    collaborating_teams Array(LowCardinality(String)),
    work_item           String COMMENT 'Story or card; empty when there is none',
    sprint              LowCardinality(String),
    service_request     String COMMENT 'Originating service request; empty when there is none',
    requested_at        Nullable(DateTime64(3, 'UTC')),
    planned_start       Nullable(DateTime64(3, 'UTC')),
    planned_end         Nullable(DateTime64(3, 'UTC')),
    planned_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'When each phase was reached, as last reported',
    approved_at         Nullable(DateTime64(3, 'UTC')),
    started_at          Nullable(DateTime64(3, 'UTC')),
    succeeded_at        Nullable(DateTime64(3, 'UTC')),
    failed_at           Nullable(DateTime64(3, 'UTC')),
    rolled_back_at      Nullable(DateTime64(3, 'UTC')),
    cancelled_at        Nullable(DateTime64(3, 'UTC')),
    actual_start        Nullable(DateTime64(3, 'UTC')) COMMENT 'As reported, else started_at',
    actual_end          Nullable(DateTime64(3, 'UTC')) COMMENT 'As reported, else the time of the closing phase',
    first_commit_at     Nullable(DateTime64(3, 'UTC')),
    commits             UInt32,
    lines_added         UInt64,
    lines_removed       UInt64,
    files_changed       UInt64,
    rollout_scope       Array(String) COMMENT 'Cohorts that get the change; empty means everybody',
    rollback_of         String,
    remediates_incident String,
    service_known       Bool COMMENT 'Whether the catalog names the service',
    value_streams       Array(LowCardinality(String)) COMMENT 'Value streams it reaches, directly or through dependencies',
    catalog_revision    UInt64,
    last_event_at       DateTime64(3, 'UTC') COMMENT 'Latest event time of its life',
    events              UInt64 COMMENT 'Distinct events folded into the row: its revision'
)
ENGINE = ReplacingMergeTree(events)
ORDER BY change_id;

CREATE TABLE incidents
(
    incident_id       String,
    service           LowCardinality(String) COMMENT 'Service that suffers most',
    affected_services Array(LowCardinality(String)),
    environment       LowCardinality(String),
    state             LowCardinality(String) COMMENT 'OPENED, ACKNOWLEDGED, RESOLVED or REOPENED',
    severity          LowCardinality(String) COMMENT 'CRITICAL, MAJOR, MINOR, NONE or UNKNOWN',
    category          LowCardinality(String),
    title             String,
    team              LowCardinality(String),
    cause_change_id   String COMMENT 'Change that is known to have caused it; empty when none is',
    external          Bool COMMENT 'Caused outside the organisation',
    opened_at         Nullable(DateTime64(3, 'UTC')),
    acknowledged_at   Nullable(DateTime64(3, 'UTC')),
    resolved_at       Nullable(DateTime64(3, 'UTC')) COMMENT 'Last resolution; null while it is open',
    reopened_at       Nullable(DateTime64(3, 'UTC')),
    reopenings        UInt32,
    service_known     Bool,
    value_streams     Array(LowCardinality(String)),
    catalog_revision  UInt64,
    last_event_at     DateTime64(3, 'UTC'),
    events            UInt64 COMMENT 'Distinct events folded into the row: its revision'
)
ENGINE = ReplacingMergeTree(events)
ORDER BY incident_id;
