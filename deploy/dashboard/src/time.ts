/** Times in ClickHouse's format: UTC, without a zone. */
import type { RangeName } from './route';

export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Epoch milliseconds of `2026-03-01 12:00:00[.000]`; null for null, for other texts and for the year 1970 (maximum of an empty table). */
export function parseTime(text: string | null | undefined): number | null {
  if (!text) return null;
  const millis = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(millis) || millis === 0 ? null : millis;
}

/** `2026-03-01 12:00:00`. */
export function sqlTime(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** A period `from` to `to`, the start `before` of the period of equal length before it, and the step of its curves; epoch milliseconds. */
export interface Span {
  from: number;
  to: number;
  before: number;
  step: number;
  /** Whether there is a previous period to compare with. */
  comparable: boolean;
}

const DAYS: Record<Exclude<RangeName, 'all'>, number> = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 };
/** Steps of days and weeks, so that daily and weekly patterns do not hide the trend. */
const STEPS: readonly number[] = [DAY, 7 * DAY, 14 * DAY, 28 * DAY];
const TREND_POINTS = 53;

/** The step of a trend over a period of this length. */
export function stepOf(length: number): number {
  return STEPS.find((step) => length / step <= TREND_POINTS) ?? 28 * DAY;
}

/** The period of a range. It ends with the data: at the next full hour after the newest. */
export function spanOf(range: RangeName, oldest: number, newest: number): Span {
  const to = (Math.floor(newest / HOUR) + 1) * HOUR;
  if (range === 'all') {
    const from = Math.floor(Math.min(oldest, newest) / DAY) * DAY;
    return { from, to, before: from, step: stepOf(to - from), comparable: false };
  }
  const length = DAYS[range] * DAY;
  return { from: to - length, to, before: to - 2 * length, step: stepOf(length), comparable: true };
}
