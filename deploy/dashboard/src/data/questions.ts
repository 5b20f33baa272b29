/** The statements of the page: each is a file in src/sql, with the type of its rows. ClickHouse binds the parameters. */
import activities from '../sql/activities.sql?raw';
import adoptionDelivery from '../sql/adoption-delivery.sql?raw';
import adoptionEffects from '../sql/adoption-effects.sql?raw';
import adoptionKpis from '../sql/adoption-kpis.sql?raw';
import alerts from '../sql/alerts.sql?raw';
import changeCollisions from '../sql/change-collisions.sql?raw';
import changeEffects from '../sql/change-effects.sql?raw';
import changeIncidents from '../sql/change-incidents.sql?raw';
import changeList from '../sql/change-list.sql?raw';
import changePaths from '../sql/change-paths.sql?raw';
import changeSeriesHours from '../sql/change-series-hours.sql?raw';
import changeSeries from '../sql/change-series.sql?raw';
import changeStages from '../sql/change-stages.sql?raw';
import change from '../sql/change.sql?raw';
import collisionsOpen from '../sql/collisions-open.sql?raw';
import collisions from '../sql/collisions.sql?raw';
import correlations from '../sql/correlations.sql?raw';
import dora from '../sql/dora.sql?raw';
import effectGroups from '../sql/effect-groups.sql?raw';
import kpiTrends from '../sql/kpi-trends.sql?raw';
import kpis from '../sql/kpis.sql?raw';
import maturity from '../sql/maturity.sql?raw';
import plans from '../sql/plans.sql?raw';
import pulse from '../sql/pulse.sql?raw';
import reach from '../sql/reach.sql?raw';
import results from '../sql/results.sql?raw';
import streams from '../sql/streams.sql?raw';
import timelineChanges from '../sql/timeline-changes.sql?raw';
import timelineIncidents from '../sql/timeline-incidents.sql?raw';
import windows from '../sql/windows.sql?raw';
import type * as rows from './rows';

export type Parameters = Readonly<Record<string, string | number>>;

/** A statement, typed by its rows. */
export interface Question<Row> {
  name: string;
  sql: string;
  /** Exists only for the type checker. */
  row?: Row;
}

function ask<Row>(name: string, sql: string): Question<Row> {
  return { name, sql };
}

export const QUESTIONS = {
  pulse: ask<rows.Pulse>('pulse', pulse),
  streams: ask<rows.StreamRow>('streams', streams),
  kpis: ask<rows.KpiRow>('kpis', kpis),
  activities: ask<rows.ActivityRow>('activities', activities),
  reach: ask<rows.ReachRow>('reach', reach),
  kpiTrends: ask<rows.TrendRow>('kpi-trends', kpiTrends),
  results: ask<rows.ResultRow>('results', results),
  dora: ask<rows.DoraRow>('dora', dora),
  collisionsOpen: ask<rows.OpenCollisionsRow>('collisions-open', collisionsOpen),
  alerts: ask<rows.AlertRow>('alerts', alerts),
  timelineChanges: ask<rows.TimelineChange>('timeline-changes', timelineChanges),
  timelineIncidents: ask<rows.TimelineIncident>('timeline-incidents', timelineIncidents),
  windows: ask<rows.WindowRow>('windows', windows),
  changeList: ask<rows.ListedChange>('change-list', changeList),
  change: ask<rows.ChangeRow>('change', change),
  changeStages: ask<rows.StageRow>('change-stages', changeStages),
  changeEffects: ask<rows.EffectRow>('change-effects', changeEffects),
  changePaths: ask<rows.PathRow>('change-paths', changePaths),
  changeIncidents: ask<rows.AttributedRow>('change-incidents', changeIncidents),
  changeCollisions: ask<rows.ChangeCollision>('change-collisions', changeCollisions),
  changeSeries: ask<rows.SeriesRow>('change-series', changeSeries),
  changeSeriesHours: ask<rows.SeriesRow>('change-series-hours', changeSeriesHours),
  plans: ask<rows.PlanRow>('plans', plans),
  collisions: ask<rows.CollisionRow>('collisions', collisions),
  correlations: ask<rows.CorrelationRow>('correlations', correlations),
  effectGroups: ask<rows.GroupRow>('effect-groups', effectGroups),
  maturity: ask<rows.MaturityRow>('maturity', maturity),
  adoptionKpis: ask<rows.AdoptionKpiRow>('adoption-kpis', adoptionKpis),
  adoptionEffects: ask<rows.AdoptionEffectRow>('adoption-effects', adoptionEffects),
  adoptionDelivery: ask<rows.AdoptionDeliveryRow>('adoption-delivery', adoptionDelivery),
} as const;
