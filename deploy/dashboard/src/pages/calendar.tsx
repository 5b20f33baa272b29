/** Planned changes and release windows, with their collisions. */
import { useMemo } from 'preact/hooks';
import { type CalendarData, calendarHeight, calendarOption, type CalendarWords, collisionKey } from '../charts/calendar-option';
import { Chart } from '../charts/chart';
import { tip } from '../charts/tip';
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { PlanRow, WindowRow } from '../data/rows';
import { rowsOf, useLink, useRows } from '../data/use-rows';
import { useTexts, word } from '../i18n';
import { DAY, parseTime, sqlTime } from '../time';
import { ChangeLink, Panel, Rows, Table, Title } from '../ui/parts';
import { Collisions } from './calendar/collisions';

/** How far after the newest data plans are shown. */
const AHEAD = 400 * DAY;
const LEAST_AHEAD = 14 * DAY;

export function CalendarPage() {
  const texts = useTexts();
  const { span, route } = useView();
  const during = span && { from: sqlTime(span.from), to: sqlTime(span.to + AHEAD), stream: route.stream };
  const windows = useRows(QUESTIONS.windows, during);
  const plans = useRows(QUESTIONS.plans, during && span && { ...during, from: sqlTime(span.to - LEAST_AHEAD) });
  const collisions = useRows(QUESTIONS.collisions, during);
  return (
    <>
      <Title title={texts.calendar.title} lead={texts.calendar.lead} />
      <Collisions answer={collisions} state="OPEN" />
      <Panel title={`${texts.calendar.windows}, ${texts.calendar.plans.toLocaleLowerCase(texts.locale)}`}>
        <Rows answer={windows} empty={texts.calendar.windowsNone} ranged>{() => <Drawing windows={rowsOf(windows)} plans={rowsOf(plans)}
          colliding={rowsOf(collisions).filter((row) => row.state === 'OPEN').map((row) => collisionKey(row.change_id, row.value_stream))} />}</Rows>
      </Panel>
      <Panel title={texts.calendar.plans}>
        <Rows answer={plans} empty={texts.calendar.plansNone}>{(rows) => <Plans rows={rows} />}</Rows>
      </Panel>
      <Collisions answer={collisions} state="CONFIRMED" />
      <Collisions answer={collisions} state="WITHDRAWN" />
    </>
  );
}

function useWords(): CalendarWords {
  const texts = useTexts();
  const { times } = useView();
  return useMemo((): CalendarWords => ({
    now: texts.calendar.now,
    window: (row) => tip(`${texts.timeline.window}: ${row.title}`, word(texts.kinds, row.kind), `${texts.calendar.importance}: ${row.importance}`,
      texts.units.interval(times.dateTime(parseTime(row.starts_at)), times.dateTime(parseTime(row.ends_at)))),
    plan: (row) => tip(`${row.change_id} ${row.title}`, `${row.service} · ${row.team}`, times.dateTime(parseTime(row.planned_start))),
  }), [texts, times]);
}

function Drawing(props: { windows: readonly WindowRow[]; plans: readonly PlanRow[]; colliding: readonly string[] }) {
  const texts = useTexts();
  const { span, catalog, route, go, times } = useView();
  const newest = useLink().pulse?.newest ?? 0;
  const words = useWords();
  const data = useMemo((): CalendarData => {
    const ends = [...props.windows.map((row) => parseTime(row.ends_at)), ...props.plans.map((row) => parseTime(row.planned_end ?? row.planned_start))];
    return {
      from: span?.from ?? 0,
      to: Math.max((span?.to ?? 0) + LEAST_AHEAD / 7, ...ends.map((end) => (end ?? 0) + DAY)),
      newest,
      streams: catalog.streams.filter((row) => route.stream === '' || row.value_stream === route.stream)
        .map((row) => ({ id: row.value_stream, name: catalog.stream(row.value_stream) })),
      windows: props.windows,
      plans: props.plans,
      colliding: new Set(props.colliding),
    };
  }, [props.windows, props.plans, props.colliding.join(), span, catalog, route.stream, newest]);
  const option = useMemo(() => calendarOption.bind(null, data, words), [data, words]);
  return (
    <figure>
      <Chart label={texts.calendar.chart} height={calendarHeight(data.streams.length)} option={option} onOpen={(id) => id !== '' && go({ page: 'change', subject: id })} />
      <details>
        <summary>{texts.table.show}</summary>
        <Table label={texts.calendar.windows} rows={props.windows} columns={[
          { head: texts.calendar.window, wide: true, cell: (row) => <>{row.title || row.window_id} <span class="muted">{word(texts.kinds, row.kind)}</span></> },
          { head: texts.calendar.windowTime, cell: (row) => <span class="number">{texts.units.interval(times.dateTime(parseTime(row.starts_at)), times.dateTime(parseTime(row.ends_at)))}</span> },
          { head: texts.calendar.stream, cell: (row) => texts.units.list(row.value_streams.map((stream) => catalog.stream(stream))) },
          { head: texts.calendar.importance, right: true, cell: (row) => `${row.importance} / 5` },
        ]} />
      </details>
    </figure>
  );
}

function Plans(props: { rows: readonly PlanRow[] }) {
  const texts = useTexts();
  const { catalog, times } = useView();
  return (
    <Table label={texts.calendar.plans} rows={props.rows} columns={[
      { head: texts.calendar.change, wide: true, cell: (row) => <ChangeLink id={row.change_id} title={row.title} /> },
      { head: texts.change.planned, cell: (row) => <span class="number">{times.dateTime(parseTime(row.planned_start))}</span> },
      { head: texts.changes.state, cell: (row) => word(texts.states_, row.state) },
      { head: texts.changes.service, cell: (row) => row.service },
      { head: texts.changes.team, cell: (row) => row.team },
      { head: texts.change.reaches, wide: true, cell: (row) => texts.units.list(row.value_streams.map((stream) => catalog.stream(stream))) },
    ]} />
  );
}
