/** Time that a change spent in each stage. */
import { QUESTIONS } from '../../data/questions';
import type { StageRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { useView } from '../../context';
import { count, duration } from '../../format';
import { useTexts, word } from '../../i18n';
import { parseTime } from '../../time';
import { Rows, Table } from '../../ui/parts';

export function Flow(props: { change: { change: string } }) {
  const texts = useTexts();
  const answer = useRows(QUESTIONS.changeStages, props.change);
  return <Rows answer={answer} empty={texts.change.flowNone}>{(rows) => <Stages rows={rows} />}</Rows>;
}

function Stages(props: { rows: readonly StageRow[] }) {
  const texts = useTexts();
  const { times } = useView();
  const { flow_seconds: all, waiting_share: waiting } = props.rows[0] ?? { flow_seconds: null, waiting_share: null };
  return (
    <>
      {all !== null && waiting !== null && <p class="muted small">{texts.change.flowLead(duration(all, texts), count(100 * waiting, texts))}</p>}
      <div class="flow" aria-hidden="true">
        {props.rows.map((stage) => <span key={stage.stage} class={stage.kind} style={{ flexGrow: stage.seconds ?? 0 }} />)}
      </div>
      <Table label={texts.change.flow} rows={props.rows} columns={[
        { head: texts.change.stage, cell: (stage) => <>{word(texts.stages, stage.stage)} <span class="muted small">{word(texts.stageKinds, stage.kind)}</span></> },
        { head: texts.change.took, right: true, cell: (stage) => (stage.seconds === null ? '…' : duration(stage.seconds, texts)) },
        { head: texts.change.begins, cell: (stage) => <span class="number">{times.dateTime(parseTime(stage.started_at))}</span> },
        { head: texts.change.who, cell: (stage) => <>{stage.team} {stage.hand_over && <span class="muted small">{texts.change.handOver}</span>}</> },
      ]} />
    </>
  );
}
