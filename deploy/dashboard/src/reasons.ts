/** Words of the codes that the jobs write: why there is no estimate, how it was made, what speaks for a candidate, collisions, alerts. */
import type { AlertRow, AttributedRow, EffectRow } from './data/rows';
import { duration, type Times } from './format';
import type { Texts } from './i18n';
import type { Names } from './sentences';

type Subject = keyof Texts['reasons'];

/** How the value of an argument is shown. */
type Show = (name: string, value: string) => string;

/** The words of a code; the code itself where this page knows none: that of a newer job, or a sentence that an older one wrote. */
export function reasonWords(subject: Subject, code: string, args: readonly string[], texts: Texts, show: Show = (_, value) => value): string {
  const words: Readonly<Record<string, string>> = texts.reasons[subject];
  if (!Object.hasOwn(words, code)) return code;
  const values = new Map(args.map((arg) => {
    const equals = arg.indexOf('=');
    return [arg.slice(0, equals), arg.slice(equals + 1)];
  }));
  return (words[code] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => show(name, values.get(name) ?? ''));
}

/** Why there is no estimate of an effect. */
export function insufficientWords(effect: Pick<EffectRow, 'insufficient' | 'insufficient_args'>, texts: Texts): string {
  return reasonWords('insufficient', effect.insufficient, effect.insufficient_args, texts);
}

/** How an effect was estimated; empty without an estimate. */
export function methodWords(effect: Pick<EffectRow, 'method'>, texts: Texts): string {
  return texts.units.list(effect.method.map((step) => reasonWords('step', step, [], texts)));
}

/** What speaks for or against a change being the cause of an incident. */
export function candidateWords(row: Pick<AttributedRow, 'reasons'>, names: Names, texts: Texts): string {
  const show: Show = (name, value) => (name === 'kpi' ? names.kpi('', value) : value);
  return row.reasons.map(([code = '', ...args]) => reasonWords('candidate', code, args, texts, show)).join(texts.units.semicolon);
}

/** What each KPI shows of a candidate: how it was compared, its factor, and minutes with data. */
export function kpiWords(row: Pick<AttributedRow, 'kpi_evidence'>, names: Names, texts: Texts): string[] {
  const show: Show = (name, value) => (name === 'kpi' ? names.kpi('', value) : value);
  return row.kpi_evidence.map(([code = '', ...args]) => reasonWords('kpi', code, args, texts, show));
}

/** What an alert says; its English text where this page does not know the code. */
export function alertWords(row: Pick<AlertRow, 'code' | 'args' | 'text' | 'value_stream'>, names: Names, times: Times, texts: Texts): string {
  if (!Object.hasOwn(texts.reasons.alert, row.code)) return row.text;
  return reasonWords('alert', row.code, row.args, texts, (name, value) => {
    switch (name) {
      case 'kpi':
        return names.kpi(row.value_stream, value);
      case 'stream':
        return names.stream(value);
      case 'start':
        return Number.isNaN(Date.parse(value)) ? value : times.dateTime(Date.parse(value));
      case 'horizon':
      case 'silence':
        return Number.isNaN(Number(value)) ? value : duration(Number(value), texts);
      case 'reason':
        return reasonWords('collision', value, [], texts);
      default:
        return value;
    }
  });
}
