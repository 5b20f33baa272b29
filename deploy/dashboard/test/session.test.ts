import { describe, expect, it } from 'vitest';
import { hasCode, splitCode } from '../src/session';

describe('the code in a link', () => {
  it('is taken out, and the rest of the address stays', () => {
    expect(splitCode('#/?code=a-B_9')).toEqual({ code: 'a-B_9', rest: '#/' });
    expect(splitCode('#/changes?lang=zh&code=x')).toEqual({ code: 'x', rest: '#/changes?lang=zh' });
    expect(splitCode('#/changes?code=x&lang=zh')).toEqual({ code: 'x', rest: '#/changes?lang=zh' });
  });

  it('is not seen where there is none', () => {
    expect(hasCode('#/change/code=1')).toBe(false);
    expect(hasCode('')).toBe(false);
    expect(splitCode('#/streams?range=7d')).toEqual({ code: '', rest: '#/streams?range=7d' });
  });
});
