/** Computes KPI curves from sums by step. */
import type { TrendRow } from './data/rows';

/** A point of a curve; null where the denominator is 0. */
export interface Point {
  bucket: number;
  value: number | null;
}

/** A KPI over a period and the previous period: ratios of sums, never means of ratios. */
export interface Trend {
  now: number | null;
  before: number | null;
  points: Point[];
}

function ratio(rows: readonly TrendRow[]): number | null {
  const numerator = rows.reduce((sum, row) => sum + row.numerator, 0);
  const denominator = rows.reduce((sum, row) => sum + row.denominator, 0);
  return denominator === 0 ? null : numerator / denominator;
}

/** Trends by value stream and KPI, under {@link trendKey}. */
export function trendsOf(rows: readonly TrendRow[]): Map<string, Trend> {
  const groups = new Map<string, TrendRow[]>();
  for (const row of rows) {
    const key = trendKey(row.value_stream, row.kpi);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return new Map([...groups].map(([key, group]) => [key, trendOf(group)]));
}

export function trendKey(stream: string, kpi: string): string {
  return JSON.stringify([stream, kpi]);
}

function trendOf(rows: readonly TrendRow[]): Trend {
  const values = new Map(rows.map((row) => [row.bucket, row.denominator === 0 ? null : row.numerator / row.denominator]));
  const buckets = rows.map((row) => row.bucket);
  const first = Math.min(...buckets);
  const length = Math.max(...buckets) - first + 1;
  return {
    now: ratio(rows.filter((row) => row.bucket >= 0)),
    before: ratio(rows.filter((row) => row.bucket < 0)),
    points: Array.from({ length }, (_, i) => ({ bucket: first + i, value: values.get(first + i) ?? null })),
  };
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
