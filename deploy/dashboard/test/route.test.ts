import { describe, expect, it } from 'vitest';
import { formatRoute, moved, parseRoute } from '../src/route';

describe('a route', () => {
  it('is read back as it was written', () => {
    const route = parseRoute('#/change/a%2Fb%3Fc?stream=course-delivery&range=30d&lang=zh&theme=dark&horizon=3600', 'en');
    expect(route).toEqual({ page: 'change', subject: 'a/b?c', stream: 'course-delivery', range: '30d', lang: 'zh', theme: 'dark', more: { horizon: '3600' } });
    expect(parseRoute(formatRoute(route), 'en')).toEqual(route);
  });

  it('leads from where alerts link to', () => {
    expect(parseRoute('#/change/CHG%201', 'en')).toMatchObject({ page: 'change', subject: 'CHG 1' });
    expect(parseRoute('#/stream/course-delivery', 'en')).toMatchObject({ page: 'timeline', stream: 'course-delivery' });
  });

  it('has defaults for all that is missing or unknown', () => {
    expect(parseRoute('', 'zh')).toMatchObject({ page: 'streams', range: '90d', lang: 'zh', theme: 'auto', more: {} });
    expect(parseRoute('#/nowhere?range=2y&lang=xx', 'en')).toMatchObject({ page: 'streams', range: '90d', lang: 'en' });
    expect(parseRoute('#/change/', 'en').page).toBe('changes');
    expect(parseRoute('#/change/%E4%B8', 'en').subject).toBe('%E4%B8');
  });

  it('leaves a page’s own state behind', () => {
    const route = parseRoute('#/change/X?horizon=all', 'en');
    expect(moved(route, { page: 'changes' })).toMatchObject({ page: 'changes', subject: '', more: {} });
    expect(moved(route, { lang: 'zh' })).toMatchObject({ page: 'change', subject: 'X', more: { horizon: 'all' } });
  });
});
