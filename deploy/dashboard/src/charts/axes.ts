/** Axes that all charts share. */
import type { Palette } from './palette';

/** A time axis in the time zone of the page. */
export function timeAxis(palette: Palette, from: number, to: number, extra: object = {}): object {
  return {
    type: 'time',
    min: from,
    max: to,
    axisLine: { lineStyle: { color: palette.lineStrong } },
    axisTick: { lineStyle: { color: palette.lineStrong } },
    axisLabel: { color: palette.muted, hideOverlap: true, fontSize: 12 },
    splitLine: { show: true, lineStyle: { color: palette.line } },
    ...extra,
  };
}

export function valueAxis(palette: Palette, extra: object = {}): object {
  return {
    type: 'value',
    scale: true,
    splitNumber: 2,
    axisLabel: { color: palette.muted, fontSize: 11 },
    axisLine: { show: false },
    splitLine: { lineStyle: { color: palette.line } },
    ...extra,
  };
}

export function laneAxis(palette: Palette, lanes: readonly string[], width: number, extra: object = {}): object {
  return {
    type: 'category',
    data: lanes,
    inverse: true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.lineStrong } },
    axisLabel: { color: palette.text, fontSize: 12, width, overflow: 'truncate' },
    splitLine: { show: true, lineStyle: { color: palette.line } },
    ...extra,
  };
}

/** Zoom with the bar below the chart; with the wheel only while Ctrl is pressed, so that the page still scrolls. */
export function zoom(palette: Palette, axes: readonly number[]): object[] {
  return [
    { type: 'inside', xAxisIndex: axes, zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, filterMode: 'weakFilter' },
    {
      type: 'slider',
      xAxisIndex: axes,
      bottom: 8,
      height: 22,
      filterMode: 'weakFilter',
      borderColor: palette.line,
      textStyle: { color: palette.muted, fontSize: 11 },
      brushSelect: false,
      showDataShadow: false,
      handleStyle: { color: palette.accent },
    },
  ];
}

interface BarApi {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
  size(length: [number, number]): [number, number];
  style(): object;
}

/** Draws a datum `[from, to, lane]` as a bar in its lane, at least three pixels long. `top` and `height` are shares of the lane. */
export function laneBar(top: number, height: number, bounds: { x: number; width: number }) {
  return (_: unknown, api: BarApi): object | undefined => {
    const lane = api.value(2);
    const [start, middle] = api.coord([api.value(0), lane]);
    const [end] = api.coord([api.value(1), lane]);
    const tall = api.size([0, 1])[1];
    const x = Math.max(bounds.x, start);
    const right = Math.min(bounds.x + bounds.width, Math.max(end, start + 3));
    if (right <= x) return undefined;
    return { type: 'rect', shape: { x, y: middle - tall / 2 + top * tall, width: right - x, height: height * tall, r: 2 }, style: api.style() };
  };
}
