/** KPI curves, from their points in steps. */
import type { TrendRow } from './data/rows';

/** A point of a curve; null where nothing was counted. */
export interface Point {
  bucket: number;
  value: number | null;
}

/** A KPI over a period and the previous period. */
export interface Trend {
  now: number | null;
  difference: number | null;
  points: Point[];
}

/** Trends by value stream and KPI, under {@link trendKey}. */
export function trendsOf(rows: readonly TrendRow[]): Map<string, Trend> {
  return new Map(rows.map((row) => [trendKey(row.value_stream, row.kpi), { now: row.now, difference: row.difference, points: withGaps(row) }]));
}

export function trendKey(stream: string, kpi: string): string {
  return JSON.stringify([stream, kpi]);
}

/** The points of a KPI, with those of steps in which nothing was counted. */
function withGaps(row: TrendRow): Point[] {
  const values = new Map(row.points);
  const buckets = row.points.map(([bucket]) => bucket);
  const first = Math.min(...buckets);
  const length = buckets.length === 0 ? 0 : Math.max(...buckets) - first + 1;
  return Array.from({ length }, (_, i) => ({ bucket: first + i, value: values.get(first + i) ?? null }));
}

/** A curve as an SVG path in a box, with gaps where values are missing. Empty if there is nothing to draw. */
export function sparkPath(points: readonly Point[], from: number, to: number, box: { width: number; height: number }, range: [number, number]): string {
  const [low, high] = range;
  const x = (bucket: number): number => ((bucket - from) / Math.max(1, to - from)) * box.width;
  const y = (value: number): number => box.height - (high === low ? 0.5 : (value - low) / (high - low)) * box.height;
  let path = '';
  let open = false;
  for (const { bucket, value } of points) {
    if (value !== null) path += `${open ? 'L' : 'M'}${x(bucket).toFixed(1)} ${y(value).toFixed(1)}`;
    open = value !== null;
  }
  return path;
}
