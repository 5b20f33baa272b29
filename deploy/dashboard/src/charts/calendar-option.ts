/** Chart of the calendar: a lane for each value stream, release windows as bars and planned changes as marks. */
import type { EChartsCoreOption } from 'echarts/core';
import type { PlanRow, WindowRow } from '../data/rows';
import { parseTime } from '../time';
import { laneAxis, laneBar, timeAxis, zoom } from './axes';
import type { Palette } from './palette';

export interface CalendarData {
  from: number;
  to: number;
  newest: number;
  streams: readonly { id: string; name: string }[];
  windows: readonly WindowRow[];
  plans: readonly PlanRow[];
  /** Changes that collide, by change and value stream. */
  colliding: ReadonlySet<string>;
}

export interface CalendarWords {
  now: string;
  window(row: WindowRow): HTMLElement;
  plan(row: PlanRow): HTMLElement;
}

const LANE = 64;
const TOP = 34;

export function calendarHeight(streams: number): number {
  return TOP + streams * LANE + 80;
}

export function collisionKey(change: string, stream: string): string {
  return JSON.stringify([change, stream]);
}

export function calendarOption(data: CalendarData, words: CalendarWords, palette: Palette, width: number): EChartsCoreOption {
  const left = width < 600 ? 92 : 170;
  const bounds = { x: left, width: width - left - 16 };
  const lane = (stream: string): number => data.streams.findIndex((row) => row.id === stream);
  return {
    grid: { left, right: 16, top: TOP, height: data.streams.length * LANE },
    xAxis: timeAxis(palette, data.from, data.to, { position: 'top' }),
    yAxis: laneAxis(palette, data.streams.map((stream) => stream.name), left - 14),
    dataZoom: zoom(palette, [0]),
    series: [
      {
        type: 'custom',
        clip: true,
        renderItem: laneBar(0.12, 0.4, bounds),
        data: data.windows.flatMap((row) => row.value_streams.map(lane).filter((i) => i >= 0).map((i) => ({
          value: [parseTime(row.starts_at), parseTime(row.ends_at), i],
          itemStyle: { color: palette.warn, opacity: 0.3 + 0.12 * row.importance },
          row,
        }))),
        tooltip: { formatter: (item: { data: { row: WindowRow } }) => words.window(item.data.row) },
      },
      {
        type: 'scatter',
        clip: true,
        cursor: 'pointer',
        symbolOffset: [0, 16],
        data: data.plans.flatMap((row) => row.value_streams.filter((stream) => lane(stream) >= 0).map((stream) => {
          const collides = data.colliding.has(collisionKey(row.change_id, stream));
          return {
            id: row.change_id,
            value: [parseTime(row.planned_start), lane(stream)],
            symbol: collides ? 'path://M8 14L1.5 2.5h13z' : 'circle',
            symbolSize: collides ? 13 : 8,
            itemStyle: { color: collides ? palette.degraded : palette.accent },
            row,
          };
        })),
        tooltip: { formatter: (item: { data: { row: PlanRow } }) => words.plan(item.data.row) },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { formatter: words.now, color: palette.text, position: 'end', distance: 6 },
          lineStyle: { color: palette.text, type: 'dashed' },
          data: [{ xAxis: data.newest }],
        },
      },
    ],
  };
}
