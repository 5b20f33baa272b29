/** Collisions of a change with release windows, in any state; nothing if there is none. */
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import { rowsOf, useRows } from '../../data/use-rows';
import { useTexts, word } from '../../i18n';
import { parseTime } from '../../time';
import { Panel, Table } from '../../ui/parts';

export function Collided(props: { change: { change: string } }) {
  const texts = useTexts();
  const { catalog, times } = useView();
  const rows = rowsOf(useRows(QUESTIONS.changeCollisions, props.change));
  if (rows.length === 0) return null;
  return (
    <Panel title={texts.change.collisions}>
      <Table label={texts.change.collisions} rows={rows} columns={[
        { head: texts.calendar.window, wide: true, cell: (row) => <>{row.window_title || row.window_id} <span class="muted">{word(texts.kinds, row.window_kind)}</span></> },
        { head: texts.calendar.stream, cell: (row) => catalog.stream(row.value_stream) },
        { head: texts.changes.state, cell: (row) => word(texts.states_, row.state) },
        { head: texts.calendar.severity, cell: (row) => <span class={`tag ${row.severity}`}>{word(texts.severities, row.severity)}</span> },
        { head: texts.calendar.windowTime, cell: (row) => <span class="number">{texts.units.interval(times.dateTime(parseTime(row.window_start)), times.dateTime(parseTime(row.window_end)))}</span> },
      ]} />
    </Panel>
  );
}
