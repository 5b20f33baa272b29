/** Maturity of the integrated change process, and the effect of adopting it. */
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { MaturityRow } from '../data/rows';
import { useRows } from '../data/use-rows';
import { count, percent } from '../format';
import { useTexts } from '../i18n';
import { parseTime } from '../time';
import { Folded, Rows, Title } from '../ui/parts';
import { Sparkline } from '../ui/sparkline';
import { Adoption } from './maturity/adoption';

const SHARES = ['integration', 'collaboration', 'evaluation'] as const;
type Share = (typeof SHARES)[number];

export function MaturityPage() {
  const texts = useTexts();
  const { route, catalog } = useView();
  const maturity = useRows(QUESTIONS.maturity, NONE);
  return (
    <>
      <Title title={texts.maturityPage.title} lead={texts.maturityPage.lead} />
      <div class="grid">
        <Rows answer={maturity} empty={texts.maturityPage.none}>
          {(rows) => catalog.streams
            .filter((stream) => route.stream === '' || stream.value_stream === route.stream)
            .map((stream) => {
              const own = rows.filter((row) => row.value_stream === stream.value_stream);
              return own.length === 0 ? null : <Levels key={stream.value_stream} name={catalog.stream(stream.value_stream)} stream={stream.value_stream} rows={own} />;
            })}
        </Rows>
      </div>
      <Adoption />
    </>
  );
}

function evidence(row: MaturityRow, share: Share, texts: ReturnType<typeof useTexts>): string {
  const of = (n: number): string => texts.maturityPage.ofChanges(count(n, texts), count(row.changes, texts));
  switch (share) {
    case 'integration':
      return `${texts.maturityPage.tiedOf(of(row.tied))}${texts.units.semicolon}${texts.maturityPage.plannedOf(of(row.planned_ahead))}`;
    case 'collaboration':
      return `${texts.maturityPage.sharedOf(of(row.shared))}${texts.units.semicolon}${texts.maturityPage.waitingOf(percent(row.waiting_for_others_share, texts))}`;
    case 'evaluation':
      return texts.maturityPage.evaluatedOf(of(row.evaluated));
  }
}

function Levels(props: { name: string; stream: string; rows: readonly MaturityRow[] }) {
  const texts = useTexts();
  const { times } = useView();
  const latest = props.rows[props.rows.length - 1];
  if (latest === undefined) return null;
  return (
    <article class="panel" aria-label={props.name} data-stream={props.stream}>
      <h2>{props.name}</h2>
      <p class="muted small">{texts.maturityPage.latest(times.month(parseTime(`${latest.month} 00:00:00`)))}</p>
      <div class="levels" style={{ marginTop: '0.75rem' }}>
        {SHARES.map((share) => (
          <div key={share}>
            <div class="row">
              <span>{texts.maturityPage[share]}</span>
              <span class="sign"><Sparkline points={props.rows.map((row, i) => ({ bucket: i, value: row[share] }))} label={texts.streams.trendOf(texts.maturityPage[share])} />
                <b class="number" data-share={share}>{percent(latest[share], texts)}</b></span>
            </div>
            <div class="meter" aria-hidden="true"><span style={{ width: `${100 * latest[share]}%` }} /></div>
            <p class="muted small">{evidence(latest, share, texts)}</p>
          </div>
        ))}
      </div>
      <Folded label={texts.maturityPage.chart(props.name)} rows={[...props.rows].reverse()} columns={[
        { head: texts.maturityPage.month, cell: (row) => times.month(parseTime(`${row.month} 00:00:00`)) },
        ...SHARES.map((share) => ({ head: texts.maturityPage[share], right: true, cell: (row: MaturityRow) => percent(row[share], texts) })),
        { head: texts.maturityPage.changes, right: true, cell: (row) => count(row.changes, texts) },
      ]} />
    </article>
  );
}

const NONE = {};
