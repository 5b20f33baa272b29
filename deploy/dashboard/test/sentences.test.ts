import { describe, expect, it } from 'vitest';
import type { ChangeRow, EffectRow, Verdict } from '../src/data/rows';
import { Times } from '../src/format';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { changeSentences, comparison, effectSentence, headlines } from '../src/sentences';

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

function effect(verdict: Verdict, more: Partial<EffectRow> = {}): EffectRow {
  return {
    value_stream: 'course-delivery', kpi: 'participation', horizon_seconds: 86_400, before_at: '', live_at: '', window_end: '', exposed_until: null,
    status: 'FINAL', verdict, headline: true, direction: 'HIGHER_IS_BETTER', material_effect: 0.02, method: ['PLACEBO_REGRESSION'], insufficient: '', insufficient_args: [], placebos: 400,
    expected: 0.65, observed: 0.712, effect: 0.095, low: 0.041, high: 0.15, p: 0.001, impact: 312.4, impact_low: 120, impact_high: 500.2, p_adjusted: 0.01, low_adjusted: 0.021, high_adjusted: 0.17, family: 9, confounded: false, confounders: [], confounder_count: 0,
    ...more,
  };
}

const names = { stream: () => 'Course delivery', kpi: () => 'Participation' };
const change = { state: 'SUCCEEDED', actual_end: '2026-03-01 10:00:00.000', exposed_until: null, planned_start: null } as ChangeRow;
const told = (effects: EffectRow[], of = change): string => plain(changeSentences(of, effects, names, en, new Times('en-GB', 'UTC')).join(' '));

describe('the sentence of an effect', () => {
  it('states the observed value, the expected value and the verdict', () => {
    expect(plain(effectSentence(effect('IMPROVED'), 'Participation', '', en))).toBe(
      'Over 24 h, Participation was 71.2 %; without the change, 65.0 % was expected. That is 9.5 % higher (adjusted interval +2.1 % to +17.0 %): an improvement. In the KPI’s own units, that is +312 (+120 to +500).',
    );
    expect(plain(effectSentence(effect('DEGRADED', { effect: -0.2, low_adjusted: -0.3, high_adjusted: -0.1 }), '参与率', '', zh))).toBe(
      '变更后 24 小时，参与率为 71.2 %；没有变更时的预期为 65.0 %。低了 20.0 %（校正后的区间 -30.0 % 至 -10.0 %）：是变差。按 KPI 自身的单位计为 +312 (+120 至 +500)。',
    );
  });

  it('says what the data still allow', () => {
    const none = { effect: 0.01, low_adjusted: -0.031, high_adjusted: 0.052 };
    expect(plain(effectSentence(effect('INCONCLUSIVE', none), 'Participation', '', en))).toContain(
      '(adjusted interval -3.1 % to +5.2 %); the data allow for harm of up to 3.1 % and for benefit of up to 5.2 %.',
    );
    expect(plain(effectSentence(effect('INCONCLUSIVE', { ...none, direction: 'LOWER_IS_BETTER' }), '参与率', '', zh))).toContain('损害最大为 5.2 %，益处最大为 3.1 %。');
    expect(told([effect('INCONCLUSIVE', none)])).toContain('The data allow for harm of up to Participation 3.1 %, and for benefit of up to Participation 5.2 %.');
  });

  it('sums up KPIs by what is possible for any of them', () => {
    const harmful = effect('BENEFIT_RULED_OUT', { low_adjusted: -0.04, high_adjusted: 0.01 });
    const useful = effect('HARM_RULED_OUT', { low_adjusted: -0.01, high_adjusted: 0.06 });
    expect(told([useful, effect('NO_MATERIAL_EFFECT')])).toContain('It did no harm that matters to Course delivery; the data allow for benefit of up to Participation 6.0 %.');
    expect(told([harmful])).toContain('It brought no benefit that matters to Course delivery; the data allow for harm of up to Participation 4.0 %.');
    expect(told([useful, harmful])).toContain('inconclusive');
  });

  it('does not invent figures where there is no estimate', () => {
    const text = effectSentence(effect('INSUFFICIENT_DATA', { insufficient: 'NEVER_VARIED', observed: 0, expected: 0 }), 'Participation', '', en);
    expect(text).toBe('Its effect on Participation over 24 h cannot be estimated: the KPI never varied before the change.');
  });
});

describe('the sentences of a change', () => {
  it('distinguish the deployment from its effect', () => {
    expect(told([effect('DEGRADED', { effect: -0.2 })])).toBe(
      'It went live without a failure on 1 Mar 2026, 10:00. It worsened Course delivery: Participation -20.0 %.',
    );
    expect(told([], { ...change, state: 'CANCELLED' })).toBe('It was cancelled. Its effects on the value streams have not been estimated.');
  });

  it('name both sides of a mixed result, and what makes it uncertain', () => {
    const text = told([effect('IMPROVED'), effect('DEGRADED', { kpi: 'other', effect: -0.1, confounded: true, status: 'PROVISIONAL' })]);
    expect(text).toContain('In Course delivery, some KPIs improved (Participation +9.5 %) and others worsened (Participation -10.0 %).');
    expect(text).toContain('provisional');
    expect(text).toContain('Other events at the same time may have contributed');
  });

  it('rest on the headline horizon alone', () => {
    const rows = [effect('NO_MATERIAL_EFFECT'), effect('DEGRADED', { horizon_seconds: 900, headline: false }), effect('INCONCLUSIVE', { horizon_seconds: 604_800, headline: false })];
    expect(headlines(rows).map((row) => row.horizon_seconds)).toEqual([86_400]);
    expect(told(rows)).toContain('It had no material effect on Course delivery.');
    expect(told(rows)).not.toContain('provisional');
  });

  it('are provisional while any horizon is', () => {
    expect(told([effect('IMPROVED'), effect('INCONCLUSIVE', { horizon_seconds: 604_800, headline: false, status: 'PROVISIONAL' })])).toContain('provisional');
  });
});

describe('a comparison of periods', () => {
  it.each([
    [0.1, 'higher', 'better'], [0.1, 'lower', 'worse'], [-0.1, 'lower', 'better'], [0.02, 'lower', 'same'], [0, 'lower', 'same'],
  ] as const)('a difference of %d, %s is better: %s', (difference, better, judged) => {
    expect(comparison(difference, better, 0.02)).toBe(judged);
  });
});
