/** Row types of the statements in src/sql, in one file beside each other. Times are UTC without a zone; see time.ts. */

export type Verdict = 'IMPROVED' | 'DEGRADED' | 'NO_MATERIAL_EFFECT' | 'HARM_RULED_OUT' | 'BENEFIT_RULED_OUT' | 'INCONCLUSIVE' | 'INSUFFICIENT_DATA';
export type Result = Verdict | 'MIXED';
export type Direction = 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER';

export interface Pulse {
  newest_minute: string;
  oldest_minute: string;
  newest_change: string;
  oldest_change: string;
  minutes: number;
  changes: number;
  effects: number;
  others: number;
  now: string;
}

export interface StreamRow {
  value_stream: string;
  name: string;
  adopted_at: string | null;
}

export interface KpiRow {
  value_stream: string;
  kpi: string;
  name: string;
  unit: string;
  direction: Direction;
  material_effect: number;
}

export interface ActivityRow {
  activity: string;
  name: string;
  services: string[];
}

export interface ReachRow {
  service: string;
  distance: number;
  activities: string[];
}

/** number of the step, and the KPI in it; null where nothing was counted */
export type TrendPoint = [number, number | null];

export interface TrendRow {
  value_stream: string;
  kpi: string;
  now: number | null;
  before: number | null;
  /** now / before - 1 */
  difference: number | null;
  points: TrendPoint[];
}

export interface ResultRow {
  value_stream: string;
  business_result: Result;
  changes: number;
  not_final: number;
  /** Of the changes with a result; null for those without. */
  share: number | null;
}

export interface DoraRow {
  value_stream: string;
  current: boolean;
  /** Observed as a whole: not begun before the first deployment, and over. */
  complete: boolean;
  days: number;
  observed_days: number;
  deployments: number;
  live_deployments: number;
  frequency: number;
  lead_changes: number;
  lead_reversed: number;
  lead_median: number | null;
  failed_deployments: number;
  fail_rate: number | null;
  recovered: number;
  recovery_reversed: number;
  recovery_median: number | null;
  rework_deployments: number;
  rework_rate: number | null;
  value_judged: number;
  value_successes: number;
  value_success_rate: number | null;
  /** Each: relative to the period before. */
  frequency_difference: number | null;
  lead_difference: number | null;
  fail_rate_difference: number | null;
  recovery_difference: number | null;
  rework_rate_difference: number | null;
  value_success_rate_difference: number | null;
}

export interface OpenCollisionsRow {
  value_stream: string;
  open: number;
  worst: string;
}

export interface AlertRow {
  kind: string;
  severity: string;
  raised_at: string;
  change_id: string;
  value_stream: string;
  code: string;
  args: string[];
  text: string;
}

export interface TimelineChange {
  change_id: string;
  service: string;
  title: string;
  team: string;
  change_type: string;
  state: string;
  starts_at: string;
  ends_at: string | null;
  business_result: Result | '';
}

export interface TimelineIncident {
  incident_id: string;
  service: string;
  severity: string;
  title: string;
  opened_at: string;
  resolved_at: string | null;
}

export interface WindowRow {
  window_id: string;
  kind: string;
  title: string;
  value_streams: string[];
  starts_at: string;
  ends_at: string;
  importance: number;
  expected_learners: number | null;
}

/** value stream, result, worst KPI and its benefit, best KPI and its benefit */
export type ListedResult = [string, Result, string, number, string, number];

export interface ListedChange {
  change_id: string;
  title: string;
  service: string;
  team: string;
  change_type: string;
  state: string;
  at: string;
  results: ListedResult[];
  found: number;
}

export interface ChangeRow {
  change_id: string;
  service: string;
  environment: string;
  state: string;
  change_type: string;
  title: string;
  version: string;
  team: string;
  collaborating_teams: string[];
  work_item: string;
  sprint: string;
  service_request: string;
  planned_start: string | null;
  planned_end: string | null;
  actual_start: string | null;
  actual_end: string | null;
  exposed_until: string | null;
  first_commit_at: string | null;
  commits: number;
  lines_added: number;
  lines_removed: number;
  files_changed: number;
  rollout_scope: string[];
  rollback_of: string;
  remediates_incident: string;
  value_streams: string[];
}

export interface StageRow {
  stage: string;
  kind: string;
  team: string;
  hand_over: boolean;
  started_at: string;
  ended_at: string | null;
  seconds: number | null;
  /** All stages together. */
  flow_seconds: number | null;
  waiting_share: number | null;
}

export interface EffectRow {
  value_stream: string;
  kpi: string;
  horizon_seconds: number;
  before_at: string;
  live_at: string;
  window_end: string;
  exposed_until: string | null;
  status: string;
  verdict: Verdict;
  /** Whether this horizon speaks for the KPI; one row per KPI. */
  headline: boolean;
  direction: Direction;
  material_effect: number;
  method: string[];
  insufficient: string;
  insufficient_args: string[];
  placebos: number;
  expected: number;
  observed: number;
  effect: number;
  low: number;
  high: number;
  p: number;
  /** The effect in units of the KPI's numerator; null without an estimate. */
  impact: number | null;
  impact_low: number | null;
  impact_high: number | null;
  p_adjusted: number;
  /** The interval that the verdict is read from: adjusted for the number of effects of the change. */
  low_adjusted: number;
  high_adjusted: number;
  family: number;
  confounded: boolean;
  confounders: string[];
  confounder_count: number;
}

/** How an effect went on; arrays by part of the time after the change. */
export interface PathRow {
  value_stream: string;
  kpi: string;
  status: string;
  direction: Direction;
  /** First part with an effect; empty for none. */
  came_at: string;
  lasted_until: string;
  fading: boolean;
  parts: readonly string[];
  insufficient: readonly string[];
  insufficient_args: readonly string[][];
  effect: readonly number[];
  low: readonly number[];
  high: readonly number[];
  p_adjusted: readonly number[];
  impact: readonly number[];
  /** Sums of impact up to the end of each part; may end early. */
  cumulative: readonly number[];
  cumulative_low: readonly number[];
  cumulative_high: readonly number[];
}

export interface AttributedRow {
  incident_id: string;
  weight: number;
  /** Each a code and its arguments. */
  reasons: string[][];
  kpi_evidence: string[][];
  opened_at: string;
  service: string;
  severity: string;
  title: string;
  resolved_at: string | null;
}

export interface ChangeCollision {
  window_id: string;
  value_stream: string;
  state: string;
  severity: string;
  window_title: string;
  window_kind: string;
  window_start: string;
  window_end: string;
  expected_learners: number | null;
}

export interface SeriesRow {
  at: string;
  value: number | null;
  /** Events that the KPI counts, per minute. */
  per_minute: number;
}

export interface PlanRow {
  change_id: string;
  title: string;
  service: string;
  team: string;
  change_type: string;
  state: string;
  value_streams: string[];
  planned_start: string;
  planned_end: string | null;
}

export interface CollisionRow {
  change_id: string;
  window_id: string;
  value_stream: string;
  state: string;
  severity: string;
  service: string;
  team: string;
  change_title: string;
  window_title: string;
  window_kind: string;
  expected_learners: number | null;
  window_start: string;
  window_end: string;
  change_start: string | null;
  change_end: string | null;
  warned_at: string | null;
  confirmed_at: string | null;
  withdrawn_at: string | null;
  reason: string;
}

export interface CorrelationRow {
  trait: string;
  n: number;
  correlation: number;
  low: number;
  high: number;
  p: number;
  p_adjusted: number;
}

export interface GroupRow {
  dimension: 'type' | 'team' | 'collision';
  name: string;
  changes: number;
  improved: number;
  improved_share: number;
  degraded: number;
  degraded_share: number;
  no_material_effect: number;
  harm_ruled_out: number;
  benefit_ruled_out: number;
  inconclusive: number;
}

export interface MaturityRow {
  value_stream: string;
  month: string;
  changes: number;
  tied: number;
  planned_ahead: number;
  integration: number;
  shared: number;
  waiting_for_others_share: number;
  collaboration: number;
  evaluated: number;
  evaluation: number;
}

export interface AdoptionKpiRow {
  adopter: string;
  adopted_at: string;
  value_stream: string;
  kpi: string;
  adopted_by_then: number;
  before: number | null;
  after: number | null;
  difference: number | null;
}

/** What an estimate of an adoption lacks. */
export type Lack = 'NO_COMPARISON' | 'FEW_WEEKS_BEFORE' | 'FEW_WEEKS_AFTER' | 'UNSTABLE_BEFORE' | 'IMPRECISE';

export interface AdoptionEffectRow {
  adopter: string;
  kpi: string;
  /** Value streams whose change over the same weeks is subtracted; empty if none has the KPI. */
  compared_with: readonly string[];
  weeks_before: number;
  weeks_after: number;
  /** Figures are null where there are too few weeks. */
  effect: number | null;
  low: number | null;
  high: number | null;
  /** Relative effect that four of five such estimates would find. */
  least_found: number | null;
  impact: number | null;
  impact_low: number | null;
  impact_high: number | null;
  lacks: readonly Lack[];
  /** Parts of the twelve weeks that have an estimate, and their effects. */
  path_parts: readonly ('WEEKS_1_TO_4' | 'WEEKS_5_TO_8' | 'WEEKS_9_TO_12')[];
  path_effects: readonly number[];
  path_lows: readonly number[];
  path_highs: readonly number[];
}

export interface AdoptionDeliveryRow {
  adopter: string;
  adopted_at: string;
  value_stream: string;
  adopted_by_then: number;
  deployments_before: number;
  deployments_after: number;
  failed_before: number;
  failed_after: number;
  fail_rate_before: number | null;
  fail_rate_after: number | null;
}
