/** Correlations of traits of changes with their effects. */
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { CorrelationRow, GroupRow, Result } from '../data/rows';
import { rowsOf, useRows } from '../data/use-rows';
import { correlation, count, percent, pValue } from '../format';
import { useTexts, word } from '../i18n';
import { sqlTime } from '../time';
import { ForestRow } from '../ui/forest';
import { Panel, Rows, Table, Title, Verdict } from '../ui/parts';
import { Shares } from '../ui/shares';

const SIGNIFICANT = 0.05;
const FEW = 10;

export function CorrelationsPage() {
  const texts = useTexts();
  const { span, route, times } = useView();
  const during = span && { from: sqlTime(span.from), to: sqlTime(span.to), stream: route.stream };
  const answer = useRows(QUESTIONS.correlations, during && { ...during, zone: times.timeZone });
  const groups = useRows(QUESTIONS.effectGroups, during);
  return (
    <>
      <Title title={texts.correlations.title} lead={texts.correlations.lead} />
      <Panel title={texts.correlations.traits} lead={texts.correlations.traitsLead}>
        <Rows answer={answer} empty={texts.correlations.none} ranged>{(rows) => <Traits rows={rows} />}</Rows>
      </Panel>
      <div class="grid" style={{ marginTop: '1rem' }}>
        {(['type', 'collision', 'team'] as const).map((dimension) => (
          <Panel key={dimension} title={texts.correlations.groups[dimension]}>
            <Rows answer={groups} empty={texts.streams.valueNone} ranged>
              {() => <Groups rows={rowsOf(groups).filter((row) => row.dimension === dimension)} dimension={dimension} />}
            </Rows>
          </Panel>
        ))}
      </div>
    </>
  );
}

/** A correlation in words. */
function meaning(row: CorrelationRow): Result {
  if (row.p_adjusted > SIGNIFICANT) return 'INCONCLUSIVE';
  return row.correlation > 0 ? 'IMPROVED' : 'DEGRADED';
}

function Traits(props: { rows: readonly CorrelationRow[] }) {
  const texts = useTexts();
  const ordered = [...props.rows].sort((a, b) => b.correlation - a.correlation);
  const reach = Math.min(1, Math.max(0.1, ...ordered.map((row) => 1.1 * Math.max(Math.abs(row.low), Math.abs(row.high)))));
  const words = { IMPROVED: texts.correlations.goesWithMore, DEGRADED: texts.correlations.goesWithLess } as Partial<Record<Result, string>>;
  return (
    <>
      <Table label={texts.correlations.chart} rows={ordered} columns={[
        { head: texts.correlations.trait, cell: (row) => word(texts.correlations.names, row.trait) },
        {
          head: <span class="forest-head"><span>{correlation(-reach, texts)}</span><span>0</span><span>{correlation(reach, texts)}</span></span>,
          wide: true,
          cell: (row) => <ForestRow estimate={{ value: row.correlation, low: row.low, high: row.high }} reach={reach} result={meaning(row)} />,
        },
        { head: texts.correlations.meaning, cell: (row) => <span class={meaning(row)}>{words[meaning(row)] ?? texts.correlations.chance}</span> },
        { head: texts.correlations.correlation, right: true, cell: (row) => correlation(row.correlation, texts) },
        { head: texts.correlations.interval, right: true, cell: (row) => texts.units.interval(correlation(row.low, texts), correlation(row.high, texts)) },
        { head: texts.correlations.n, right: true, cell: (row) => count(row.n, texts) },
        { head: texts.correlations.adjusted, right: true, cell: (row) => pValue(row.p_adjusted, texts) },
      ]} />
      <p class="muted small" style={{ marginTop: '0.5rem' }}>{texts.correlations.note(props.rows.length)}</p>
    </>
  );
}

function Groups(props: { rows: readonly GroupRow[]; dimension: GroupRow['dimension'] }) {
  const texts = useTexts();
  const name = (row: GroupRow): string => {
    if (row.dimension === 'type') return word(texts.types, row.name);
    if (row.dimension === 'collision') return word(texts.correlations.collisionNames, row.name);
    return row.name === '' ? texts.correlations.noTeam : row.name;
  };
  const counts = (row: GroupRow): Map<Result, number> => new Map<Result, number>([
    ['IMPROVED', row.improved], ['DEGRADED', row.degraded], ['NO_MATERIAL_EFFECT', row.no_material_effect],
    ['HARM_RULED_OUT', row.harm_ruled_out], ['BENEFIT_RULED_OUT', row.benefit_ruled_out], ['INCONCLUSIVE', row.inconclusive],
  ]);
  return (
    <Table label={texts.correlations.shares(texts.correlations.groups[props.dimension])} rows={props.rows} columns={[
      { head: texts.correlations.group, cell: (row) => <>{name(row)}{row.changes < FEW && <span class="muted small"> {texts.correlations.smallGroup}</span>}</> },
      { head: texts.changes.effect, wide: true, cell: (row) => <Shares counts={counts(row)} label={name(row)} /> },
      { head: <Verdict result="IMPROVED" />, right: true, cell: (row) => percent(row.improved_share, texts) },
      { head: <span class="sign DEGRADED">{texts.correlations.degradedShare}</span>, right: true, cell: (row) => percent(row.degraded_share, texts) },
      { head: texts.correlations.n, right: true, cell: (row) => count(row.changes, texts) },
    ]} />
  );
}
