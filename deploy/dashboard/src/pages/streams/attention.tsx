/** The newest raised alerts, in the language of the page. */
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import { useRows } from '../../data/use-rows';
import { useTexts, word } from '../../i18n';
import { alertWords } from '../../reasons';
import { parseTime, sqlTime } from '../../time';
import { Panel, Rows } from '../../ui/parts';

export function Attention() {
  const texts = useTexts();
  const { span, times, href, catalog } = useView();
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
                  {alertWords(row, catalog, times, texts)}
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
