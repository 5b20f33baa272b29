import { describe, expect, it } from 'vitest';
import type { PathRow } from '../src/data/rows';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { cumulativeOf, pathMarks, pathSentence } from '../src/path';

const PARTS = ['HOURS_1_6', 'HOURS_7_12', 'HOURS_13_24', 'DAY_2'];

function path(more: Partial<PathRow> = {}): PathRow {
  return {
    value_stream: 'course-delivery', kpi: 'participation', status: 'PROVISIONAL', direction: 'HIGHER_IS_BETTER', came_at: 'HOURS_7_12', lasted_until: 'DAY_2', fading: false,
    parts: PARTS, insufficient: ['', '', '', 'FEW_EVENTS'], insufficient_args: [[], [], [], ['least=10']], effect: [0, -0.2, -0.1, 0], low: [-0.1, -0.3, -0.2, 0], high: [0.1, -0.1, 0, 0],
    p_adjusted: [1, 0.01, 0.06, 1], impact: [0, -20, -12, 0], cumulative: [0, -20, -32], cumulative_low: [-10, -40, -62], cumulative_high: [10, 0, -2], ...more,
  };
}

describe('a path', () => {
  it('says when an effect came and how long it lasted', () => {
    expect(pathSentence(path(), en)).toBe('came in hours 7–12, was there to the end');
    expect(pathSentence(path({ lasted_until: 'HOURS_13_24', fading: true }), en)).toBe('came in hours 7–12, lasted until hours 13–24; it is fading');
    expect(pathSentence(path({ lasted_until: 'HOURS_13_24', fading: true }), zh)).toBe('出现于第 7–12 小时，持续到第 13–24 小时；正在减弱');
    expect(pathSentence(path({ came_at: '', lasted_until: '' }), en)).toBe('no effect in any part');
  });

  it('sums up the impact as far as there are estimates', () => {
    expect(cumulativeOf(path(), en)).toBe('−32 (−62 to −2), until hours 13–24');
    expect(cumulativeOf(path({ cumulative: [], cumulative_low: [], cumulative_high: [] }), en)).toBe('–');
  });

  it('is drawn with better above', () => {
    const marks = pathMarks(path());
    expect(marks[3]).toBeNull();
    expect(marks[0]?.value).toBe(0.5);
    expect(marks[1]?.value).toBeGreaterThan(0.5);
    expect(pathMarks(path({ direction: 'LOWER_IS_BETTER' }))[1]?.value).toBeLessThan(0.5);
  });
});
