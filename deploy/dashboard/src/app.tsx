/** The root component: shows the page that the address names, in the common frame. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Config } from './config';
import { catalogOf, type View, ViewContext } from './context';
import { QUESTIONS } from './data/questions';
import { rowsOf, useLink, useRows } from './data/use-rows';
import { Times } from './format';
import { preferredLanguage, TEXTS, TextsContext } from './i18n';
import { CalendarPage } from './pages/calendar';
import { ChangePage } from './pages/change';
import { ChangesPage } from './pages/changes';
import { CorrelationsPage } from './pages/correlations';
import { MaturityPage } from './pages/maturity';
import { StreamsPage } from './pages/streams';
import { TimelinePage } from './pages/timeline';
import { formatRoute, moved, type Page, parseRoute, type Route } from './route';
import { spanOf } from './time';
import { Nothing } from './ui/parts';
import { Shell } from './ui/shell';

const CONTENT: Record<Page, () => preact.JSX.Element> = {
  streams: StreamsPage,
  timeline: TimelinePage,
  changes: ChangesPage,
  change: ChangePage,
  calendar: CalendarPage,
  correlations: CorrelationsPage,
  maturity: MaturityPage,
};

function routeNow(): Route {
  return parseRoute(location.hash, preferredLanguage(navigator.languages));
}

function useRoute(): [Route, (change: Partial<Route>) => void] {
  const [route, setRoute] = useState(routeNow);
  useEffect(() => {
    const follow = () => setRoute(routeNow());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return [route, (change) => { location.hash = formatRoute(moved(routeNow(), change)); }];
}

function useDark(route: Route): boolean {
  const [system, setSystem] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystem(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return route.theme === 'dark' || (route.theme === 'auto' && system);
}

export function App(props: { config: Config }) {
  const [route, go] = useRoute();
  const texts = TEXTS[route.lang];
  const link = useLink();
  const dark = useDark(route);
  const streams = rowsOf(useRows(QUESTIONS.streams, EMPTY));
  const kpis = rowsOf(useRows(QUESTIONS.kpis, EMPTY));
  document.documentElement.lang = route.lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  document.title = `${route.subject || texts.nav[route.page]} · ${texts.product}`;
  const newest = link.pulse?.newest ?? null;
  const oldest = link.pulse?.oldest ?? newest;
  const view = useMemo((): View => ({
    route,
    go,
    href: (change) => formatRoute(moved(route, change)),
    times: new Times(texts.locale, props.config.timeZone),
    catalog: catalogOf(streams, kpis, texts),
    span: newest === null || oldest === null ? null : spanOf(route.range, oldest, newest),
    newestMinute: link.pulse?.newestMinute ?? null,
    dark,
  }), [route, streams, kpis, newest, oldest, link.pulse?.newestMinute, dark, props.config.timeZone]);
  const Content = CONTENT[route.page];
  const nothingYet = link.state === 'up' && newest === null;
  return (
    <TextsContext.Provider value={texts}>
      <ViewContext.Provider value={view}>
        <Shell link={link}>
          {nothingYet ? <><h1>{texts.nav[route.page]}</h1><Nothing text={texts.states.nothingYet} /></> : <Content key={`${route.page} ${route.subject}`} />}
        </Shell>
      </ViewContext.Provider>
    </TextsContext.Provider>
  );
}

const EMPTY = {};
