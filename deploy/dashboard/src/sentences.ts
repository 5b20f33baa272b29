/** States verdicts in plain sentences. */
import type { ChangeRow, EffectRow, Verdict } from './data/rows';
import { duration, isBetter, kpiValue, signedAmount, signedPercent, type Times } from './format';
import type { Texts } from './i18n';
import { insufficientWords } from './reasons';
import { parseTime } from './time';

/** One effect: observed value, expected value and verdict. */
export function effectSentence(effect: EffectRow, kpi: string, unit: string, texts: Texts): string {
  const horizon = duration(effect.horizon_seconds, texts);
  if (effect.verdict === 'INSUFFICIENT_DATA') {
    return texts.sentence.cannotTell(kpi, horizon, insufficientWords(effect, texts));
  }
  const by = signedPercent(Math.abs(effect.effect), texts).replace(/^[+±]/, '');
  const direction = effect.effect < 0 ? texts.sentence.lower : texts.sentence.higher;
  return (
    texts.sentence.effect(kpi, horizon, kpiValue(effect.observed, unit, texts), kpiValue(effect.expected, unit, texts)) +
    (texts.locale.startsWith('zh') ? '' : ' ') +
    direction(by, signedPercent(effect.low_adjusted, texts), signedPercent(effect.high_adjusted, texts)) +
    (effect.verdict === 'INCONCLUSIVE'
      ? texts.sentence.inconclusiveEffect(largestHarm(effect, texts), largestBenefit(effect, texts))
      : texts.sentence.conclusion[effect.verdict]) +
    (effect.impact === null ? '' : (texts.locale.startsWith('zh') ? '' : ' ') + texts.sentence.impact(impactOf(effect, texts)))
  );
}

/** The effect in units of the KPI's numerator, with its 95 % interval. */
export function impactOf(effect: EffectRow, texts: Texts): string {
  if (effect.impact === null || effect.impact_low === null || effect.impact_high === null) return '–';
  return `${signedAmount(effect.impact, texts)} (${texts.units.interval(signedAmount(effect.impact_low, texts), signedAmount(effect.impact_high, texts))})`;
}

/** The largest harm that the data are consistent with: the end of the adjusted interval in the KPI's worse direction. */
export function largestHarm(effect: EffectRow, texts: Texts): string {
  return size(effect.direction === 'HIGHER_IS_BETTER' ? -effect.low_adjusted : effect.high_adjusted, texts);
}

/** The largest benefit that the data are consistent with. */
export function largestBenefit(effect: EffectRow, texts: Texts): string {
  return size(effect.direction === 'HIGHER_IS_BETTER' ? effect.high_adjusted : -effect.low_adjusted, texts);
}

function size(share: number, texts: Texts): string {
  return signedPercent(Math.max(0, share), texts).replace(/^[+±]/, '');
}

/** The effect that speaks for each KPI: at its headline horizon, which the effects job has marked. */
export function headlines(effects: readonly EffectRow[]): EffectRow[] {
  return effects.filter((effect) => effect.headline);
}

/** Names of value streams and KPIs, for sentences. */
export interface Names {
  stream(id: string): string;
  kpi(stream: string, id: string): string;
}

function technical(change: ChangeRow, texts: Texts, times: Times): string {
  const ended = times.dateTime(parseTime(change.actual_end));
  switch (change.state) {
    case 'SUCCEEDED':
      return texts.sentence.deployed(ended);
    case 'FAILED':
      return texts.sentence.failed(ended);
    case 'ROLLED_BACK':
      return texts.sentence.rolledBack(times.dateTime(parseTime(change.exposed_until)));
    case 'CANCELLED':
      return texts.sentence.cancelled;
    case 'STARTED':
      return texts.sentence.running;
    default:
      return texts.sentence.planned(times.dateTime(parseTime(change.planned_start)));
  }
}

function forStream(stream: string, effects: readonly EffectRow[], names: Names, texts: Texts): string {
  const having = (verdict: Verdict): EffectRow[] => effects.filter((effect) => effect.verdict === verdict);
  const told = (of: EffectRow[]): string =>
    texts.units.list(of.map((e) => texts.sentence.kpiEffect(names.kpi(stream, e.kpi), signedPercent(e.effect, texts))));
  const better = having('IMPROVED');
  const worse = having('DEGRADED');
  const name = names.stream(stream);
  if (better.length > 0 && worse.length > 0) return texts.sentence.mixed(name, told(better), told(worse));
  if (worse.length > 0) return texts.sentence.degraded(name, told(worse));
  if (better.length > 0) return texts.sentence.improved(name, told(better));
  const harmPossible = [...having('INCONCLUSIVE'), ...having('BENEFIT_RULED_OUT')];
  const benefitPossible = [...having('INCONCLUSIVE'), ...having('HARM_RULED_OUT')];
  const upTo = (of: EffectRow[], end: (effect: EffectRow, texts: Texts) => string): string =>
    texts.units.list(of.map((e) => texts.sentence.kpiEffect(names.kpi(stream, e.kpi), end(e, texts))));
  if (harmPossible.length > 0 && benefitPossible.length > 0) {
    return texts.sentence.inconclusive(name, upTo(harmPossible, largestHarm), upTo(benefitPossible, largestBenefit));
  }
  if (benefitPossible.length > 0) return texts.sentence.harmRuledOut(name, upTo(benefitPossible, largestBenefit));
  if (harmPossible.length > 0) return texts.sentence.benefitRuledOut(name, upTo(harmPossible, largestHarm));
  if (having('NO_MATERIAL_EFFECT').length > 0) return texts.sentence.noEffect(name);
  const first = effects[0];
  return texts.sentence.insufficient(name, first === undefined ? '' : insufficientWords(first, texts));
}

/** A change as a whole: the result of its deployment and its effect on each value stream. */
export function changeSentences(change: ChangeRow, effects: readonly EffectRow[], names: Names, texts: Texts, times: Times): string[] {
  const stop = texts.locale.startsWith('zh') ? '。' : '.';
  const sentences = [technical(change, texts, times) + stop];
  const counting = headlines(effects);
  if (counting.length === 0) return [...sentences, texts.sentence.unmeasured];
  for (const stream of [...new Set(counting.map((effect) => effect.value_stream))]) {
    sentences.push(forStream(stream, counting.filter((effect) => effect.value_stream === stream), names, texts));
  }
  if (effects.some((effect) => effect.status === 'PROVISIONAL')) sentences.push(texts.sentence.provisional);
  if (counting.some((effect) => effect.confounded)) sentences.push(texts.sentence.confounded);
  return sentences;
}

/** Judges the relative difference of a period to the previous one. */
export function comparison(difference: number, better: 'higher' | 'lower', tolerance: number): 'better' | 'worse' | 'same' {
  if (Math.abs(difference) <= tolerance) return 'same';
  return isBetter(difference, better === 'higher' ? 'HIGHER_IS_BETTER' : 'LOWER_IS_BETTER') ? 'better' : 'worse';
}
