/** Small parts of pages. */
import type { ComponentChildren } from 'preact';
import { useView } from '../context';
import type { Answer } from '../data/use-rows';
import type { Result } from '../data/rows';
import { useTexts } from '../i18n';

/** A section with a heading and content. */
export function Title(props: { title: ComponentChildren; lead?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="title">
      <h1>{props.title}</h1>
      {props.lead !== undefined && <p>{props.lead}</p>}
      {props.children}
    </div>
  );
}

export function Panel(props: { title: string; lead?: ComponentChildren; children: ComponentChildren; id?: string }) {
  return (
    <section class="panel" id={props.id}>
      <h2>{props.title}</h2>
      {props.lead !== undefined && <p>{props.lead}</p>}
      {props.children}
    </section>
  );
}

/** Renders rows when they have arrived; otherwise a message: loading, refused, or empty with the reason. */
export function Rows<Row>(props: { answer: Answer<Row>; empty: string; ranged?: boolean; children: (rows: Row[]) => ComponentChildren }) {
  const texts = useTexts();
  const { answer } = props;
  if (answer.state === 'waiting') {
    return (
      <div class="state" role="status">
        <span class="hidden">{texts.states.waiting}</span>
        <div class="skeleton" aria-hidden="true" />
      </div>
    );
  }
  if (answer.state === 'failed') {
    return (
      <div class="state failed" role="alert">
        {texts.states.failed} {answer.reason}
      </div>
    );
  }
  return <>{answer.rows.length === 0 ? <Nothing text={props.empty} ranged={props.ranged ?? false} /> : props.children(answer.rows)}</>;
}

/** A message that there is nothing to show; if the time range may be the reason, with a link to all data. */
export function Nothing(props: { text: string; ranged?: boolean }) {
  const texts = useTexts();
  const { route, href } = useView();
  return (
    <p class="state">
      {props.text} {props.ranged === true && route.range !== 'all' && <a href={href({ range: 'all' })}>{texts.states.showAll}</a>}
    </p>
  );
}

const SHAPES: Record<Result, ComponentChildren> = {
  IMPROVED: <path d="M8 2l6.5 11.5h-13z" fill="currentColor" />,
  DEGRADED: <path d="M8 14L1.5 2.5h13z" fill="currentColor" />,
  MIXED: <path d="M8 1l7 7-7 7-7-7z" fill="currentColor" />,
  NO_MATERIAL_EFFECT: <path d="M2 6h12v4H2z" fill="currentColor" />,
  HARM_RULED_OUT: <path d="M2 11h12v3H2zM8 2l5 7H3z" fill="currentColor" />,
  BENEFIT_RULED_OUT: <path d="M2 2h12v3H2zM8 14L3 7h10z" fill="currentColor" />,
  INCONCLUSIVE: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5" />,
  INSUFFICIENT_DATA: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2.6 2.6" />,
};

export function Shape(props: { result: Result }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[props.result]}
    </svg>
  );
}

/** A verdict by shape, word and colour. */
export function Verdict(props: { result: Result; children?: ComponentChildren }) {
  const texts = useTexts();
  return (
    <span class={`sign ${props.result}`} title={texts.verdictHelp[props.result]}>
      <Shape result={props.result} />
      {texts.verdicts[props.result]}
      {props.children}
    </span>
  );
}

/** A region that scrolls horizontally and is focusable, so that it can be scrolled by keyboard. */
export function Scroll(props: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={props.label}>
      {props.children}
    </div>
  );
}

/** A column of a table: `right` for numbers. */
export interface Column<Row> {
  head: ComponentChildren;
  cell: (row: Row) => ComponentChildren;
  right?: boolean;
  wide?: boolean;
}

/** A table of rows; the cells of the first column are row headers. */
export function Table<Row>(props: { label: string; columns: readonly Column<Row>[]; rows: readonly Row[] }) {
  return (
    <Scroll label={props.label}>
      <table>
        <caption class="hidden">{props.label}</caption>
        <thead>
          <tr>
            {props.columns.map((column, i) => (
              <th key={i} scope="col" class={column.right ? 'right' : ''}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, r) => (
            <tr key={r}>
              {props.columns.map((column, i) => {
                const name = `${column.right ? 'right number' : ''} ${column.wide ? 'wide' : ''}`;
                return i === 0 ? (
                  <th key={i} scope="row" class={name}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={i} class={name}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const FOLDED_ROWS = 300;

/** The data of a chart as a collapsed table. */
export function Folded<Row>(props: { label: string; columns: readonly Column<Row>[]; rows: readonly Row[] }) {
  const texts = useTexts();
  return (
    <details>
      <summary>{texts.table.show}</summary>
      {props.rows.length > FOLDED_ROWS && <p class="muted">{texts.table.more(FOLDED_ROWS, props.rows.length)}</p>}
      <Table label={props.label} columns={props.columns} rows={props.rows.slice(0, FOLDED_ROWS)} />
    </details>
  );
}

export function ChangeLink(props: { id: string; title?: string }) {
  const { href } = useView();
  return (
    <>
      <a href={href({ page: 'change', subject: props.id })}>{props.id}</a>
      {props.title ? <span class="muted"> {props.title}</span> : null}
    </>
  );
}
