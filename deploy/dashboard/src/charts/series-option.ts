/** Chart of a KPI before and after a change, with the expected value. */
import type { EChartsCoreOption } from 'echarts/core';
import type { EffectRow } from '../data/rows';
import { parseTime } from '../time';
import type { Measured } from '../volume';
import { timeAxis, valueAxis } from './axes';
import type { Palette } from './palette';

export interface SeriesData {
  effect: EffectRow;
  from: number;
  to: number;
  rows: readonly Measured[];
  /** Milliseconds between points. */
  step: number;
}

export interface SeriesWords {
  live: string;
  expected: string;
  show(value: number): string;
  point(at: number, value: number): HTMLElement;
}

/** Points of a curve; null, drawn as a gap, where nothing was counted or a step is missing. */
export function pointsOf(rows: readonly Measured[], step: number): [number, number | null][] {
  const points: [number, number | null][] = [];
  let last: number | null = null;
  for (const row of rows) {
    const at = parseTime(row.at);
    if (at === null) continue;
    if (last !== null && at - last > step) points.push([last + step, null]);
    points.push([at, row.value]);
    last = at;
  }
  return points;
}

/** The 95 % interval of the expected KPI: the observed value divided by 1 + each end of the effect's interval. */
export function expectedBand(effect: Pick<EffectRow, 'observed' | 'expected' | 'low' | 'high' | 'insufficient'>): [number, number] | null {
  if (effect.insufficient !== '' || effect.low <= -1 || effect.high <= -1) return null;
  return [effect.observed / (1 + effect.high), effect.observed / (1 + effect.low)];
}

export function seriesOption(data: SeriesData, words: SeriesWords, palette: Palette, width: number): EChartsCoreOption {
  const { effect } = data;
  const live = parseTime(effect.live_at) ?? data.from;
  const end = parseTime(effect.exposed_until ?? effect.window_end) ?? data.to;
  const band = expectedBand(effect);
  const points = pointsOf(data.rows, data.step);
  const values = points.map(([, value]) => value).filter((value) => value !== null).concat(band ?? []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = 0.06 * (high - low || Math.abs(high) || 1);
  return {
    grid: { left: width < 600 ? 58 : 76, right: 16, top: 26, bottom: 30 },
    xAxis: timeAxis(palette, data.from, data.to),
    yAxis: valueAxis(palette, { splitNumber: 4, min: low - margin, max: high + margin, axisLabel: { color: palette.muted, formatter: words.show, showMinLabel: false, showMaxLabel: false } }),
    series: [
      {
        type: 'line',
        data: points,
        symbolSize: 3,
        showSymbol: true,
        lineStyle: { color: palette.accent, width: 1.75 },
        itemStyle: { color: palette.accent },
        tooltip: { formatter: (item: { value: [number, number] }) => words.point(item.value[0], item.value[1]) },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { color: palette.text, formatter: words.live, position: 'end', distance: 4 },
          lineStyle: { color: palette.text, type: 'dashed', width: 1.25 },
          data: [{ xAxis: live }],
        },
        markArea: band === null ? undefined : {
          silent: true,
          itemStyle: { color: palette.warn, opacity: 0.25, borderColor: palette.warn, borderWidth: 1 },
          label: { show: width >= 600, color: palette.text, position: 'insideTopLeft', formatter: words.expected },
          data: [[{ coord: [live, band[1]] }, { coord: [end, band[0]] }]],
        },
      },
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        lineStyle: { color: palette.warn, width: 2, type: 'dotted' },
        data: band === null ? [] : [[live, effect.expected], [end, effect.expected]],
        tooltip: { show: false },
      },
    ],
  };
}
