/** The newest raised alerts, in the language of the page. */
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import type { AlertRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { useTexts, word } from '../../i18n';
import { parseTime, sqlTime } from '../../time';
import { Panel, Rows } from '../../ui/parts';

function useSentence(): (row: AlertRow) => string {
  const texts = useTexts();
  const { catalog } = useView();
  return (row) => {
    const { alert } = texts.streams;
    switch (row.kind) {
      case 'COLLISION_AHEAD':
        return alert.COLLISION_AHEAD(row.change_id, row.subject);
      case 'EFFECT_DEGRADED':
        return alert.EFFECT_DEGRADED(row.change_id, catalog.kpi(row.value_stream, row.subject));
      case 'INCIDENT_ATTRIBUTED':
        return alert.INCIDENT_ATTRIBUTED(row.change_id, row.subject);
      case 'INTAKE_UNBALANCED':
        return alert.INTAKE_UNBALANCED(row.subject);
      default:
        return alert.VALUE_STREAM_SILENT(catalog.stream(row.value_stream));
    }
  };
}

export function Attention() {
  const texts = useTexts();
  const { span, times, href, catalog } = useView();
  const sentence = useSentence();
  const alerts = useRows(QUESTIONS.alerts, span && { from: sqlTime(span.from) });
  return (
    <Panel title={texts.streams.attention}>
      <Rows answer={alerts} empty={texts.streams.nothingUrgent} ranged>
        {(rows) => (
          <ul class="alerts">
            {rows.map((row, i) => (
              <li key={i}>
                <span class={`tag ${row.severity}`}>{word(texts.severities, row.severity)}</span>
                <a href={row.change_id === '' ? href({ page: 'timeline', stream: row.value_stream }) : href({ page: 'change', subject: row.change_id })}>
                  {sentence(row)}
                </a>
                <span class="muted small">
                  {row.value_stream !== '' && `${catalog.stream(row.value_stream)} · `}
                  {times.dateTime(parseTime(row.raised_at))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Rows>
    </Panel>
  );
}
