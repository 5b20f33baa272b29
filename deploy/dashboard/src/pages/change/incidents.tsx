/** Incidents that a change may have caused, with their probability. */
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import type { AttributedRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { duration, percent } from '../../format';
import { useTexts, word } from '../../i18n';
import { candidateWords, kpiWords } from '../../reasons';
import { parseTime, SECOND } from '../../time';
import { Rows, Table } from '../../ui/parts';

/** The reasons of a candidate; what each KPI shows on request. */
function Why(props: { row: Pick<AttributedRow, 'reasons' | 'kpi_evidence'> }) {
  const texts = useTexts();
  const { catalog } = useView();
  const kpis = kpiWords(props.row, catalog, texts);
  return (
    <>
      {candidateWords(props.row, catalog, texts)}
      {kpis.length > 0 && <details><summary>{texts.change.kpiEvidence}</summary>{kpis.map((words) => <div key={words} class="muted">{words}</div>)}</details>}
    </>
  );
}

export function Incidents(props: { change: { change: string } }) {
  const texts = useTexts();
  const { times } = useView();
  const answer = useRows(QUESTIONS.changeIncidents, props.change);
  return (
    <Rows answer={answer} empty={texts.change.incidentsNone}>
      {(rows) => (
        <Table label={texts.change.incidents} rows={rows} columns={[
          { head: texts.timeline.incident, wide: true, cell: (row) => <>{row.incident_id} <span class="muted">{row.title}</span></> },
          { head: texts.change.weight, right: true, cell: (row) => percent(row.weight, texts) },
          { head: texts.calendar.severity, cell: (row) => word(texts.severities, row.severity) },
          { head: texts.change.opened, cell: (row) => <span class="number">{times.dateTime(parseTime(row.opened_at))}</span> },
          { head: texts.change.lasted, right: true, cell: (row) => {
            const end = parseTime(row.resolved_at);
            return end === null ? texts.change.stillOpen : duration((end - (parseTime(row.opened_at) ?? end)) / SECOND, texts);
          } },
          { head: texts.change.why, wide: true, cell: (row) => <Why row={row} /> },
        ]} />
      )}
    </Rows>
  );
}
