/** The path of an effect in words and as positions of marks. */
import type { PathRow } from './data/rows';
import { signedAmount } from './format';
import type { Texts } from './i18n';

/** When an effect came, how long it lasted, and whether it is fading. */
export function pathSentence(path: PathRow, texts: Texts): string {
  if (path.came_at === '') return texts.path.none;
  const came = texts.path.parts[path.came_at] ?? path.came_at;
  const last = path.parts[path.parts.length - 1];
  const lasted = path.lasted_until === last ? texts.path.stillThere : texts.path.lasted(texts.path.parts[path.lasted_until] ?? path.lasted_until);
  return texts.path.came(came, lasted) + (path.fading ? texts.path.fading : '');
}

/** The impact from the change to the end of the last part of an unbroken run of estimates, with its interval. */
export function cumulativeOf(path: PathRow, texts: Texts): string {
  const end = path.cumulative.length - 1;
  const [sum, low, high] = [path.cumulative[end], path.cumulative_low[end], path.cumulative_high[end]];
  if (sum === undefined || low === undefined || high === undefined) return '–';
  const until = path.parts[end] ?? '';
  return `${signedAmount(sum, texts)} (${texts.units.interval(signedAmount(low, texts), signedAmount(high, texts))}), ${texts.path.until(texts.path.parts[until] ?? until)}`;
}

/** A part of the path in units of the height: 0 is the top, 1 the bottom, 0.5 no effect; better is up. */
export interface PathMark {
  value: number;
  low: number;
  high: number;
}

/** Marks of the parts; null where there is no estimate. */
export function pathMarks(path: PathRow): (PathMark | null)[] {
  const sign = path.direction === 'HIGHER_IS_BETTER' ? 1 : -1;
  const sizes = path.effect.flatMap((effect, i) => (path.insufficient[i] === '' ? [Math.abs(effect), Math.abs(path.low[i] ?? 0), Math.abs(path.high[i] ?? 0)] : []));
  const reach = Math.min(Math.max(...sizes, 1e-6), 3 * Math.max(...path.effect.map(Math.abs), 1e-6));
  const place = (value: number): number => Math.min(1, Math.max(0, 0.5 - (sign * value) / (2 * reach)));
  return path.effect.map((effect, i) => (path.insufficient[i] === '' ? { value: place(effect), low: place(path.low[i] ?? 0), high: place(path.high[i] ?? 0) } : null));
}
