/** Address, user and password of ClickHouse: `config.json` beside the page. */
import { sessionHeaders } from './session';

export interface Config {
  /** Address of ClickHouse's HTTP interface; relative to the page if a proxy serves both. */
  clickhouse: string;
  database: string;
  user: string;
  password: string;
  /** Time zone in which times are shown, such as Asia/Shanghai. */
  timeZone: string;
}

function text(of: unknown, key: string, otherwise?: string): string {
  const value = typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[key] : undefined;
  if (typeof value === 'string') return value;
  if (otherwise !== undefined) return otherwise;
  throw new Error(`config.json: "${key}" is missing`);
}

/** Parses the content of `config.json`. */
export function parseConfig(json: unknown, page: string): Config {
  return {
    clickhouse: new URL(text(json, 'clickhouse'), page).href.replace(/\/$/, ''),
    database: text(json, 'database', 'changelens'),
    user: text(json, 'user', 'reader'),
    password: text(json, 'password', ''),
    timeZone: text(json, 'timeZone', 'UTC'),
  };
}

/** Thrown when the local stack does not know the session of this browser. */
export class NotSignedIn extends Error {}

export async function loadConfig(): Promise<Config> {
  const response = await fetch('./config.json', { cache: 'no-store', headers: sessionHeaders() });
  if (response.status === 401) throw new NotSignedIn('config.json: status 401');
  if (!response.ok) throw new Error(`config.json: status ${response.status}`);
  return parseConfig(await response.json(), location.href);
}

/** Restricts this page to connections to its own host and to ClickHouse, from now on. */
export function restrictTo(config: Config): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src 'self' ${new URL(config.clickhouse).origin}`;
  document.head.append(policy);
}
