import { describe, expect, it } from 'vitest';
import { age, correlation, duration, kpiValue, percent, pValue, signedPercent, Times } from '../src/format';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { HOUR, parseTime, spanOf, sqlTime } from '../src/time';

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

describe('figures', () => {
  it.each([[0, '0 %'], [1, '100 %'], [0.12345, '12.3 %'], [0.0123, '1.23 %'], [0.9987, '99.87 %'], [0.99, '99.0 %']])('share %d is %s', (share, text) => {
    expect(plain(percent(share, en))).toBe(text);
  });

  it.each([[0.0951, '+9.5 %'], [-0.7, '-70.0 %'], [0.00321, '+0.32 %'], [0, '±0.00 %'], [-0.00001, '±0.00 %'], [1.5, '+150 %'], [1e130, '+∞']])('difference %d is %s', (difference, text) => {
    expect(plain(signedPercent(difference, en))).toBe(text);
  });

  it.each([[45, '45 s'], [600, '10 min'], [3600, '1 h'], [5400, '1.5 h'], [86_400, '24 h'], [604_800, '7 d']])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds, en)).toBe(text);
  });

  it('have the unit of their KPI', () => {
    expect(plain(kpiValue(0.712, '', en))).toBe('71.2 %');
    expect(kpiValue(4.2, 'rating', en)).toBe('4.20');
    expect(kpiValue(5400, 'seconds', zh)).toBe('1.5 小时');
    expect(kpiValue(3.6123, 'clicks', en)).toBe('3.61');
  });

  it('of chance and correlation', () => {
    expect(plain(pValue(0.00002, en))).toBe('< 0.001');
    expect(pValue(0.0432, en)).toBe('0.043');
    expect(plain(correlation(-0.345, en))).toBe('-0.35');
    expect(plain(correlation(-0.001, en))).toBe('0.00');
  });

  it('of age', () => {
    expect(age(26 * HOUR, en)).toBe('26 hours');
    expect(age(90 * 24 * HOUR, zh)).toBe('90 天');
    expect(age(60_000, en)).toBe('1 minute');
  });
});

describe('times', () => {
  it('go to ClickHouse and back', () => {
    expect(sqlTime(parseTime('2026-03-01 12:34:56.789') ?? 0)).toBe('2026-03-01 12:34:56');
    expect(parseTime('1970-01-01 00:00:00')).toBeNull();
    expect(parseTime(null)).toBeNull();
    expect(parseTime('never')).toBeNull();
  });

  it('are shown in the zone of the configuration', () => {
    expect(new Times('en-GB', 'Asia/Shanghai').dateTime(Date.UTC(2026, 2, 1, 23, 30))).toContain('07:30');
  });

  it('span a range that ends with the newest data', () => {
    const newest = Date.UTC(2026, 5, 30, 23, 59);
    const span = spanOf('30d', 0, newest);
    expect(sqlTime(span.to)).toBe('2026-07-01 00:00:00');
    expect(sqlTime(span.from)).toBe('2026-06-01 00:00:00');
    expect(sqlTime(span.before)).toBe('2026-05-02 00:00:00');
    expect(spanOf('all', Date.UTC(2026, 0, 5, 8), newest)).toMatchObject({ from: Date.UTC(2026, 0, 5), comparable: false });
  });
});
