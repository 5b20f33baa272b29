/** State that is shared by all parts of the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { KpiRow, StreamRow } from './data/rows';
import { Times } from './format';
import type { Texts } from './i18n';
import { moved, parseRoute, formatRoute, type Route } from './route';
import type { Names } from './sentences';
import type { Span } from './time';

export interface View {
  route: Route;
  go(change: Partial<Route>): void;
  /** Address of the page with part of its state changed. */
  href(change: Partial<Route>): string;
  times: Times;
  catalog: Catalog;
  /** Null until the end of the data is known. */
  span: Span | null;
  newestMinute: number | null;
  dark: boolean;
}

/** Names of value streams and KPIs in the language of the page. */
export interface Catalog extends Names {
  streams: readonly StreamRow[];
  kpis: readonly KpiRow[];
  find(stream: string, kpi: string): KpiRow | undefined;
}

/** Translates the names of the default catalog; other names stay unchanged. */
export function translated(name: string, texts: Texts): string {
  return Object.hasOwn(texts.catalog, name) ? (texts.catalog[name] ?? name) : name;
}

export function catalogOf(streams: readonly StreamRow[], kpis: readonly KpiRow[], texts: Texts): Catalog {
  const known = new Set(streams.map((stream) => stream.value_stream));
  const others = [...new Set(kpis.map((kpi) => kpi.value_stream))].filter((id) => !known.has(id));
  const all = [...streams, ...others.map((id) => ({ value_stream: id, name: id, adopted_at: null }))];
  const find = (stream: string, kpi: string): KpiRow | undefined => kpis.find((row) => row.value_stream === stream && row.kpi === kpi);
  return {
    streams: all,
    kpis,
    find,
    stream: (id) => translated(all.find((row) => row.value_stream === id)?.name ?? id, texts),
    kpi: (stream, id) => translated(find(stream, id)?.name ?? kpis.find((row) => row.kpi === id)?.name ?? id, texts),
  };
}

export const ViewContext = createContext<View | null>(null);

export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error('no view around this component');
  return view;
}

export { moved, parseRoute, formatRoute };
