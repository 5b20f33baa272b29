/** The timeline of a value stream: changes, incidents and release windows in lanes of its activities, and KPI curves. */
import { useMemo } from 'preact/hooks';
import { Chart } from '../charts/chart';
import { type Curve, type Lane, type TimelineData, timelineHeight, timelineOption } from '../charts/timeline-option';
import { translated, useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { ActivityRow, ReachRow, TimelineChange, TrendRow } from '../data/rows';
import { type Answer, rowsOf, useRows } from '../data/use-rows';
import { kpiValue } from '../format';
import { type Texts, useTexts, word } from '../i18n';
import { parseTime, sqlTime } from '../time';
import { type Trend, trendKey, trendsOf } from '../trends';
import { ChangeLink, Folded, Panel, Rows, Title, Verdict } from '../ui/parts';
import { useTimelineWords } from './timeline-words';

const DRAWN_CHANGES = 6000;

/** Lanes of activities in the order in which value flows, then a lane of services that are only dependencies. */
export function lanesOf(activities: readonly ActivityRow[], reach: readonly ReachRow[], texts: Texts): Lane[] {
  const lanes = activities.map((row) => ({ name: translated(row.name, texts), services: row.services }));
  const direct = new Set(activities.flatMap((row) => row.services));
  const beneath = reach.map((row) => row.service).filter((service) => !direct.has(service));
  return beneath.length === 0 ? lanes : [...lanes, { name: texts.timeline.shared, services: beneath }];
}

export function TimelinePage() {
  const texts = useTexts();
  const { span, route, catalog } = useView();
  const stream = route.stream || (catalog.streams[0]?.value_stream ?? '');
  const during = span && stream !== '' ? { from: sqlTime(span.from), to: sqlTime(span.to), stream } : null;
  const activities = useRows(QUESTIONS.activities, stream === '' ? null : { stream });
  const reach = useRows(QUESTIONS.reach, stream === '' ? null : { stream });
  const changes = useRows(QUESTIONS.timelineChanges, during);
  const incidents = rowsOf(useRows(QUESTIONS.timelineIncidents, during));
  const windows = rowsOf(useRows(QUESTIONS.windows, during));
  const step = span === null ? 1 : curveStep(span.to - span.from);
  const trends = useRows(QUESTIONS.kpiTrends, during && { ...during, before: during.from, step });
  const curves = useCurves(stream, trends, step);
  const data = useMemo((): TimelineData | null => {
    if (span === null || reach.state !== 'there' || activities.state !== 'there' || changes.state !== 'there') return null;
    return { from: span.from, to: span.to, lanes: lanesOf(activities.rows, reach.rows, texts), changes: changes.rows, incidents, windows, curves };
  }, [span, reach, activities, changes, incidents, windows, curves, texts]);
  return (
    <>
      <Title title={`${texts.timeline.title}: ${catalog.stream(stream)}`} lead={texts.timeline.lead(catalog.stream(stream))} />
      <Panel title={texts.timeline.changes} lead={texts.timeline.zoomHint}>
        <Legend />
        {changes.state !== 'there' || data === null ? <Rows answer={changes} empty="">{() => null}</Rows> : <Drawing stream={stream} data={data} />}
      </Panel>
    </>
  );
}

/** Seconds between points of the curves: short enough that a release window is visible. */
function curveStep(length: number): number {
  const hours = length / 3_600_000;
  return 3600 * (hours <= 24 * 8 ? 1 : hours <= 24 * 31 ? 6 : 24);
}

function useCurves(stream: string, answer: Answer<TrendRow>, step: number): Curve[] {
  const texts = useTexts();
  const { span, catalog } = useView();
  return useMemo(() => {
    if (span === null || answer.state !== 'there') return [];
    const trends = trendsOf(answer.rows);
    return catalog.kpis.flatMap((kpi): Curve[] => {
      const trend: Trend | undefined = trends.get(trendKey(stream, kpi.kpi));
      if (kpi.value_stream !== stream || trend === undefined) return [];
      return [{
        name: catalog.kpi(stream, kpi.kpi),
        points: trend.points.map(({ bucket, value }) => [span.from + bucket * step * 1000, value]),
        show: (value) => kpiValue(value, kpi.unit, texts),
      }];
    });
  }, [span, answer, catalog, stream, step, texts]);
}

function Drawing(props: { stream: string; data: TimelineData }) {
  const texts = useTexts();
  const { catalog, go, times } = useView();
  const words = useTimelineWords();
  const { data } = props;
  const option = useMemo(() => timelineOption.bind(null, data, words), [data, words]);
  return (
    <figure>
      {data.changes.length >= DRAWN_CHANGES && <p class="muted">{texts.timeline.truncated(DRAWN_CHANGES)}</p>}
      <Chart label={texts.timeline.chart(catalog.stream(props.stream))} height={timelineHeight(data.lanes.length, data.curves.length)}
        option={option} onOpen={(id) => id !== '' && go({ page: 'change', subject: id })} />
      <Folded label={`${texts.timeline.changes}: ${catalog.stream(props.stream)}`} rows={data.changes} columns={[
        { head: texts.changes.id, wide: true, cell: (row: TimelineChange) => <ChangeLink id={row.change_id} title={row.title} /> },
        { head: texts.changes.deployed, cell: (row) => times.dateTime(parseTime(row.ends_at ?? row.starts_at)) },
        { head: texts.changes.service, cell: (row) => row.service },
        { head: texts.changes.state, cell: (row) => word(texts.states_, row.state) },
        { head: texts.changes.effect, cell: (row) => row.business_result === '' ? texts.changes.notMeasured : <Verdict result={row.business_result} /> },
      ]} />
    </figure>
  );
}

function Legend() {
  const texts = useTexts();
  return (
    <ul class="legend" style={{ marginTop: '0.5rem' }}>
      {(['IMPROVED', 'MIXED', 'DEGRADED', 'NO_MATERIAL_EFFECT', 'HARM_RULED_OUT', 'BENEFIT_RULED_OUT', 'INCONCLUSIVE', 'INSUFFICIENT_DATA'] as const).map((result) => (
        <li key={result}><Verdict result={result} /></li>
      ))}
      <li><span class="sign DEGRADED"><span class="swatch bar-swatch" aria-hidden="true" />{texts.timeline.incidents}</span></li>
      <li><span class="sign INCONCLUSIVE"><span class="swatch band-swatch" aria-hidden="true" />{texts.timeline.windows}</span></li>
    </ul>
  );
}
