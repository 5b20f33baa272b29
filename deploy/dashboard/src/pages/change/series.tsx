/** A KPI before and after the change, with its expected band, over one horizon. */
import { useMemo } from 'preact/hooks';
import { Chart } from '../../charts/chart';
import { pointsOf, type SeriesData, seriesOption, type SeriesWords } from '../../charts/series-option';
import { tip } from '../../charts/tip';
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import type { EffectRow } from '../../data/rows';
import { useRows } from '../../data/use-rows';
import { duration, kpiValue } from '../../format';
import { useTexts } from '../../i18n';
import { methodWords } from '../../reasons';
import { effectSentence, headlines } from '../../sentences';
import { DAY, HOUR, parseTime, SECOND, sqlTime } from '../../time';
import { Folded, Panel, Rows } from '../../ui/parts';
import { measuredName, measuredRows, measuredUnit } from '../../volume';

const MINUTE = 60 * SECOND;
const ORDER = ['DEGRADED', 'IMPROVED', 'BENEFIT_RULED_OUT', 'INCONCLUSIVE', 'HARM_RULED_OUT', 'NO_MATERIAL_EFFECT', 'INSUFFICIENT_DATA'];

/** Time shown around an observation window of some length, and the step of the curve. */
export function windowOf(horizonSeconds: number): { before: number; after: number; step: number; hourly: boolean } {
  const horizon = horizonSeconds * SECOND;
  if (horizon <= HOUR) return { before: 3 * HOUR, after: 1.5 * horizon, step: 5 * MINUTE, hourly: false };
  if (horizon <= DAY) return { before: 3 * horizon, after: 1.5 * horizon, step: horizon <= 6 * HOUR ? 15 * MINUTE : HOUR, hourly: false };
  return { before: 2 * horizon, after: 1.25 * horizon, step: 6 * HOUR, hourly: true };
}

function keyOf(effect: EffectRow): string {
  return JSON.stringify([effect.value_stream, effect.kpi, effect.horizon_seconds]);
}

/** Sorts effects: headlines first, then by verdict (worsened first), then the longest horizon first. */
export function byWeight(effects: readonly EffectRow[]): EffectRow[] {
  const counting = new Set(headlines(effects));
  const rank = (e: EffectRow): number => (counting.has(e) ? 0 : 10) + ORDER.indexOf(e.verdict);
  return [...effects].sort((a, b) => rank(a) - rank(b) || b.horizon_seconds - a.horizon_seconds);
}

export function Series(props: { effects: readonly EffectRow[] }) {
  const texts = useTexts();
  const { route, go, catalog } = useView();
  const ordered = useMemo(() => byWeight(props.effects), [props.effects]);
  const chosen = ordered.find((effect) => keyOf(effect) === route.more['kpi']) ?? ordered[0];
  if (chosen === undefined) return null;
  const unit = measuredUnit(chosen, catalog.find(chosen.value_stream, chosen.kpi)?.unit ?? '');
  const name = measuredName(chosen, catalog.kpi(chosen.value_stream, chosen.kpi), texts);
  return (
    <Panel title={texts.change.series}>
      <label class="field" style={{ margin: '0.5rem 0', flexWrap: 'wrap' }}>
        {texts.change.chooseKpi}
        <select value={keyOf(chosen)} onChange={(event) => go({ more: { ...route.more, kpi: event.currentTarget.value } })}>
          {ordered.map((effect) => (
            <option key={keyOf(effect)} value={keyOf(effect)}>
              {`${catalog.stream(effect.value_stream)}: ${catalog.kpi(effect.value_stream, effect.kpi)}, ${duration(effect.horizon_seconds, texts)} (${texts.verdicts[effect.verdict]})`}
            </option>
          ))}
        </select>
      </label>
      <p data-part="effect-sentence">{effectSentence(chosen, name, unit, texts)}</p>
      <Curve key={keyOf(chosen)} effect={chosen} name={name} unit={unit} />
      {chosen.insufficient === '' && <p class="muted small" data-part="method">{`${texts.change.method}: ${texts.units.list([methodWords(chosen, texts), texts.change.placebos(String(chosen.placebos))])}`}</p>}
    </Panel>
  );
}

function Curve(props: { effect: EffectRow; name: string; unit: string }) {
  const texts = useTexts();
  const { times } = useView();
  const { effect, unit } = props;
  const size = windowOf(effect.horizon_seconds);
  const live = parseTime(effect.live_at) ?? 0;
  const from = Math.floor((live - size.before) / size.step) * size.step;
  const to = Math.ceil((live + size.after) / size.step) * size.step;
  const answer = useRows(size.hourly ? QUESTIONS.changeSeriesHours : QUESTIONS.changeSeries, {
    stream: effect.value_stream, kpi: effect.kpi, from: sqlTime(from), to: sqlTime(to), step: size.step / SECOND,
  });
  const words = useMemo((): SeriesWords => ({
    live: texts.change.liveLine,
    expected: texts.change.expectedBand,
    show: (value) => kpiValue(value, unit, texts),
    point: (at, value) => tip(kpiValue(value, unit, texts), times.dateTime(at)),
  }), [texts, times, unit]);
  const rows = answer.state === 'there' ? answer.rows : null;
  const data = useMemo((): SeriesData => ({ effect, from, to, rows: measuredRows(effect, rows ?? []), step: size.step }), [effect, from, to, rows]);
  const option = useMemo(() => seriesOption.bind(null, data, words), [data, words]);
  return (
    <Rows answer={answer} empty={texts.change.noSeries}>
      {() => (
        <figure>
          <Chart label={texts.change.seriesChart(props.name)} height={280} option={option} />
          <Folded label={texts.change.seriesChart(props.name)} rows={pointsOf(data.rows, data.step)} columns={[
            { head: texts.changes.deployed, cell: ([at]) => times.dateTime(at) },
            { head: props.name, right: true, cell: ([, value]) => (value === null ? '–' : kpiValue(value, unit, texts)) },
          ]} />
        </figure>
      )}
    </Rows>
  );
}
