/** Hooks that give components the rows of a statement. */
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Connection, Link } from './connection';
import type { Parameters, Question } from './questions';

export const ConnectionContext = createContext<Connection | null>(null);

function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('no connection around this component');
  return connection;
}

/** The state of the connection to ClickHouse; renders again when it changes. */
export function useLink(): Link {
  const connection = useConnection();
  const [link, setLink] = useState(connection.link);
  useEffect(() => connection.listen(() => setLink(connection.link)), [connection]);
  return link;
}

/** Rows that have arrived, are awaited, or failed. While new rows are awaited, the old rows of the same statement stay. */
export type Answer<Row> =
  | { state: 'waiting' }
  | { state: 'there'; rows: Row[] }
  | { state: 'failed'; reason: string };

const kept = new Map<string, unknown[]>();
const KEPT_ANSWERS = 200;

function keep(key: string, rows: unknown[]): void {
  kept.delete(key);
  kept.set(key, rows);
  if (kept.size > KEPT_ANSWERS) kept.delete(kept.keys().next().value ?? '');
}

/**
 * Runs a statement, and again whenever there are new data.
 *
 * @param parameters bound values; null while they are unknown: the statement then waits
 */
export function useRows<Row>(question: Question<Row>, parameters: Parameters | null): Answer<Row> {
  const connection = useConnection();
  const link = useLink();
  const key = parameters === null ? '' : `${question.name} ${JSON.stringify(parameters)}`;
  const [answers, setAnswers] = useState<{ key: string; answer: Answer<Row> }>({ key: '', answer: { state: 'waiting' } });
  useEffect(() => {
    if (key === '') return;
    let stale = false;
    connection.ask(question, JSON.parse(key.slice(question.name.length + 1)) as Parameters).then(
      (rows) => {
        keep(key, rows);
        if (!stale) setAnswers({ key, answer: { state: 'there', rows } });
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (!stale) setAnswers((old) => (old.key === key && old.answer.state === 'there' ? old : { key, answer: { state: 'failed', reason } }));
      },
    );
    return () => {
      stale = true;
    };
  }, [connection, question, key, link.generation]);
  return useMemo((): Answer<Row> => {
    if (answers.key === key && answers.answer.state !== 'waiting') return answers.answer;
    const before = kept.get(key);
    return before === undefined ? { state: 'waiting' } : { state: 'there', rows: before as Row[] };
  }, [answers, key]);
}

/** The rows that have arrived, or none. */
export function rowsOf<Row>(answer: Answer<Row>): Row[] {
  return answer.state === 'there' ? answer.rows : NOTHING;
}

const NOTHING: never[] = [];
