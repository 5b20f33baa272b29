/** Overview of the value streams: KPIs, results of changes, delivery and alerts. */
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { DoraRow, OpenCollisionsRow, ResultRow } from '../data/rows';
import { rowsOf, useRows } from '../data/use-rows';
import { useTexts, word } from '../i18n';
import { sqlTime } from '../time';
import { type Trend, trendsOf } from '../trends';
import { Rows, Title } from '../ui/parts';
import { Attention } from './streams/attention';
import { Delivery } from './streams/delivery';
import { KpiTable } from './streams/kpi-table';
import { ValueShares } from './streams/value-shares';

export function StreamsPage() {
  const texts = useTexts();
  const { span, route, catalog, times } = useView();
  const during = span && { from: sqlTime(span.from), to: sqlTime(span.to) };
  const compared = span && during && { ...during, before: sqlTime(span.before) };
  const trends = useRows(QUESTIONS.kpiTrends, span && compared && { ...compared, stream: '', step: span.step / 1000 });
  const results = useRows(QUESTIONS.results, during);
  const dora = useRows(QUESTIONS.dora, span && compared && { to: compared.to, before: compared.before, unit: span.comparable ? 'halves' : 'range', zone: times.timeZone });
  const collisions = rowsOf(useRows(QUESTIONS.collisionsOpen, NONE));
  const streams = catalog.streams;
  return (
    <>
      <Title title={texts.streams.title} lead={texts.streams.lead(texts.controls.spans[route.range])} />
      <Attention />
      <div class="grid" style={{ marginTop: '1rem' }}>
        <Rows answer={trends} empty={texts.states.nothing} ranged>
          {(rows) => {
            const byKpi = trendsOf(rows);
            return streams.map((stream) => (
              <Card key={stream.value_stream} stream={stream.value_stream} trends={byKpi}
                results={rowsOf(results)} dora={rowsOf(dora)} collisions={collisions} />
            ));
          }}
        </Rows>
      </div>
    </>
  );
}

interface CardProps {
  stream: string;
  trends: ReadonlyMap<string, Trend>;
  results: readonly ResultRow[];
  dora: readonly DoraRow[];
  collisions: readonly OpenCollisionsRow[];
}

function Card(props: CardProps) {
  const texts = useTexts();
  const { catalog, href } = useView();
  const { stream } = props;
  const open = props.collisions.find((row) => row.value_stream === stream);
  const of = <Row extends { value_stream: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.value_stream === stream);
  return (
    <article class="panel card" aria-label={catalog.stream(stream)} data-stream={stream}>
      <div class="card-head">
        <h2>{catalog.stream(stream)}</h2>
        <a class={`tag ${open?.worst ?? ''}`} href={href({ page: 'calendar', stream })} data-part="collisions">
          {texts.streams.openCollisions(open?.open ?? 0)}
          {open !== undefined && ` · ${texts.streams.worst(word(texts.severities, open.worst))}`}
        </a>
        <span class="card-links">
          <a href={href({ page: 'timeline', stream })}>{texts.streams.toTimeline}</a>
          <a href={href({ page: 'changes', stream })}>{texts.streams.toChanges}</a>
        </span>
      </div>
      <ValueShares stream={stream} rows={of(props.results)} />
      <KpiTable stream={stream} trends={props.trends} />
      <Delivery stream={stream} rows={of(props.dora)} />
    </article>
  );
}

const NONE = {};
