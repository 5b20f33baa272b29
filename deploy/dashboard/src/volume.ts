/** Effects on the volume of what a KPI counts: so little was left after the change that the KPI itself has no estimate. */
import type { EffectRow, SeriesRow } from './data/rows';
import type { Texts } from './i18n';

/** What an effect is an effect on, in a step of a curve. */
export type Measured = Pick<SeriesRow, 'at' | 'value'>;

/** Whether an effect is that on the volume. */
export function onVolume(effect: EffectRow): boolean {
  return effect.method.includes('ON_VOLUME');
}

/** What an effect is an effect on. */
export function measuredName(effect: EffectRow, kpi: string, texts: Texts): string {
  return onVolume(effect) ? texts.sentence.volumeOf(kpi) : kpi;
}

/** The unit of what was expected and observed: of a volume, events per minute. */
export function measuredUnit(effect: EffectRow, unit: string): string {
  return onVolume(effect) ? 'per minute' : unit;
}

/** The curve of what an effect is an effect on. */
export function measuredRows(effect: EffectRow, rows: readonly SeriesRow[]): readonly Measured[] {
  return onVolume(effect) ? rows.map((row) => ({ at: row.at, value: row.per_minute })) : rows;
}
