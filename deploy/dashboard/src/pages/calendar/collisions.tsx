/** Collisions in one state: ahead (OPEN), taken place (CONFIRMED) or avoided (WITHDRAWN). */
import { useView } from '../../context';
import type { CollisionRow } from '../../data/rows';
import type { Answer } from '../../data/use-rows';
import { count, duration } from '../../format';
import { useTexts, word } from '../../i18n';
import { reasonWords } from '../../reasons';
import { parseTime, SECOND } from '../../time';
import { ChangeLink, type Column, Panel, Rows, Table } from '../../ui/parts';

const WORDS = {
  OPEN: { title: 'ahead', none: 'aheadNone' },
  CONFIRMED: { title: 'confirmed', none: 'confirmedNone' },
  WITHDRAWN: { title: 'withdrawn', none: 'withdrawnNone' },
} as const;

const SHOWN = 15;

export function Collisions(props: { answer: Answer<CollisionRow>; state: keyof typeof WORDS }) {
  const texts = useTexts();
  const words = WORDS[props.state];
  const { answer } = props;
  const of: Answer<CollisionRow> = answer.state === 'there' ? { state: 'there', rows: answer.rows.filter((row) => row.state === props.state) } : answer;
  return (
    <Panel title={texts.calendar[words.title]} {...(props.state === 'OPEN' && of.state === 'there' && of.rows.length > 0 ? { lead: texts.calendar.aheadLead } : {})} id={`collisions-${props.state.toLowerCase()}`}>
      <Rows answer={of} empty={texts.calendar[words.none]} ranged={props.state !== 'OPEN'}>
        {(rows) => (
          <>
            <List rows={rows.slice(0, SHOWN)} state={props.state} />
            {rows.length > SHOWN && (
              <details>
                <summary>{texts.table.rest(rows.length - SHOWN)}</summary>
                <List rows={rows.slice(SHOWN)} state={props.state} />
              </details>
            )}
          </>
        )}
      </Rows>
    </Panel>
  );
}

function List(props: { rows: readonly CollisionRow[]; state: keyof typeof WORDS }) {
  const texts = useTexts();
  const { catalog, times } = useView();
  const warned = (row: CollisionRow): string => {
    const known = parseTime(row.warned_at);
    const began = parseTime(row.change_start);
    return known === null || began === null || known >= began ? texts.calendar.notWarned : duration((began - known) / SECOND, texts);
  };
  const last: Column<CollisionRow> = props.state === 'WITHDRAWN'
    ? { head: texts.calendar.reason, cell: (row) => reasonWords('collision', row.reason, [], texts) }
    : { head: texts.calendar.warned, cell: warned };
  return (
    <Table label={texts.calendar[WORDS[props.state].title]} rows={props.rows} columns={[
      { head: texts.calendar.change, wide: true, cell: (row) => <ChangeLink id={row.change_id} title={row.change_title} /> },
      { head: texts.calendar.severity, cell: (row) => <span class={`tag ${row.severity}`}>{word(texts.severities, row.severity)}</span> },
      { head: texts.calendar.window, wide: true, cell: (row) => <>{row.window_title || row.window_id} <span class="muted small">{word(texts.kinds, row.window_kind)}</span></> },
      { head: texts.calendar.stream, cell: (row) => catalog.stream(row.value_stream) },
      { head: texts.calendar.when, cell: (row) => <span class="number">{times.dateTime(parseTime(row.change_start))}</span> },
      { head: texts.calendar.windowTime, cell: (row) => <span class="number">{texts.units.interval(times.dateTime(parseTime(row.window_start)), times.dateTime(parseTime(row.window_end)))}</span> },
      { head: texts.calendar.learners, right: true, cell: (row) => (row.expected_learners === null ? '–' : count(row.expected_learners, texts)) },
      last,
    ]} />
  );
}
