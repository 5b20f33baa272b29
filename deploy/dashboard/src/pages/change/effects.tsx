/** The effects of a change as a forest plot that is a table: one row per KPI and horizon. */
import { useView } from '../../context';
import type { EffectRow } from '../../data/rows';
import { benefit, reachOf } from '../../forest';
import { duration, kpiValue, pValue, signedPercent } from '../../format';
import { useTexts, word } from '../../i18n';
import { insufficientWords } from '../../reasons';
import { effectSentence, headlines, impactOf } from '../../sentences';
import { ForestRow } from '../../ui/forest';
import { type Column, Table, Verdict } from '../../ui/parts';
import { measuredName, measuredUnit } from '../../volume';

const ALL = 'all';

export function Effects(props: { effects: readonly EffectRow[] }) {
  const texts = useTexts();
  const { route, go, catalog } = useView();
  const horizons = [...new Set(props.effects.map((effect) => effect.horizon_seconds))].sort((a, b) => a - b);
  const chosen = route.more['horizon'] ?? '';
  const shown = chosen === ALL ? props.effects : chosen === '' ? headlines(props.effects) : props.effects.filter((e) => String(e.horizon_seconds) === chosen);
  const streams = [...new Set(shown.map((effect) => effect.value_stream))];
  const choose = (horizon: string) => go({ more: { ...route.more, horizon } });
  return (
    <>
      <fieldset class="choice" style={{ margin: '0.75rem 0' }}>
        <legend class="hidden">{texts.change.horizons}</legend>
        {['', ...horizons.map(String), ALL].map((horizon) => (
          <button key={horizon} type="button" aria-pressed={chosen === horizon} onClick={() => choose(horizon)}>
            {horizon === '' ? texts.change.headline : horizon === ALL ? texts.change.allHorizons : duration(Number(horizon), texts)}
          </button>
        ))}
      </fieldset>
      {streams.map((stream) => (
        <Forest key={stream} name={catalog.stream(stream)} effects={shown.filter((effect) => effect.value_stream === stream)} />
      ))}
    </>
  );
}

function estimate(effect: EffectRow) {
  return benefit({ value: effect.effect, low: effect.low_adjusted, high: effect.high_adjusted }, effect.direction, effect.material_effect);
}

function Forest(props: { name: string; effects: readonly EffectRow[] }) {
  const texts = useTexts();
  const { catalog } = useView();
  const unit = (effect: EffectRow): string => measuredUnit(effect, catalog.find(effect.value_stream, effect.kpi)?.unit ?? '');
  const name = (effect: EffectRow): string => measuredName(effect, catalog.kpi(effect.value_stream, effect.kpi), texts);
  const reach = reachOf(props.effects.filter((effect) => effect.insufficient === '').map(estimate));
  const plot: Column<EffectRow> = {
    head: <span class="forest-head"><span>{texts.change.worseAxis}</span><span>{texts.change.betterAxis}</span></span>,
    wide: true,
    cell: (effect) => effect.insufficient === ''
      ? <><ForestRow estimate={estimate(effect)} reach={reach} result={effect.verdict} matter={1} /><span class="hidden">{effectSentence(effect, name(effect), unit(effect), texts)}</span></>
      : <span class="muted small">{insufficientWords(effect, texts)}</span>,
  };
  const figure = (show: (effect: EffectRow) => string) => (effect: EffectRow) => (effect.insufficient === '' ? show(effect) : '–');
  return (
    <>
      <h3 style={{ marginTop: '0.75rem' }}>{props.name}</h3>
      <Table label={`${texts.change.effects}: ${props.name}`} rows={props.effects} columns={[
        { head: texts.streams.kpi, cell: name },
        { head: texts.change.horizon, cell: (effect) => duration(effect.horizon_seconds, texts) },
        { head: texts.change.verdict, cell: (effect) => <Verdict result={effect.verdict} /> },
        { head: texts.change.effect, right: true, cell: figure((effect) => signedPercent(effect.effect, texts)) },
        plot,
        { head: texts.change.interval, right: true, cell: figure((effect) => texts.units.interval(signedPercent(effect.low_adjusted, texts), signedPercent(effect.high_adjusted, texts))) },
        { head: texts.change.expected, right: true, cell: figure((effect) => kpiValue(effect.expected, unit(effect), texts)) },
        { head: texts.change.observed, right: true, cell: figure((effect) => kpiValue(effect.observed, unit(effect), texts)) },
        { head: texts.change.impact, right: true, cell: (effect) => impactOf(effect, texts) },
        { head: texts.change.adjusted, right: true, cell: figure((effect) => pValue(effect.p_adjusted, texts)) },
        { head: texts.change.known, cell: (effect) => <span class="muted small">{word(texts.effectStatus, effect.status)}</span> },
      ]} />
    </>
  );
}
