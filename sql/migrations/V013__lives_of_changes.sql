-- When was a change live, did it fail, how long did it take? The jobs write the answers once; every reader reads these columns.
ALTER TABLE changes
    ADD COLUMN production Bool COMMENT 'Whether the environment counts as production (option delivery.production); only these changes count for effects and metrics',
    ADD COLUMN attempts UInt32 COMMENT 'Attempts at deploying it that ended or run; more than 1 if it was tried again under the same id',
    ADD COLUMN live Bool COMMENT 'Whether it was ever live: it succeeded, or was rolled back',
    ADD COLUMN deployed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When its deployment was complete; of a change that never succeeded, when it last failed; null if it has not ended, or was taken back',
    ADD COLUMN live_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it last became live for its present rollout, or failed: start of its observation windows; null if it has not',
    ADD COLUMN exposed_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was rolled back after live_at, by itself or by another change; null if it was not',
    ADD COLUMN failure LowCardinality(String) COMMENT 'Technical failure that happened, whatever followed: FAILED, ROLLED_BACK, ROLLED_BACK_BY_OTHER, or empty; the view deployments adds INCIDENT',
    ADD COLUMN recovery_from Nullable(DateTime64(3, 'UTC')) COMMENT 'From when the recovery from that failure is counted',
    ADD COLUMN recovered_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the service had recovered from that failure; null if it has not',
    ADD COLUMN first_of_service Bool COMMENT 'Whether it is the first change of its service that went live in production',
    ADD COLUMN lead_seconds Nullable(Float64) COMMENT 'Seconds from its first commit to deployed_at; null without commits, if it did not go live, is the first of its service, or lead_reversed',
    ADD COLUMN lead_reversed Bool COMMENT 'Whether its first commit is later than deployed_at, so that its lead time is not known',
    ADD COLUMN rolled_back_by String COMMENT 'Id of the change that rolled it back; empty if none did',
    ADD COLUMN rollback_inferred Bool COMMENT 'Whether rollback_of was not reported but follows from the versions: an older version of the service went live again',
    ADD COLUMN rollout_at Array(DateTime64(3, 'UTC')) COMMENT 'When each step of its rollout was live; same order as rollout_scopes',
    ADD COLUMN rollout_scopes Array(Array(String)) COMMENT 'Cohorts that had it from each step on; empty means everybody';

ALTER TABLE changes
    COMMENT COLUMN environment 'Environment as last reported',
    COMMENT COLUMN rollout_scope 'Cohorts that have the change at present; empty means everybody';

ALTER TABLE change_effects
    COMMENT COLUMN status 'PROVISIONAL while the observation window fills (interim analysis), FINAL when it is complete, REVISED if late data changed the figures after that, WITHDRAWN if the change does not affect the KPI after all (left out of latest_effects)';

ALTER TABLE incidents
    ADD COLUMN production Bool COMMENT 'Whether the environment counts as production (option delivery.production)',
    ADD COLUMN began_at DateTime64(3, 'UTC') COMMENT 'Earliest time known of it: its opening may be reported last, or never';

-- Rows written before: what they tell. A job that reads the events again replaces them.
ALTER TABLE changes UPDATE
    production = environment = 'production',
    attempts = if(coalesce(succeeded_at, failed_at, rolled_back_at, started_at) IS NULL, 0, 1),
    live = succeeded_at IS NOT NULL OR rolled_back_at IS NOT NULL,
    deployed_at = if(state IN ('SUCCEEDED', 'FAILED'), actual_end, coalesce(succeeded_at, failed_at, rolled_back_at)),
    live_at = if(rolled_back_at IS NULL, if(coalesce(succeeded_at, failed_at) IS NULL, NULL, coalesce(actual_end, succeeded_at, failed_at)), coalesce(succeeded_at, failed_at, actual_start, rolled_back_at)),
    exposed_until = rolled_back_at,
    failure = if(state IN ('FAILED', 'ROLLED_BACK'), state, ''),
    recovery_from = if(state IN ('FAILED', 'ROLLED_BACK'), coalesce(succeeded_at, failed_at, rolled_back_at), NULL),
    recovered_at = rolled_back_at,
    rollout_scopes = if(coalesce(succeeded_at, failed_at, rolled_back_at) IS NULL, [], [rollout_scope]),
    rollout_at = arrayFilter(t -> t IS NOT NULL, [coalesce(succeeded_at, failed_at, rolled_back_at)])::Array(DateTime64(3, 'UTC'))
WHERE true
SETTINGS mutations_sync = 1;

-- Second step: what depends on other changes of the service, and on deployed_at.
ALTER TABLE changes UPDATE
    first_of_service = live AND production AND change_id IN
    (
        SELECT argMin(change_id, (assumeNotNull(deployed_at), change_id)) FROM changes FINAL WHERE production AND live AND deployed_at IS NOT NULL GROUP BY service
    ),
    lead_reversed = live AND first_commit_at IS NOT NULL AND deployed_at IS NOT NULL AND assumeNotNull(first_commit_at) > assumeNotNull(deployed_at)
WHERE true
SETTINGS mutations_sync = 1;

ALTER TABLE changes UPDATE
    lead_seconds = if(live AND NOT first_of_service AND NOT lead_reversed, dateDiff('millisecond', first_commit_at, deployed_at) / 1000, NULL),
    failure = if(failure = '' AND live AND change_id IN
        (
            SELECT rollback_of FROM changes FINAL WHERE production AND rollback_of != '' AND succeeded_at IS NOT NULL
        ), 'ROLLED_BACK_BY_OTHER', failure)
WHERE true
SETTINGS mutations_sync = 1;

ALTER TABLE incidents UPDATE
    production = environment = 'production',
    began_at = coalesce(least(coalesce(opened_at, toDateTime64('2299-12-31', 3, 'UTC')), coalesce(acknowledged_at, toDateTime64('2299-12-31', 3, 'UTC')), coalesce(resolved_at, toDateTime64('2299-12-31', 3, 'UTC')), coalesce(reopened_at, toDateTime64('2299-12-31', 3, 'UTC')), last_event_at), last_event_at)
WHERE true
SETTINGS mutations_sync = 1;
