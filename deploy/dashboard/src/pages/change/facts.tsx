/** Reported facts of a change. */
import type { ComponentChildren } from 'preact';
import { useView } from '../../context';
import type { ChangeRow } from '../../data/rows';
import { count } from '../../format';
import { useTexts, word } from '../../i18n';
import { parseTime } from '../../time';

export function Facts(props: { change: ChangeRow }) {
  const texts = useTexts();
  const { catalog, times, href } = useView();
  const { change } = props;
  const span = (from: string | null, to: string | null): string =>
    from === null && to === null ? '' : texts.units.interval(times.dateTime(parseTime(from)), times.dateTime(parseTime(to)));
  const facts: [string, ComponentChildren][] = [
    [texts.change.service, change.service],
    [texts.change.team, change.collaborating_teams.length === 0 ? change.team : `${change.team} ${texts.change.with} ${texts.units.list(change.collaborating_teams)}`],
    [texts.change.type, word(texts.types, change.change_type)],
    [texts.change.reaches, texts.units.list(change.value_streams.map((stream) => catalog.stream(stream)))],
    [texts.change.planned, span(change.planned_start, change.planned_end)],
    [texts.change.actual, span(change.actual_start, change.actual_end)],
    [texts.change.rolledBack, change.exposed_until === null ? '' : times.dateTime(parseTime(change.exposed_until))],
    [texts.change.version, change.version],
    [texts.change.size, change.commits === 0 ? '' : texts.change.sizeOf(count(change.commits, texts), count(change.lines_added, texts), count(change.lines_removed, texts), count(change.files_changed, texts))],
    [texts.change.story, change.work_item],
    [texts.change.sprint, change.sprint],
    [texts.change.request, change.service_request],
    [texts.change.scope, change.rollout_scope.length === 0 ? texts.change.everybody : texts.units.list(change.rollout_scope)],
    [texts.change.takesBack, change.rollback_of === '' ? '' : <a href={href({ page: 'change', subject: change.rollback_of })}>{change.rollback_of}</a>],
    [texts.change.remedies, change.remediates_incident],
  ];
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value !== '').map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
