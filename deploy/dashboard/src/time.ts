/** Times as ClickHouse tells and takes them: UTC, without a zone. */
import type { RangeName } from './route';

export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Milliseconds of `2026-03-01 12:00:00[.000]`; null for null, for nothing and for the year 1970 of an empty table. */
export function parseTime(text: string | null | undefined): number | null {
  if (!text) return null;
  const millis = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(millis) || millis === 0 ? null : millis;
}

/** `2026-03-01 12:00:00`. */
export function sqlTime(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** A time from `from` to `to`, as long a time `before` it, and the step of its curves; all milliseconds. */
export interface Span {
  from: number;
  to: number;
  before: number;
  step: number;
  /** Whether there is a time before it to compare with. */
  comparable: boolean;
}

const DAYS: Record<Exclude<RangeName, 'all'>, number> = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 };
/** Days and weeks, so that the rhythms of day and week do not hide the trend. */
const STEPS: readonly number[] = [DAY, 7 * DAY, 14 * DAY, 28 * DAY];
const TREND_POINTS = 53;

/** The step of a trend over a length. */
export function stepOf(length: number): number {
  return STEPS.find((step) => length / step <= TREND_POINTS) ?? 28 * DAY;
}

/** The span of a range that ends with the data: the next whole hour after its newest. */
export function spanOf(range: RangeName, oldest: number, newest: number): Span {
  const to = (Math.floor(newest / HOUR) + 1) * HOUR;
  if (range === 'all') {
    const from = Math.floor(Math.min(oldest, newest) / DAY) * DAY;
    return { from, to, before: from, step: stepOf(to - from), comparable: false };
  }
  const length = DAYS[range] * DAY;
  return { from: to - length, to, before: to - 2 * length, step: stepOf(length), comparable: true };
}
