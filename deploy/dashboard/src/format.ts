/** Formats numbers, times and KPIs for people. */
import type { Texts } from './i18n';
import type { Direction } from './data/rows';
import { DAY, HOUR, SECOND } from './time';

const MINUTE = 60 * SECOND;
const MINUS = '\u2212';
/** Larger percentages, as of intervals after the first minutes of a change, say no more than that there is no bound. */
const MOST_PERCENT = 1e6;
const THIN = '\u202f';

function significant(value: number, digits: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value).replace('-', MINUS);
}

/** A whole number. */
export function count(value: number, texts: Texts): string {
  return new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 0 }).format(value).replace('-', MINUS);
}

/** A difference of amounts, with its sign. */
export function signedAmount(value: number, texts: Texts): string {
  const size = Math.abs(value);
  const text = new Intl.NumberFormat(texts.locale, size < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 }).format(size);
  return `${size === 0 ? '±' : value < 0 ? MINUS : '+'}${text}`;
}

/** A share: 0.1234 is 12.3 %; near 100 % it gets more digits. */
export function percent(share: number, texts: Texts): string {
  const value = 100 * share;
  const missing = Math.abs(100 - value);
  const digits = missing === 0 || value === 0 ? 0 : missing < 1 || Math.abs(value) < 10 ? 2 : 1;
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${new Intl.NumberFormat(texts.locale, exactly).format(value).replace('-', MINUS)}${THIN}%`;
}

/** A relative difference with its sign: 0.0951 is +9.5 %. */
export function signedPercent(difference: number, texts: Texts): string {
  const value = 100 * difference;
  if (Math.abs(value) > MOST_PERCENT) return `${value < 0 ? MINUS : '+'}∞`;
  const digits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = new Intl.NumberFormat(texts.locale, exactly).format(Math.abs(value));
  const zero = Number(Math.abs(value).toFixed(digits)) === 0;
  return `${zero ? '±' : value < 0 ? MINUS : '+'}${text}${THIN}%`;
}

/** A duration in seconds, in a suitable unit. */
export function duration(seconds: number, texts: Texts): string {
  const length = Math.abs(seconds);
  const of = (unit: number): string => significant(seconds / unit, length / unit < 10 ? 2 : 3, texts.locale);
  if (length >= 48 * 3600) return texts.units.days(of(86_400));
  if (length >= 3600) return texts.units.hours(of(3600));
  if (length >= 90) return texts.units.minutes(of(60));
  return texts.units.seconds(of(1));
}

/** An age in whole units. */
export function age(millis: number, texts: Texts): string {
  if (millis >= 2 * DAY) return texts.units.ageDays(Math.floor(millis / DAY));
  if (millis >= 2 * HOUR) return texts.units.ageHours(Math.floor(millis / HOUR));
  return texts.units.ageMinutes(Math.max(0, Math.floor(millis / MINUTE)));
}

/** The value of a KPI with its unit. A KPI without a unit is a share. */
export function kpiValue(value: number, unit: string, texts: Texts): string {
  switch (unit) {
    case 'ratio':
    case '':
      return percent(value, texts);
    case 'seconds':
      return duration(value, texts);
    case 'rating':
    case 'currency':
      return new Intl.NumberFormat(texts.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
    default:
      return significant(value, 3, texts.locale);
  }
}

/** Whether a relative difference is good for a KPI of a direction. */
export function isBetter(difference: number, direction: Direction): boolean {
  return direction === 'HIGHER_IS_BETTER' ? difference > 0 : difference < 0;
}

/** A p-value. */
export function pValue(p: number, texts: Texts): string {
  if (p < 0.001) return `<${THIN}0.001`;
  return new Intl.NumberFormat(texts.locale, { maximumSignificantDigits: 2 }).format(p);
}

/** A correlation: two digits and a sign. */
export function correlation(r: number, texts: Texts): string {
  const text = new Intl.NumberFormat(texts.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(r));
  return r < 0 && Number(r.toFixed(2)) !== 0 ? `${MINUS}${text}` : text;
}

/** Formats times in one zone and language. */
export class Times {
  private readonly day: Intl.DateTimeFormat;
  private readonly minute: Intl.DateTimeFormat;
  private readonly monthOfYear: Intl.DateTimeFormat;

  constructor(locale: string, readonly timeZone: string) {
    this.day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
    this.minute = new Intl.DateTimeFormat(locale, {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    this.monthOfYear = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  }

  date(millis: number | null): string {
    return millis === null ? '–' : this.day.format(millis);
  }

  dateTime(millis: number | null): string {
    return millis === null ? '–' : this.minute.format(millis);
  }

  month(millis: number | null): string {
    return millis === null ? '–' : this.monthOfYear.format(millis);
  }
}
