/** Time that a change spent in each stage. */
import { QUESTIONS } from '../../data/questions';
import type { StageRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { useView } from '../../context';
import { count, duration } from '../../format';
import { useTexts, word } from '../../i18n';
import { parseTime, SECOND } from '../../time';
import { Rows, Table } from '../../ui/parts';

function secondsOf(stage: StageRow): number {
  const end = parseTime(stage.ended_at);
  return end === null ? 0 : Math.max(0, end - (parseTime(stage.started_at) ?? end)) / SECOND;
}

export function Flow(props: { change: { change: string } }) {
  const texts = useTexts();
  const answer = useRows(QUESTIONS.changeStages, props.change);
  return <Rows answer={answer} empty={texts.change.flowNone}>{(rows) => <Stages rows={rows} />}</Rows>;
}

function Stages(props: { rows: readonly StageRow[] }) {
  const texts = useTexts();
  const { times } = useView();
  const all = props.rows.reduce((sum, stage) => sum + secondsOf(stage), 0);
  const waiting = props.rows.filter((stage) => stage.kind === 'WAITING').reduce((sum, stage) => sum + secondsOf(stage), 0);
  return (
    <>
      {all > 0 && <p class="muted small">{texts.change.flowLead(duration(all, texts), count((100 * waiting) / all, texts))}</p>}
      <div class="flow" aria-hidden="true">
        {props.rows.map((stage) => <span key={stage.stage} class={stage.kind} style={{ flexGrow: secondsOf(stage) }} />)}
      </div>
      <Table label={texts.change.flow} rows={props.rows} columns={[
        { head: texts.change.stage, cell: (stage) => <>{word(texts.stages, stage.stage)} <span class="muted small">{word(texts.stageKinds, stage.kind)}</span></> },
        { head: texts.change.took, right: true, cell: (stage) => (stage.ended_at === null ? '…' : duration(secondsOf(stage), texts)) },
        { head: texts.change.begins, cell: (stage) => <span class="number">{times.dateTime(parseTime(stage.started_at))}</span> },
        { head: texts.change.who, cell: (stage) => <>{stage.team} {stage.hand_over && <span class="muted small">{texts.change.handOver}</span>}</> },
      ]} />
    </>
  );
}
