/** Texts of the tooltips of the timeline. */
import { useMemo } from 'preact/hooks';
import { tip } from '../charts/tip';
import type { TimelineWords } from '../charts/timeline-option';
import { useView } from '../context';
import { count } from '../format';
import { useTexts, word } from '../i18n';
import { parseTime } from '../time';

export function useTimelineWords(): TimelineWords {
  const texts = useTexts();
  const { times } = useView();
  return useMemo((): TimelineWords => ({
    change: (row) =>
      tip(
        `${row.change_id} ${row.title}`,
        `${row.service} · ${row.team} · ${word(texts.types, row.change_type)}`,
        `${word(texts.states_, row.state)} · ${times.dateTime(parseTime(row.ends_at ?? row.starts_at))}`,
        row.business_result === '' ? texts.changes.notMeasured : texts.verdicts[row.business_result],
      ),
    incident: (row) =>
      tip(
        `${texts.timeline.incident} ${row.incident_id}: ${row.title}`,
        `${row.service} · ${word(texts.severities, row.severity)}`,
        texts.units.interval(times.dateTime(parseTime(row.opened_at)), row.resolved_at === null ? texts.change.stillOpen : times.dateTime(parseTime(row.resolved_at))),
      ),
    window: (row) =>
      tip(
        `${texts.timeline.window}: ${row.title}`,
        word(texts.kinds, row.kind),
        texts.units.interval(times.dateTime(parseTime(row.starts_at)), times.dateTime(parseTime(row.ends_at))),
        row.expected_learners === null ? '' : `${texts.calendar.learners}: ${count(row.expected_learners, texts)}`,
      ),
    point: (curve, at, value) => tip(curve.name, curve.show(value), times.dateTime(at)),
  }), [texts, times]);
}
