/** The paths of the effects of a change: how each went on over parts of the time after the change. */
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import type { PathRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { pValue, signedAmount, signedPercent } from '../../format';
import { useTexts } from '../../i18n';
import { cumulativeOf, pathMarks, pathSentence } from '../../path';
import { insufficientWords } from '../../reasons';
import { Folded, Panel, Rows, Table } from '../../ui/parts';

const WIDTH = 36;
const HEIGHT = 44;

export function Paths(props: { change: { change: string } }) {
  const texts = useTexts();
  const answer = useRows(QUESTIONS.changePaths, props.change);
  return (
    <Panel title={texts.path.title} lead={texts.path.lead}>
      <Rows answer={answer} empty={texts.path.empty}>{(paths) => <PathTable paths={paths} />}</Rows>
    </Panel>
  );
}

function PathTable(props: { paths: readonly PathRow[] }) {
  const texts = useTexts();
  const { catalog } = useView();
  const name = (path: PathRow): string => `${catalog.stream(path.value_stream)}: ${catalog.kpi(path.value_stream, path.kpi)}`;
  const parts = props.paths.flatMap((path) => path.parts.map((part, i) => ({ path, part, i })));
  const figure = (show: (path: PathRow, i: number) => string) => (row: { path: PathRow; i: number }) => (row.path.insufficient[row.i] === '' ? show(row.path, row.i) : '–');
  return (
    <>
      <Table label={texts.path.title} rows={props.paths} columns={[
        { head: texts.streams.kpi, cell: name },
        { head: texts.path.chart, cell: (path) => <PathChart path={path} /> },
        { head: texts.path.words, cell: (path) => <span data-part="path">{pathSentence(path, texts)}</span> },
        { head: texts.path.cumulative, right: true, cell: (path) => cumulativeOf(path, texts) },
      ]} />
      <Folded label={texts.path.title} rows={parts} columns={[
        { head: texts.streams.kpi, cell: (row) => name(row.path) },
        { head: texts.path.part, cell: (row) => texts.path.parts[row.part] ?? row.part },
        { head: texts.change.effect, right: true, cell: figure((path, i) => signedPercent(path.effect[i] ?? 0, texts)) },
        { head: texts.change.interval, right: true, cell: figure((path, i) => texts.units.interval(signedPercent(path.low[i] ?? 0, texts), signedPercent(path.high[i] ?? 0, texts))) },
        { head: texts.change.impact, right: true, cell: figure((path, i) => signedAmount(path.impact[i] ?? 0, texts)) },
        { head: texts.change.adjusted, right: true, cell: figure((path, i) => pValue(path.p_adjusted[i] ?? 1, texts)) },
        { head: texts.path.reason, cell: (row) => {
          const insufficient = row.path.insufficient[row.i] ?? '';
          return insufficient === '' ? '' : insufficientWords({ insufficient, insufficient_args: row.path.insufficient_args[row.i] ?? [] }, texts);
        } },
      ]} />
    </>
  );
}

/** A whisker for each part, better above; the parts in which the effect is established are filled. */
function PathChart(props: { path: PathRow }) {
  const texts = useTexts();
  const marks = pathMarks(props.path);
  const width = WIDTH * marks.length;
  const y = (share: number): number => 3 + share * (HEIGHT - 6);
  return (
    <svg class="path" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${texts.path.chart}: ${pathSentence(props.path, texts)}`}>
      <line class="zero" x1="0" x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      {marks.map((mark, i) => {
        const x = WIDTH * (i + 0.5);
        if (mark === null) return <text key={i} x={x} y={HEIGHT / 2 - 3} text-anchor="middle" class="muted">?</text>;
        const better = mark.value < 0.5;
        const sure = (mark.low < 0.5 && mark.high < 0.5) || (mark.low > 0.5 && mark.high > 0.5);
        return (
          <g key={i} class={sure ? (better ? 'IMPROVED' : 'DEGRADED') : 'INCONCLUSIVE'}>
            <line class="whisker" x1={x} x2={x} y1={y(mark.low)} y2={y(mark.high)} />
            <circle cx={x} cy={y(mark.value)} r="4" fill={sure ? 'currentColor' : 'var(--panel)'} stroke="currentColor" stroke-width="2" />
          </g>
        );
      })}
    </svg>
  );
}
