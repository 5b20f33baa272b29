/** The state of the page in its address: #/page/subject?stream=…&range=…&lang=…&theme=… */

export const PAGES = ['streams', 'timeline', 'changes', 'change', 'calendar', 'correlations', 'maturity'] as const;
export type Page = (typeof PAGES)[number];

export const RANGES = ['7d', '30d', '90d', '365d', 'all'] as const;
export type RangeName = (typeof RANGES)[number];

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

/** The state that a link carries. `subject` is the id of a change on its page; `more` is the state of a single page. */
export interface Route {
  page: Page;
  subject: string;
  stream: string;
  range: RangeName;
  lang: Language;
  theme: ThemeName;
  more: Readonly<Record<string, string>>;
}

function oneOf<T extends string>(known: readonly T[], text: string | null | undefined, otherwise: T): T {
  return known.find((name) => name === text) ?? otherwise;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A truncated link: use what is left of it.
  }
}

/** Parses the hash of an address. `#/stream/ID`, to which alerts link, is the timeline of that value stream. */
export function parseRoute(hash: string, preferred: Language): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [kind = '', ...rest] = path.split('/');
  const subject = decode(rest.join('/'));
  const fields = new URLSearchParams(query);
  const more: Record<string, string> = {};
  for (const [key, value] of fields) {
    if (!['stream', 'range', 'lang', 'theme'].includes(key)) more[key] = value;
  }
  const ofStream = kind === 'stream';
  const page = ofStream ? 'timeline' : oneOf(PAGES, kind, 'streams');
  return {
    page: page === 'change' && subject === '' ? 'changes' : page,
    subject: page === 'change' ? subject : '',
    stream: ofStream ? subject : (fields.get('stream') ?? ''),
    range: oneOf(RANGES, fields.get('range'), '90d'),
    lang: oneOf(LANGUAGES, fields.get('lang'), preferred),
    theme: oneOf(THEMES, fields.get('theme'), 'auto'),
    more,
  };
}

/** The hash of a route; {@link parseRoute} reads it back. */
export function formatRoute(route: Route): string {
  const fields = new URLSearchParams();
  if (route.stream !== '') fields.set('stream', route.stream);
  fields.set('range', route.range);
  fields.set('lang', route.lang);
  if (route.theme !== 'auto') fields.set('theme', route.theme);
  for (const [key, value] of Object.entries(route.more)) {
    if (value !== '') fields.set(key, value);
  }
  const subject = route.subject === '' ? '' : `/${encodeURIComponent(route.subject)}`;
  return `#/${route.page}${subject}?${fields.toString()}`;
}

/** A route with part of it changed; the state of a single page is dropped when the page changes. */
export function moved(route: Route, change: Partial<Route>): Route {
  const leaves = change.page !== undefined && change.page !== route.page;
  return { ...route, ...(leaves ? { more: {}, subject: '' } : {}), ...change };
}
