/** The connection to ClickHouse: runs statements, detects outages and reconnects automatically. */
import { type ClickHouseClient, ClickHouseError, createClient } from '@clickhouse/client-web';
import type { Config } from '../config';
import { parseTime } from '../time';
import { type Parameters, QUESTIONS, type Question } from './questions';
import type { Pulse } from './rows';

const PULSE_MILLIS = 10_000;
const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 15_000;
const TIMEOUT_MILLIS = 30_000;
const AT_ONCE = 2;

/** State of the connection to ClickHouse. */
export interface Link {
  state: 'connecting' | 'up' | 'down';
  /** Reason of an outage, in the words of ClickHouse or the browser. */
  reason: string;
  /** Time range of the data; kept during an outage. */
  pulse: PulseTimes | null;
  /** Increases when there are new data, and when ClickHouse answers again. */
  generation: number;
}

/** Times in epoch milliseconds; null without data. */
export interface PulseTimes {
  newestMinute: number | null;
  oldestMinute: number | null;
  newest: number | null;
  oldest: number | null;
  now: number;
}

function latest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

export function readPulse(row: Pulse): PulseTimes {
  const newestMinute = parseTime(row.newest_minute);
  const oldestMinute = parseTime(row.oldest_minute);
  return {
    newestMinute,
    oldestMinute,
    newest: latest(newestMinute, parseTime(row.newest_change)),
    oldest: earliest(oldestMinute, parseTime(row.oldest_change)),
    now: parseTime(row.now) ?? Date.now(),
  };
}

/** Whether ClickHouse answered with an error; any other failure means that it cannot be reached. */
function isAnswer(error: unknown): boolean {
  return error instanceof ClickHouseError;
}

export class Connection {
  link: Link = { state: 'connecting', reason: '', pulse: null, generation: 0 };
  private version = '';
  private readonly client: ClickHouseClient;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMillis = FIRST_RETRY_MILLIS;
  private beating = false;
  private asking = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(config: Config) {
    this.client = createClient({
      url: config.clickhouse,
      username: config.user,
      password: config.password,
      database: config.database,
      application: 'changelens-dashboard',
      request_timeout: TIMEOUT_MILLIS,
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0, output_format_json_quote_denormals: 0 },
    });
  }

  /** Starts polling for new data every 10 s. */
  start(): void {
    void this.beat();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.beat();
    });
    window.addEventListener('online', () => void this.beat());
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Runs a statement when its turn comes. Only two run at once: ClickHouse uses all cores for each, so more would slow down all. */
  async ask<Row>(question: Question<Row>, parameters: Parameters): Promise<Row[]> {
    while (this.asking >= AT_ONCE) await new Promise<void>((turn) => this.waiting.push(turn));
    this.asking += 1;
    try {
      return await this.askNow(question, parameters);
    } finally {
      this.asking -= 1;
      this.waiting.shift()?.();
    }
  }

  private async askNow<Row>(question: Question<Row>, parameters: Parameters): Promise<Row[]> {
    performance.mark(`ask ${question.name}`);
    try {
      const answer = await this.client.query({ query: question.sql, query_params: { ...parameters }, format: 'JSONEachRow' });
      const rows = await answer.json<Row>();
      performance.measure(`query ${question.name}`, `ask ${question.name}`);
      return rows;
    } catch (error) {
      if (!isAnswer(error)) this.lost(error);
      throw error;
    }
  }

  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    clearTimeout(this.timer);
    try {
      const [row] = await this.askNow(QUESTIONS.pulse, {});
      if (row !== undefined) this.found(row);
    } catch (error) {
      this.lost(error);
    } finally {
      this.beating = false;
      this.again();
    }
  }

  private again(): void {
    clearTimeout(this.timer);
    const down = this.link.state !== 'up';
    this.timer = setTimeout(() => void this.beat(), down ? this.retryMillis : PULSE_MILLIS);
    if (down) this.retryMillis = Math.min(2 * this.retryMillis, LAST_RETRY_MILLIS);
  }

  private found(row: Pulse): void {
    this.retryMillis = FIRST_RETRY_MILLIS;
    const version = [row.newest_minute, row.newest_change, row.minutes, row.changes, row.effects, row.others].join('|');
    const news = this.link.state === 'down' || (this.version !== '' && this.version !== version);
    this.version = version;
    this.set({ state: 'up', reason: '', pulse: readPulse(row), generation: this.link.generation + (news ? 1 : 0) });
  }

  private lost(error: unknown): void {
    const wasUp = this.link.state === 'up';
    this.set({ ...this.link, state: 'down', reason: error instanceof Error ? error.message : String(error) });
    if (wasUp && !this.beating) {
      this.retryMillis = FIRST_RETRY_MILLIS;
      this.again();
    }
  }

  private set(link: Link): void {
    this.link = link;
    for (const listener of this.listeners) listener();
  }
}
