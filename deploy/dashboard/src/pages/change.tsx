/** Everything about one change. */
import { useMemo } from 'preact/hooks';
import { useView } from '../context';
import { QUESTIONS } from '../data/questions';
import type { ChangeRow, EffectRow } from '../data/rows';
import { rowsOf, useRows } from '../data/use-rows';
import { useTexts, word } from '../i18n';
import { changeSentences } from '../sentences';
import { Panel, Rows, Title } from '../ui/parts';
import { Collided } from './change/collided';
import { Confounders } from './change/confounders';
import { Effects } from './change/effects';
import { Facts } from './change/facts';
import { Flow } from './change/flow';
import { Incidents } from './change/incidents';
import { Paths } from './change/path';
import { Series } from './change/series';

export function ChangePage() {
  const texts = useTexts();
  const { route, href } = useView();
  const change = route.subject;
  const asked = useMemo(() => ({ change }), [change]);
  const answer = useRows(QUESTIONS.change, asked);
  const effects = useRows(QUESTIONS.changeEffects, asked);
  return (
    <Rows answer={answer} empty={texts.change.missing(change)}>
      {(rows) => rows.slice(0, 1).map((row) => (
        <>
          <Title title={row.title === '' ? row.change_id : row.title} lead={`${row.change_id} · ${row.service} · ${word(texts.states_, row.state)}`}>
            <p><a href={href({ page: 'changes', subject: '' })}>{texts.change.back}</a></p>
          </Title>
          <Panel title={texts.change.inShort}>
            <Rows answer={effects.state === 'there' && effects.rows.length === 0 ? { state: 'there', rows: [NO_EFFECT] } : effects} empty="">
              {(all) => <InShort change={row} effects={all[0] === NO_EFFECT ? [] : (all as EffectRow[])} />}
            </Rows>
          </Panel>
          <Panel title={texts.change.effects} lead={texts.change.effectsLead}>
            <Rows answer={effects} empty={texts.change.effectsNone}>{(all) => <Effects effects={all} />}</Rows>
          </Panel>
          <Paths change={asked} />
          <Series effects={rowsOf(effects)} />
          <div class="grid">
            <Panel title={texts.change.flow}><Flow change={asked} /></Panel>
            <Panel title={texts.change.facts}><Facts change={row} /></Panel>
          </div>
          <div class="grid" style={{ marginTop: '1rem' }}>
            <Panel title={texts.change.incidents}><Incidents change={asked} /></Panel>
            <Panel title={texts.change.confounders}><Confounders effects={rowsOf(effects)} /></Panel>
          </div>
          <Collided change={asked} />
        </>
      ))}
    </Rows>
  );
}

const NO_EFFECT = {} as EffectRow;

function InShort(props: { change: ChangeRow; effects: readonly EffectRow[] }) {
  const texts = useTexts();
  const { catalog, times } = useView();
  return (
    <div class="short" data-part="sentence">
      {changeSentences(props.change, props.effects, catalog, texts, times).map((sentence) => <p key={sentence}>{sentence}</p>)}
    </div>
  );
}
