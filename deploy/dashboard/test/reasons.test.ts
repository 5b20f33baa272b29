import { describe, expect, it } from 'vitest';
import { Times } from '../src/format';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { alertWords, candidateWords, insufficientWords, kpiWords, methodWords, reasonWords } from '../src/reasons';

const names = { stream: () => '课程交付', kpi: (stream: string, id: string) => (id === 'participation' ? `参与率${stream === '' ? '' : '！'}` : id) };
const times = new Times('en-GB', 'UTC');

const SUBJECTS = Object.keys(en.reasons) as (keyof typeof en.reasons)[];
const namesIn = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('the words of codes', () => {
  it.each(SUBJECTS)('%s: each code has words with the same arguments in both languages', (subject) => {
    const english: Record<string, string> = en.reasons[subject];
    const chinese: Record<string, string> = zh.reasons[subject];
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
    for (const [code, words] of Object.entries(english)) expect(namesIn(chinese[code] ?? '')).toEqual(namesIn(words));
  });

  it.each(SUBJECTS)('%s: the Chinese words are Chinese, apart from arguments and the word KPI', (subject) => {
    for (const words of Object.values(zh.reasons[subject])) {
      expect(words.replaceAll(/\{\w+\}|KPI/g, '')).not.toMatch(/[A-Za-z]/);
    }
  });
});

describe('a reason', () => {
  it('has the values of its arguments, whatever they contain', () => {
    expect(insufficientWords({ insufficient: 'LITTLE_HISTORY', insufficient_args: ['days=12.3', 'needed=18.0'] }, zh)).toBe(
      '历史数据太短：变更前只有 12.3 天，此时长需要 18.0 天',
    );
    expect(reasonWords('candidate', 'KPI_WORSE', ['kpi=a=b{kpi}$&'], en)).toBe('a=b{kpi}$& became worse');
  });

  it('that this page does not know is shown as it is', () => {
    for (const code of ['the moon was full', 'toString', '']) expect(reasonWords('insufficient', code, [], zh)).toBe(code);
    expect(methodWords({ method: ['PLACEBO_REGRESSION', 'NEW_STEP'] }, en)).toBe('placebo-in-time regression, NEW_STEP');
  });

  it('of a candidate stands beside the others, with the name of the KPI', () => {
    const reasons = [['REPORTED'], ['KPI_SHIFTED', 'kpi=participation', 'percent=-9.1'], ['UPSTREAM', 'distance=2']];
    expect(candidateWords({ reasons }, names, zh)).toBe('已报告为原因；参与率 -9.1 %；上游，相距 2 级依赖');
  });
});

describe('the evidence of a KPI', () => {
  it('has its factor and the minutes of its windows', () => {
    const kpi_evidence = [['WITH_OTHERS', 'kpi=participation', 'factor=12.3', 'after=14', 'others_after=15'], ['NEW_FINDING', 'kpi=x']];
    expect(kpiWords({ kpi_evidence }, names, en)).toEqual(['参与率 × 12.3: 14 min where it is live compared with 15 min of the others', 'NEW_FINDING']);
  });
});

describe('an alert', () => {
  const alert = (code: string, args: string[]) => alertWords({ code, args, text: 'In English', value_stream: 'course-delivery' }, names, times, zh);

  it('names value streams, KPIs, times and durations as the page does', () => {
    const args = ['change=CH-1', 'service=shop', 'kpi=participation', 'stream=course-delivery', 'percent=-9.1', 'low=-12.0', 'high=-6.0', 'horizon=86400'];
    expect(alert('KPI_WORSE', args)).toBe('shop 的变更 CH-1 使课程交付的“参与率！”变差：24 小时内 -9.1 %（-12.0 至 -6.0）');
    expect(alert('COLLISION_AHEAD', ['change=CH-1', 'service=shop', 'start=2026-03-01T10:00:00Z', 'title=Exam', 'window=W-1', 'stream=x'])).toContain('1 Mar 2026, 10:00');
    expect(alert('COLLISION_NOT_AHEAD', ['change=CH-1', 'service=shop', 'title=Exam', 'window=W-1', 'stream=x', 'reason=MOVED'])).toContain('：变更或发布窗口的时间已调整');
  });

  it('has its English text where its code is unknown', () => {
    expect(alert('', [])).toBe('In English');
    expect(alert('NEW_KIND', [])).toBe('In English');
  });
});
