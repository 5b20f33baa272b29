/** Chart of the timeline: lanes of activities, and KPI curves below on the same time axis. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Result, TimelineChange, TimelineIncident, WindowRow } from '../data/rows';
import { parseTime } from '../time';
import { laneAxis, laneBar, timeAxis, valueAxis, zoom } from './axes';
import { type Palette, SYMBOLS } from './palette';

/** A lane: an activity with its services, or the shared services. */
export interface Lane {
  name: string;
  services: readonly string[];
}

export interface Curve {
  name: string;
  points: readonly [number, number | null][];
  show: (value: number) => string;
}

export interface TimelineData {
  from: number;
  to: number;
  lanes: readonly Lane[];
  changes: readonly TimelineChange[];
  incidents: readonly TimelineIncident[];
  windows: readonly WindowRow[];
  curves: readonly Curve[];
}

/** Texts of tooltips. */
export interface TimelineWords {
  change(row: TimelineChange): HTMLElement;
  incident(row: TimelineIncident): HTMLElement;
  window(row: WindowRow): HTMLElement;
  point(curve: Curve, at: number, value: number): HTMLElement;
}

const LANE = 46;
const CURVE = 58;
const CURVE_GAP = 34;
const TOP = 34;
const BOTTOM = 70;

export function timelineHeight(lanes: number, curves: number): number {
  return TOP + lanes * LANE + curves * (CURVE + CURVE_GAP) + BOTTOM;
}

/** Index of the lane of a service; -1 if no lane has it. */
export function laneOf(lanes: readonly Lane[], service: string): number {
  return lanes.findIndex((lane) => lane.services.includes(service));
}

/** Offsets the services of one lane, so that their marks do not overlap. */
function offset(lane: Lane | undefined, service: string): number {
  const all = lane?.services.length ?? 1;
  const place = lane?.services.indexOf(service) ?? 0;
  return all < 2 ? -7 : -16 + (18 * place) / (all - 1);
}

function resultOf(change: TimelineChange): Result {
  return change.business_result === '' ? 'INSUFFICIENT_DATA' : change.business_result;
}

export function timelineOption(data: TimelineData, words: TimelineWords, palette: Palette, width: number): EChartsCoreOption {
  const narrow = width < 600;
  const left = narrow ? 92 : 190;
  const right = narrow ? 12 : 24;
  const inner = width - left - right;
  const lanesHeight = data.lanes.length * LANE;
  const curveTop = (i: number): number => TOP + lanesHeight + CURVE_GAP + i * (CURVE + CURVE_GAP);
  const bounds = { x: left, width: inner };
  const axes = [0, ...data.curves.map((_, i) => i + 1)];
  return {
    grid: [
      { left, right, top: TOP, height: lanesHeight },
      ...data.curves.map((_, i) => ({ left, right, top: curveTop(i), height: CURVE })),
    ],
    xAxis: [
      timeAxis(palette, data.from, data.to, { position: 'top' }),
      ...data.curves.map((_, i) => timeAxis(palette, data.from, data.to, { gridIndex: i + 1, axisLabel: { show: i === data.curves.length - 1, color: palette.muted, hideOverlap: true } })),
    ],
    yAxis: [
      laneAxis(palette, data.lanes.map((lane) => lane.name), left - 16),
      ...data.curves.map((curve, i) =>
        valueAxis(palette, {
          gridIndex: i + 1,
          name: curve.name,
          nameLocation: 'end',
          nameGap: 10,
          nameTextStyle: { align: 'left', color: palette.text, fontSize: 12, padding: [0, 0, 0, 4] },
          axisLabel: { color: palette.muted, fontSize: 11, formatter: curve.show },
          max: shareAtMost,
        }),
      ),
    ],
    dataZoom: zoom(palette, axes),
    series: [
      {
        type: 'custom',
        name: 'windows',
        clip: true,
        silent: false,
        renderItem: windowBand(data.lanes.length, bounds),
        data: data.windows.map((row) => ({ value: [parseTime(row.starts_at), parseTime(row.ends_at), 0], row })),
        itemStyle: { color: palette.warn, opacity: 0.16 },
        tooltip: { formatter: (item: { data: { row: WindowRow } }) => words.window(item.data.row) },
        z: 1,
      },
      {
        type: 'custom',
        name: 'incidents',
        clip: true,
        renderItem: laneBar(0.72, 0.18, bounds),
        data: data.incidents.flatMap((row) => {
          const lane = laneOf(data.lanes, row.service);
          return lane < 0 ? [] : [{ value: [parseTime(row.opened_at), parseTime(row.resolved_at) ?? data.to, lane], row }];
        }),
        itemStyle: { color: palette.degraded },
        tooltip: { formatter: (item: { data: { row: TimelineIncident } }) => words.incident(item.data.row) },
        z: 3,
      },
      {
        type: 'scatter',
        name: 'changes',
        clip: true,
        cursor: 'pointer',
        data: data.changes.flatMap((row) => {
          const lane = laneOf(data.lanes, row.service);
          if (lane < 0) return [];
          const result = resultOf(row);
          const plain = result === 'INSUFFICIENT_DATA';
          return [{
            id: row.change_id,
            value: [parseTime(row.ends_at ?? row.starts_at), lane],
            symbol: SYMBOLS[result],
            symbolSize: plain ? 5 : result === 'NO_MATERIAL_EFFECT' ? [8, 4] : 9,
            symbolOffset: [0, offset(data.lanes[lane], row.service)],
            itemStyle: { color: palette.results[result], opacity: plain ? 0.55 : 0.85 },
            row,
          }];
        }),
        tooltip: { formatter: (item: { data: { row: TimelineChange } }) => words.change(item.data.row) },
        z: 4,
      },
      ...data.curves.map((curve, i) => ({
        type: 'line',
        name: curve.name,
        xAxisIndex: i + 1,
        yAxisIndex: i + 1,
        data: curve.points,
        showSymbol: true,
        symbolSize: curve.points.length * 8 < inner ? 4 : 1.5,
        lineStyle: { color: palette.accent, width: 1.5 },
        itemStyle: { color: palette.accent },
        connectNulls: false,
        tooltip: { formatter: (item: { value: [number, number] }) => words.point(curve, item.value[0], item.value[1]) },
        triggerLineEvent: true,
        markArea: { silent: true, itemStyle: { color: palette.warn, opacity: 0.12 }, data: data.windows.map((row) => [{ xAxis: parseTime(row.starts_at) }, { xAxis: parseTime(row.ends_at) }]) },
      })),
    ],
  };
}

/** Upper end of the axis of a share that comes near 100 %: 100 %, so that there is no tick at 120 %. */
function shareAtMost(of: { max: number }): number | null {
  return of.max > 0.8 && of.max <= 1 ? 1 : null;
}

/** A release window, drawn over all lanes. */
function windowBand(lanes: number, bounds: { x: number; width: number }) {
  return (_: unknown, api: { value(d: number): number; coord(p: [number, number]): [number, number]; style(): object }): object | undefined => {
    const [start] = api.coord([api.value(0), 0]);
    const [end] = api.coord([api.value(1), 0]);
    const x = Math.max(bounds.x, start);
    const right = Math.min(bounds.x + bounds.width, Math.max(end, start + 2));
    if (right <= x) return undefined;
    return { type: 'rect', shape: { x, y: TOP, width: right - x, height: lanes * LANE }, style: api.style() };
  };
}
