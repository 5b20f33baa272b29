/** A searchable list of changes. */
import { useEffect, useState } from 'preact/hooks';
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { ListedChange, Result } from '../data/rows';
import { useRows } from '../data/use-rows';
import { signedPercent } from '../format';
import { useTexts, word } from '../i18n';
import { parseTime, sqlTime } from '../time';
import { ChangeLink, Panel, Rows, Table, Title, Verdict } from '../ui/parts';

const PAGE_ROWS = 50;
const TYPING_MILLIS = 250;
const CHOICES: readonly Result[] = ['DEGRADED', 'IMPROVED', 'MIXED', 'NO_MATERIAL_EFFECT', 'HARM_RULED_OUT', 'BENEFIT_RULED_OUT', 'INCONCLUSIVE', 'INSUFFICIENT_DATA'];

export function ChangesPage() {
  const texts = useTexts();
  const { span, route, go } = useView();
  const text = route.more['q'] ?? '';
  const result = route.more['effect'] ?? '';
  const offset = Math.max(0, Number.parseInt(route.more['from'] ?? '0', 10) || 0);
  const answer = useRows(
    QUESTIONS.changeList,
    span && { from: sqlTime(span.from), to: sqlTime(span.to), stream: route.stream, text, result, offset },
  );
  return (
    <>
      <Title title={texts.changes.title} lead={texts.changes.lead} />
      <Panel title={texts.changes.title}>
        <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
          <Search text={text} />
          <label class="field">
            {texts.changes.result}
            <select value={result} onChange={(event) => go({ more: { ...route.more, effect: event.currentTarget.value, from: '' } })}>
              <option value="">{texts.changes.anyResult}</option>
              {CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {texts.verdicts[choice]}
                </option>
              ))}
            </select>
          </label>
        </form>
        <Rows answer={answer} empty={texts.states.nothing} ranged>
          {(rows) => <List rows={rows} offset={offset} />}
        </Rows>
      </Panel>
    </>
  );
}

/** A search field that takes effect when typing pauses, so that not every letter starts a query. */
function Search(props: { text: string }) {
  const texts = useTexts();
  const { route, go } = useView();
  const [typed, setTyped] = useState(props.text);
  useEffect(() => setTyped(props.text), [props.text]);
  useEffect(() => {
    if (typed === props.text) return;
    const timer = setTimeout(() => go({ more: { ...route.more, q: typed, from: '' } }), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="field">
      {texts.changes.search}
      <input type="search" value={typed} placeholder={texts.changes.searchHint} onInput={(event) => setTyped(event.currentTarget.value)} />
    </label>
  );
}

function List(props: { rows: readonly ListedChange[]; offset: number }) {
  const texts = useTexts();
  const { times, route, go } = useView();
  const found = props.rows[0]?.found ?? 0;
  const turn = (by: number) => go({ more: { ...route.more, from: String(Math.max(0, props.offset + by)) } });
  return (
    <>
      <p class="muted small" role="status">{texts.changes.found(found)}</p>
      <Table
        label={texts.changes.title}
        rows={props.rows}
        columns={[
          { head: texts.changes.id, wide: true, cell: (row) => <ChangeLink id={row.change_id} title={row.title} /> },
          { head: texts.changes.effect, cell: (row) => <Effects row={row} /> },
          { head: texts.changes.deployed, cell: (row) => <span class="number">{times.dateTime(parseTime(row.at))}</span> },
          { head: texts.changes.state, cell: (row) => word(texts.states_, row.state) },
          { head: texts.changes.service, cell: (row) => row.service },
          { head: texts.changes.team, cell: (row) => row.team },
          { head: texts.changes.type, cell: (row) => word(texts.types, row.change_type) },
        ]}
      />
      <div class="pager">
        <button class="button" type="button" disabled={props.offset === 0} onClick={() => turn(-PAGE_ROWS)}>
          {texts.changes.previous}
        </button>
        <span class="number">{`${props.offset + 1}–${props.offset + props.rows.length} / ${found}`}</span>
        <button class="button" type="button" disabled={props.offset + props.rows.length >= found} onClick={() => turn(PAGE_ROWS)}>
          {texts.changes.next}
        </button>
      </div>
    </>
  );
}

function Effects(props: { row: ListedChange }) {
  const texts = useTexts();
  const { catalog } = useView();
  if (props.row.results.length === 0) return <span class="muted">{texts.changes.notMeasured}</span>;
  return (
    <ul>
      {props.row.results.map(([stream, result, worst, worstBenefit, best, bestBenefit]) => {
        const better = result === 'IMPROVED';
        const kpi = better ? best : worst;
        const named = result === 'IMPROVED' || result === 'DEGRADED' || result === 'MIXED';
        return (
          <li key={stream}>
            <Verdict result={result} />{' '}
            <span class="muted small">
              {catalog.stream(stream)}
              {named && `: ${catalog.kpi(stream, kpi)} ${signedPercent(signed(stream, kpi, better ? bestBenefit : worstBenefit), texts)}`}
            </span>
          </li>
        );
      })}
    </ul>
  );

  /** Benefits are positive for better; people expect the sign of the KPI's own difference. */
  function signed(stream: string, kpi: string, benefit: number): number {
    return catalog.find(stream, kpi)?.direction === 'LOWER_IS_BETTER' ? -benefit : benefit;
  }
}
