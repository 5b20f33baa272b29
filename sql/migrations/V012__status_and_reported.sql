-- One word for one thing: a maturity is that of a value stream's process, a status that of a row; what was reported is reported.
-- One file: below, each column whose comment was missing or hard to read gets a new one.
ALTER TABLE change_effects RENAME COLUMN maturity TO status;
ALTER TABLE incident_attributions RENAME COLUMN maturity TO status;
ALTER TABLE incident_attributions RENAME COLUMN explicit TO reported;
ALTER TABLE change_alerts UPDATE kind = 'VALUE_STREAM_SILENT' WHERE kind = 'STREAM_SILENT' SETTINGS mutations_sync = 1;

-- Column comments that were wrong, missing or hard to read. Terms: docs/glossary.md.
ALTER TABLE changes
    COMMENT COLUMN planned_at 'When phase PLANNED was reached, as last reported; null if it was not',
    COMMENT COLUMN approved_at 'When phase APPROVED was reached, as last reported; null if it was not',
    COMMENT COLUMN started_at 'When phase STARTED was reached, as last reported; null if it was not',
    COMMENT COLUMN succeeded_at 'When phase SUCCEEDED was reached, as last reported; null if it was not',
    COMMENT COLUMN failed_at 'When phase FAILED was reached, as last reported; null if it was not',
    COMMENT COLUMN rolled_back_at 'When phase ROLLED_BACK was reached, as last reported; null if it was not',
    COMMENT COLUMN cancelled_at 'When phase CANCELLED was reached, as last reported; null if it was not',
    COMMENT COLUMN actual_start 'Start as reported, otherwise started_at',
    COMMENT COLUMN actual_end 'End as reported, otherwise when the change reached its closing state; null while it is open',
    COMMENT COLUMN rollback_of 'Id of the change that this one rolls back; empty if none',
    COMMENT COLUMN remediates_incident 'Id of the incident that this change remediates; empty if none',
    COMMENT COLUMN service_known 'Whether the catalog contains the service',
    COMMENT COLUMN value_streams 'Value streams that the service serves, directly or as a dependency',
    COMMENT COLUMN last_event_at 'Latest event time of its events',
    COMMENT COLUMN events 'Number of distinct events behind the row: its revision';

ALTER TABLE incidents
    COMMENT COLUMN service 'Service that is affected most',
    COMMENT COLUMN cause_change_id 'Id of the change that was reported as the cause; empty if none was',
    COMMENT COLUMN service_known 'Whether the catalog contains the service',
    COMMENT COLUMN value_streams 'Value streams that the affected services serve, directly or as a dependency',
    COMMENT COLUMN events 'Number of distinct events behind the row: its revision';

ALTER TABLE outcome_minutes
    COMMENT COLUMN numerator 'Numerator of the KPI, summed over the events of the minute',
    COMMENT COLUMN denominator 'Denominator of the KPI, summed over the events of the minute; the KPI is numerator / denominator',
    COMMENT COLUMN events 'Number of distinct events counted: the revision of the row',
    COMMENT COLUMN catalog_revision 'Highest catalog revision that was applied to its events';

ALTER TABLE outcome_hours
    COMMENT COLUMN numerator 'Numerator of the KPI, summed over the hour',
    COMMENT COLUMN denominator 'Denominator of the KPI, summed over the hour; the KPI is numerator / denominator',
    COMMENT COLUMN events 'Number of distinct events counted',
    COMMENT COLUMN rolled_at 'Start of the refresh that wrote the row';

ALTER TABLE change_results
    COMMENT COLUMN rolled_at 'Start of the refresh that wrote the row';

ALTER TABLE late_events
    COMMENT COLUMN event_id 'Id of the event; for a sum of several late events, the outcome that it belongs to';

ALTER TABLE rejected_records
    COMMENT COLUMN reason 'Name of the broken rule',
    COMMENT COLUMN detail 'Offending value, in words';

ALTER TABLE intake_balances
    COMMENT COLUMN run 'When the job started without state; a replay is a run of its own',
    COMMENT COLUMN duplicates 'Duplicates of events that already count',
    COMMENT COLUMN late 'Events that arrived after their minute, change or incident was closed',
    COMMENT COLUMN rejected 'Records that cannot be decoded or break a rule';

ALTER TABLE catalog_reach
    COMMENT COLUMN effective_from 'Event time from which the revision applies',
    COMMENT COLUMN distance 'Fewest dependencies between a service that an activity uses directly and this service; 0 for such a service itself';

ALTER TABLE catalog_kpis
    COMMENT COLUMN material_effect 'Smallest relative change that matters: 0.02 is 2 %';

ALTER TABLE change_effects
    COMMENT COLUMN value_stream 'Value stream that the changed service serves',
    COMMENT COLUMN horizon_seconds 'Length of the full observation window, seconds',
    COMMENT COLUMN before_at 'End of the time before the change: when work on the environment started',
    COMMENT COLUMN live_at 'When the change became live: start of the observation window',
    COMMENT COLUMN window_end 'End of the observation window that was estimated, exclusive',
    COMMENT COLUMN exposed_until 'When a rollback cut the observation window short; null if none did',
    COMMENT COLUMN status 'PROVISIONAL while the observation window fills (interim analysis), FINAL when it is complete, REVISED if late data changed the figures after that',
    COMMENT COLUMN material_effect 'Smallest relative difference that matters',
    COMMENT COLUMN method 'Description of the estimate',
    COMMENT COLUMN insufficient 'Reason why there is no estimate: all figures are then 0 and p is 1; empty if there is one',
    COMMENT COLUMN placebos 'Number of placebo times in the null distribution',
    COMMENT COLUMN numerator 'Numerator of the KPI, summed over the observation window',
    COMMENT COLUMN denominator 'Denominator of the KPI, summed over the observation window',
    COMMENT COLUMN expected 'Expected value of the KPI if nothing had been changed (counterfactual)',
    COMMENT COLUMN observed 'Observed value of the KPI in the observation window',
    COMMENT COLUMN effect 'Relative difference observed / expected - 1: 0.1 is 10 % more than expected',
    COMMENT COLUMN low 'Lower end of the 95 % interval of effect',
    COMMENT COLUMN high 'Upper end of the 95 % interval of effect',
    COMMENT COLUMN p 'p-value of no effect; in a PROVISIONAL row it stays valid under repeated interim analyses',
    COMMENT COLUMN p_adjusted 'p adjusted for the number of effects of the change that are tested together (false discovery rate, Benjamini and Hochberg 1995)',
    COMMENT COLUMN confounded 'Whether another change, an incident or a release window may also have moved the KPI in the observation window',
    COMMENT COLUMN confounders 'Confounders as change:ID, incident:ID or window:ID, at most 50',
    COMMENT COLUMN confounder_count 'Number of confounders',
    COMMENT COLUMN catalog_revision 'Catalog revision by which the change is linked to the KPI',
    COMMENT COLUMN revision 'How much was known when the row was written; a higher revision replaces a lower one';

ALTER TABLE flow_stages
    COMMENT COLUMN stage 'State of the change: REQUESTED, COMMITTED, PLANNED, APPROVED or STARTED',
    COMMENT COLUMN team 'Team that is responsible in this state; empty when unknown',
    COMMENT COLUMN hand_over 'Whether another team was responsible in the state before',
    COMMENT COLUMN events 'Number of distinct events of the change: the revision of the row';

ALTER TABLE incident_attributions
    COMMENT COLUMN service 'Service that is affected most',
    COMMENT COLUMN external 'Caused outside the organisation; unattributed is then 1',
    COMMENT COLUMN unattributed 'Weight of no known change being the cause; unattributed and weights sum to 1',
    COMMENT COLUMN candidate_count 'Number of candidates; each array has one element per candidate, largest weight first',
    COMMENT COLUMN change_ids 'Ids of the candidates',
    COMMENT COLUMN services 'Changed service; empty if the reported cause is no known change',
    COMMENT COLUMN weights 'Probability that the candidate is the cause: the normalized product of recency, proximity, risk, result and evidence',
    COMMENT COLUMN reported 'Whether the candidate was reported as the cause; its weight is then 1',
    COMMENT COLUMN distances 'Dependencies between the affected and the changed service: positive if the changed one is a dependency, negative if it is a dependent',
    COMMENT COLUMN recency 'Factor: 1 when the change just became live, halved with each half-life',
    COMMENT COLUMN proximity 'Factor: 1 on an affected service, less with each dependency between',
    COMMENT COLUMN risk 'Factor by type and size of the change',
    COMMENT COLUMN result 'Factor by how the change ended: failed or rolled back',
    COMMENT COLUMN evidence 'Factor: how much likelier the KPIs of the changed service are if the change did harm than if it did not; 1 is neutral',
    COMMENT COLUMN reasons 'The factors in words',
    COMMENT COLUMN status 'PROVISIONAL until all outcomes around the incident are in, then FINAL',
    COMMENT COLUMN revision 'How much was known when the row was written; a higher revision replaces a lower one';

ALTER TABLE release_collisions
    COMMENT COLUMN state 'OPEN: planned in the release window; CONFIRMED: took place in it; WITHDRAWN: no longer',
    COMMENT COLUMN severity 'LOW, MEDIUM, HIGH or CRITICAL, by score',
    COMMENT COLUMN score 'importance, + 1 for an EMERGENCY change, - 1 for a STANDARD change, + 1 for 10,000 expected learners or more; severity: 2 or less LOW, 3 MEDIUM, 4 or 5 HIGH, 6 or more CRITICAL (docs/collisions.md)',
    COMMENT COLUMN importance 'Importance of the release window, 1 to 5',
    COMMENT COLUMN change_start 'Start of the time slot of the change, without margin; null if it has none any more',
    COMMENT COLUMN change_end 'End of the time slot, exclusive: the actual end; before that the planned end; without one, or if it is not later, change_start + 1 ms. Null only if change_start is null',
    COMMENT COLUMN actual 'Whether the time slot is actual; otherwise planned',
    COMMENT COLUMN warned_at 'Event time at which the collision was first known before the change started; null if it was not',
    COMMENT COLUMN confirmed_at 'Event time at which it was known that the change takes place in the release window; null if it did not',
    COMMENT COLUMN withdrawn_at 'Event time at which the collision was withdrawn; null unless it is',
    COMMENT COLUMN reason 'Reason of the current state, in words',
    COMMENT COLUMN revision 'How much was known when the row was written; a higher revision replaces a lower one';

ALTER TABLE change_alerts
    COMMENT COLUMN alert_id 'Id of the condition: alerts of the same condition have the same id',
    COMMENT COLUMN kind 'COLLISION_AHEAD, EFFECT_DEGRADED, INCIDENT_ATTRIBUTED, VALUE_STREAM_SILENT or INTAKE_UNBALANCED',
    COMMENT COLUMN state 'RAISED while the condition holds, then CLEARED',
    COMMENT COLUMN raised_at 'Event time from which the condition holds',
    COMMENT COLUMN change_id 'Change that the alert is about; empty if none',
    COMMENT COLUMN value_stream 'Value stream that the alert is about; empty if none, or several',
    COMMENT COLUMN subject 'Release window, incident or KPI that the alert is about';

-- Comments of the columns that had none.
ALTER TABLE catalog_activities
    COMMENT COLUMN revision 'Catalog revision',
    COMMENT COLUMN effective_from 'Event time from which the revision applies',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN activity 'Id of the activity',
    COMMENT COLUMN name 'Name of the activity';

ALTER TABLE catalog_kpis
    COMMENT COLUMN revision 'Catalog revision',
    COMMENT COLUMN effective_from 'Event time from which the revision applies',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN kpi 'Id of the KPI',
    COMMENT COLUMN name 'Name of the KPI',
    COMMENT COLUMN unit 'Unit of the KPI; ratio or empty for a share';

ALTER TABLE catalog_reach
    COMMENT COLUMN revision 'Catalog revision',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN service 'Service that serves the value stream, directly or as a dependency';

ALTER TABLE catalog_value_streams
    COMMENT COLUMN revision 'Catalog revision',
    COMMENT COLUMN effective_from 'Event time from which the revision applies',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN name 'Name of the value stream';

ALTER TABLE change_alerts
    COMMENT COLUMN revision 'How much was known when the row was written; a higher revision replaces a lower one';

ALTER TABLE change_results
    COMMENT COLUMN change_id 'Id of the change',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN service 'Service that was deployed',
    COMMENT COLUMN change_type 'STANDARD, NORMAL, EMERGENCY or UNKNOWN (ITIL 4)',
    COMMENT COLUMN team 'Team that made the change; empty when unknown',
    COMMENT COLUMN technical_result 'Technical state of the change: SUCCEEDED, FAILED or ROLLED_BACK',
    COMMENT COLUMN business_result 'IMPROVED, DEGRADED, MIXED, NO_MATERIAL_EFFECT, INCONCLUSIVE or INSUFFICIENT_DATA, by the verdicts of all KPIs at their longest horizon with an estimate',
    COMMENT COLUMN live_at 'When the change became live',
    COMMENT COLUMN kpis 'Number of KPIs',
    COMMENT COLUMN improved 'Number of KPIs with the verdict IMPROVED',
    COMMENT COLUMN degraded 'Number of KPIs with the verdict DEGRADED',
    COMMENT COLUMN worst_kpi 'Degraded KPI with the smallest benefit; empty if none is degraded',
    COMMENT COLUMN worst_benefit 'Its benefit: effect, positive for better',
    COMMENT COLUMN best_kpi 'Improved KPI with the largest benefit; empty if none is improved',
    COMMENT COLUMN best_benefit 'Its benefit: effect, positive for better',
    COMMENT COLUMN confounded 'Whether the effect on some KPI is confounded',
    COMMENT COLUMN final 'Whether the longest horizon of every KPI is final',
    COMMENT COLUMN conclusive 'Number of final effects with the verdict IMPROVED, DEGRADED or NO_MATERIAL_EFFECT',
    COMMENT COLUMN measured 'Number of KPIs with a final effect that could be estimated',
    COMMENT COLUMN material_benefit 'Sum over these KPIs of the benefit at the longest such horizon, in units of the material effect';

ALTER TABLE change_results_touched
    COMMENT COLUMN change_id 'Change whose effects were written',
    COMMENT COLUMN touched_at 'When they were written';

ALTER TABLE changes
    COMMENT COLUMN title 'Title for people',
    COMMENT COLUMN team 'Team that made the change; empty when unknown',
    COMMENT COLUMN collaborating_teams 'Other teams that took part',
    COMMENT COLUMN sprint 'Sprint; empty when there is none',
    COMMENT COLUMN requested_at 'When the service request was made; null when unknown',
    COMMENT COLUMN planned_start 'Planned start, as last reported',
    COMMENT COLUMN planned_end 'Planned end, as last reported',
    COMMENT COLUMN first_commit_at 'Time of the oldest commit; null when unknown',
    COMMENT COLUMN commits 'Number of commits',
    COMMENT COLUMN lines_added 'Lines added by all commits',
    COMMENT COLUMN lines_removed 'Lines removed by all commits',
    COMMENT COLUMN files_changed 'Files changed, counted once per commit',
    COMMENT COLUMN catalog_revision 'Catalog revision by which service_known and value_streams were determined';

ALTER TABLE dora_bands
    COMMENT COLUMN source 'Source of the band, and its wording there';

ALTER TABLE flow_stages
    COMMENT COLUMN change_id 'Id of the change',
    COMMENT COLUMN started_at 'When the change entered this state';

ALTER TABLE incident_attributions
    COMMENT COLUMN incident_id 'Id of the incident',
    COMMENT COLUMN environment 'Environment of the incident',
    COMMENT COLUMN opened_at 'When the incident opened',
    COMMENT COLUMN severity 'CRITICAL, MAJOR, MINOR, NONE or UNKNOWN',
    COMMENT COLUMN catalog_revision 'Catalog revision by which distances were determined';

ALTER TABLE incidents
    COMMENT COLUMN incident_id 'Id of the incident',
    COMMENT COLUMN affected_services 'Other services that are affected',
    COMMENT COLUMN environment 'Only production counts for attribution and metrics',
    COMMENT COLUMN category 'Category as reported',
    COMMENT COLUMN title 'Title for people',
    COMMENT COLUMN team 'Responsible team; empty when unknown',
    COMMENT COLUMN opened_at 'When the incident opened',
    COMMENT COLUMN acknowledged_at 'When the incident was acknowledged; null if it was not',
    COMMENT COLUMN reopened_at 'Last reopening; null if there was none',
    COMMENT COLUMN reopenings 'Number of reopenings',
    COMMENT COLUMN catalog_revision 'Catalog revision by which service_known and value_streams were determined',
    COMMENT COLUMN last_event_at 'Latest event time of its events';

ALTER TABLE intake_balances
    COMMENT COLUMN topic 'Kafka topic',
    COMMENT COLUMN partition 'Partition of the topic';

ALTER TABLE late_events
    COMMENT COLUMN topic 'Kafka topic',
    COMMENT COLUMN partition 'Partition of the topic',
    COMMENT COLUMN offset 'Offset of the record';

ALTER TABLE rejected_records
    COMMENT COLUMN topic 'Kafka topic',
    COMMENT COLUMN partition 'Partition of the topic',
    COMMENT COLUMN offset 'Offset of the record';

ALTER TABLE outcome_hours
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN kpi 'Id of the KPI',
    COMMENT COLUMN hour 'Start of the hour, event time';

ALTER TABLE outcome_hours_touched
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN kpi 'Id of the KPI',
    COMMENT COLUMN hour 'Hour of which outcomes were written',
    COMMENT COLUMN touched_at 'When they were written';

ALTER TABLE outcome_minutes
    COMMENT COLUMN value_stream 'Id of the value stream; unmapped if the service is not in the catalog',
    COMMENT COLUMN kpi 'Id of the KPI',
    COMMENT COLUMN minute 'Start of the minute, event time',
    COMMENT COLUMN service 'Service that was used',
    COMMENT COLUMN cohort 'Cohort of the learners';

ALTER TABLE release_collisions
    COMMENT COLUMN change_id 'Id of the change',
    COMMENT COLUMN window_id 'Id of the release window',
    COMMENT COLUMN value_stream 'Id of the value stream',
    COMMENT COLUMN service 'Service that is changed',
    COMMENT COLUMN team 'Team that makes the change; empty when unknown',
    COMMENT COLUMN change_type 'STANDARD, NORMAL, EMERGENCY or UNKNOWN (ITIL 4)',
    COMMENT COLUMN change_title 'Title of the change',
    COMMENT COLUMN window_title 'Title of the release window',
    COMMENT COLUMN window_kind 'COURSE_RELEASE, ENROLMENT, EXAM, FREEZE or OTHER',
    COMMENT COLUMN expected_learners 'Learners expected in the release window; null when unknown',
    COMMENT COLUMN window_start 'Start of the release window, without margin',
    COMMENT COLUMN window_end 'End of the release window, without margin, exclusive',
    COMMENT COLUMN catalog_revision 'Catalog revision by which the change is linked to the value stream';

ALTER TABLE release_windows
    COMMENT COLUMN window_id 'Id of the release window',
    COMMENT COLUMN revision 'Revision of the release window; a higher revision replaces a lower one',
    COMMENT COLUMN title 'Title for people',
    COMMENT COLUMN value_streams 'Value streams that are protected',
    COMMENT COLUMN starts_at 'Start, inclusive',
    COMMENT COLUMN expected_learners 'Learners expected in the release window; null when unknown',
    COMMENT COLUMN cancelled 'Whether the release window was cancelled';
