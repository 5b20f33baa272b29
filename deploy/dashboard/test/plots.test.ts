import { describe, expect, it } from 'vitest';
import { expectedBand, pointsOf } from '../src/charts/series-option';
import { catalogOf } from '../src/context';
import { benefit, markOf, reachOf } from '../src/forest';
import { zh } from '../src/i18n/zh';
import { parseConfig } from '../src/config';
import type { TrendPoint } from '../src/data/rows';
import { readPulse } from '../src/data/connection';
import { sparkPath, trendKey, trendsOf } from '../src/trends';

describe('a forest plot', () => {
  it('has good on the right, whatever the KPI, in units of what matters', () => {
    expect(benefit({ value: -0.75, low: -1, high: -0.5 }, 'LOWER_IS_BETTER', 0.25)).toEqual({ value: 3, low: 2, high: 4 });
    expect(benefit({ value: 0.04, low: -0.02, high: 0.1 }, 'HIGHER_IS_BETTER', 0.02)).toEqual({ value: 2, low: -1, high: 5 });
  });

  it('reaches as far as most intervals do', () => {
    expect(reachOf([])).toBeCloseTo(2.2);
    expect(reachOf([{ value: 0, low: -1, high: 4 }])).toBeCloseTo(4.4);
    expect(reachOf([{ value: 500, low: 1, high: 1000 }])).toBe(20);
  });

  it('cuts what is beyond and says so', () => {
    expect(markOf({ value: 0, low: -4, high: 1 }, 2)).toEqual({ value: 0.5, low: 0, high: 0.75, cutLow: true, cutHigh: false });
  });
});

describe('the expected band', () => {
  it('is the interval turned round at what was observed', () => {
    const band = expectedBand({ observed: 1.1, expected: 1, low: 0, high: 0.1, insufficient: '' });
    expect(band?.[0]).toBeCloseTo(1);
    expect(band?.[1]).toBeCloseTo(1.1);
    expect(expectedBand({ observed: 0, expected: 0, low: 0, high: 0, insufficient: 'why' })).toBeNull();
  });

  it('leaves gaps in curves where nothing was counted', () => {
    const rows = [{ at: '2026-01-01 00:00:00', value: 0.5 }, { at: '2026-01-01 03:00:00', value: null }];
    expect(pointsOf(rows, 3_600_000).map(([, value]) => value)).toEqual([0.5, null, null]);
  });
});

describe('trends', () => {
  it('have the points of all steps, with gaps where nothing was counted', () => {
    const row = { value_stream: 's', kpi: 'k', now: 0.01, before: 0.1, difference: -0.9, points: [[-1, 0.1], [0, null], [2, 1]] as TrendPoint[] };
    const trend = trendsOf([row]).get(trendKey('s', 'k'));
    expect(trend).toMatchObject({ now: 0.01, difference: -0.9 });
    expect(trend?.points).toEqual([{ bucket: -1, value: 0.1 }, { bucket: 0, value: null }, { bucket: 1, value: null }, { bucket: 2, value: 1 }]);
  });

  it('draw lines with gaps', () => {
    const points = [{ bucket: 0, value: 0 }, { bucket: 1, value: null }, { bucket: 2, value: 1 }];
    expect(sparkPath(points, 0, 2, { width: 100, height: 10 }, [0, 1])).toBe('M0.0 10.0M100.0 0.0');
  });
});

describe('names and configuration', () => {
  it('translate what the default catalog has and leave the rest', () => {
    const rows = [{ value_stream: 'a', name: 'Course delivery', adopted_at: null }, { value_stream: 'b', name: 'constructor', adopted_at: null }];
    const catalog = catalogOf(rows, [], zh);
    expect([catalog.stream('a'), catalog.stream('b'), catalog.stream('c')]).toEqual(['课程交付', 'constructor', 'c']);
  });

  it('take a relative address where a proxy serves ClickHouse beside the page', () => {
    expect(parseConfig({ clickhouse: './clickhouse' }, 'https://host/dash/')).toMatchObject({ clickhouse: 'https://host/dash/clickhouse', user: 'reader', timeZone: 'UTC' });
    expect(() => parseConfig({}, 'https://host/')).toThrow('clickhouse');
  });

  it('know an empty ClickHouse', () => {
    const empty = '1970-01-01 00:00:00';
    const pulse = readPulse({ newest_minute: empty, oldest_minute: empty, newest_change: empty, oldest_change: empty, minutes: 0, changes: 0, effects: 0, others: 0, now: '2026-01-01 00:00:00' });
    expect(pulse.newest).toBeNull();
  });
});
