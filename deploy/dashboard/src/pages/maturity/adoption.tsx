/** The effect of adopting the integrated process: before and after, beside the other value streams over the same days. */
import type { ComponentChildren } from 'preact';
import { useView } from '../../context';
import { QUESTIONS } from '../../data/questions';
import type { AdoptionDeliveryRow, AdoptionEffectRow, AdoptionKpiRow } from '../../data/rows';
import { type Answer, rowsOf, useRows } from '../../data/use-rows';
import { count, kpiValue, percent, signedAmount, signedPercent } from '../../format';
import { useTexts } from '../../i18n';
import { comparison } from '../../sentences';
import { parseTime } from '../../time';
import { Delta } from '../../ui/delta';
import { Panel, Rows, Table } from '../../ui/parts';

export function Adoption() {
  const texts = useTexts();
  const { route } = useView();
  const kpis = useRows(QUESTIONS.adoptionKpis, NONE);
  const effects = useRows(QUESTIONS.adoptionEffects, NONE);
  const delivery = rowsOf(useRows(QUESTIONS.adoptionDelivery, NONE));
  return (
    <div style={{ marginTop: '1rem' }}>
      <Rows answer={kpis} empty={texts.maturityPage.adoptionNone}>
        {(rows) => [...new Set(rows.map((row) => row.adopter))].filter((adopter) => route.stream === '' || adopter === route.stream).map((adopter) => (
          <Adopter key={adopter} adopter={adopter} kpis={rows.filter((row) => row.adopter === adopter)} effects={effects} delivery={delivery.filter((row) => row.adopter === adopter)} />
        ))}
      </Rows>
    </div>
  );
}

interface AdopterProps {
  adopter: string;
  kpis: readonly AdoptionKpiRow[];
  effects: Answer<AdoptionEffectRow>;
  delivery: readonly AdoptionDeliveryRow[];
}

function Adopter(props: AdopterProps) {
  const texts = useTexts();
  const { catalog, times } = useView();
  const name = catalog.stream(props.adopter);
  const when = times.date(parseTime(props.kpis[0]?.adopted_at));
  return (
    <Panel title={`${texts.maturityPage.adoption}: ${name}`} lead={texts.maturityPage.adoptedOn(name, when)}>
      <div data-adopter={props.adopter}>
        <KpiRows {...props} />
      </div>
      <DeliveryRows {...props} />
    </Panel>
  );
}

function KpiRows(props: AdopterProps) {
  const texts = useTexts();
  const { catalog } = useView();
  const own = props.kpis.filter((row) => row.value_stream === props.adopter);
  const elsewhere = (kpi: string): AdoptionKpiRow[] => props.kpis.filter((row) => row.kpi === kpi && row.value_stream !== props.adopter);
  const shown = (value: number | null, row: AdoptionKpiRow): string =>
    value === null ? '–' : kpiValue(value, catalog.find(row.value_stream, row.kpi)?.unit ?? '', texts);
  const difference = (row: AdoptionKpiRow): ComponentChildren => {
    const kpi = catalog.find(row.value_stream, row.kpi);
    if (row.difference === null || kpi === undefined) return '–';
    const judged = comparison(row.difference, kpi.direction === 'HIGHER_IS_BETTER' ? 'higher' : 'lower', kpi.material_effect);
    return <Delta judged={judged}>{signedPercent(row.difference, texts)}</Delta>;
  };
  const effect = (row: AdoptionKpiRow): ComponentChildren => {
    if (props.effects.state === 'waiting') return <span class="muted">…</span>;
    if (props.effects.state === 'failed') return <span class="muted">{texts.states.failed}</span>;
    const found = rowsOf(props.effects).find((each) => each.adopter === row.adopter && each.kpi === row.kpi);
    const kpi = catalog.find(row.value_stream, row.kpi);
    if (found === undefined || kpi === undefined) return <span class="muted">–</span>;
    return <Effect found={found} better={kpi.direction === 'HIGHER_IS_BETTER' ? 'higher' : 'lower'} material={kpi.material_effect} />;
  };
  const path = (row: AdoptionKpiRow): ComponentChildren => {
    const found = rowsOf(props.effects).find((each) => each.adopter === row.adopter && each.kpi === row.kpi);
    if (found === undefined || found.path_parts.length === 0) return <span class="muted">–</span>;
    const figure = (values: readonly number[], i: number): string => signedPercent(values[i] ?? 0, texts);
    return (
      <ul data-path={row.kpi}>
        {found.path_parts.map((part, i) => (
          <li key={part}>{texts.maturityPage.parts[part]}: {figure(found.path_effects, i)} <span class="muted small">{texts.units.interval(figure(found.path_lows, i), figure(found.path_highs, i))}</span></li>
        ))}
      </ul>
    );
  };
  return (
    <Table label={`${texts.maturityPage.adoption}: ${texts.streams.kpis}`} rows={own} columns={[
      { head: texts.maturityPage.kpi, cell: (row) => catalog.kpi(row.value_stream, row.kpi) },
      { head: texts.maturityPage.before, right: true, cell: (row) => shown(row.before, row) },
      { head: texts.maturityPage.after, right: true, cell: (row) => shown(row.after, row) },
      { head: texts.maturityPage.difference, cell: difference },
      { head: texts.maturityPage.effect, cell: effect },
      { head: texts.maturityPage.path, cell: path },
      { head: texts.maturityPage.others, cell: (row) => elsewhere(row.kpi).length === 0 ? <span class="muted">–</span> : (
        <ul>{elsewhere(row.kpi).map((other) => <li key={other.value_stream}>{difference(other)} <span class="muted small">{catalog.stream(other.value_stream)}{other.adopted_by_then ? ` (${texts.maturityPage.otherHad})` : ''}</span></li>)}</ul>
      ) },
    ]} />
  );
}

/** An effect with its interval, its size in the KPI's units, and what the estimate lacks. */
function Effect(props: { found: AdoptionEffectRow; better: 'higher' | 'lower'; material: number }) {
  const texts = useTexts();
  const { found } = props;
  const lacks = found.lacks.map((lack) =>
    texts.maturityPage.lack[lack](count(found.weeks_before, texts), count(found.weeks_after, texts), signedPercent(found.least_found ?? 0, texts)));
  const missing = lacks.length === 0 ? null : <div class="muted small" data-lacks={found.kpi}>{lacks.join(texts.units.semicolon)}</div>;
  if (found.effect === null || found.low === null || found.high === null) {
    return <span data-effect={found.kpi}><span class="muted">{texts.maturityPage.tooFew}</span>{missing}</span>;
  }
  const judged = comparison(found.low > 0 || found.high < 0 ? found.effect : 0, props.better, props.material);
  const amount = (value: number | null): string => signedAmount(value ?? 0, texts);
  return (
    <span data-effect={found.kpi}>
      <Delta judged={judged}>{signedPercent(found.effect, texts)}</Delta>{' '}
      <span class="muted small">{texts.units.interval(signedPercent(found.low, texts), signedPercent(found.high, texts))}</span>
      <div class="muted small">{texts.maturityPage.impact(`${amount(found.impact)} (${texts.units.interval(amount(found.impact_low), amount(found.impact_high))})`)}</div>
      {missing}
    </span>
  );
}

function DeliveryRows(props: AdopterProps) {
  const texts = useTexts();
  const { catalog } = useView();
  const rate = (share: number | null, failed: number, all: number): ComponentChildren =>
    share === null ? '–' : <>{percent(share, texts)} <span class="muted small">{texts.units.of(count(failed, texts), count(all, texts))}</span></>;
  if (props.delivery.length === 0) return null;
  return (
    <div style={{ marginTop: '1rem' }}>
      <Table label={`${texts.maturityPage.adoption}: ${texts.maturityPage.failRate}`} rows={props.delivery} columns={[
        { head: texts.maturityPage.failRate, cell: (row) => <>{catalog.stream(row.value_stream)}{row.value_stream === props.adopter ? '' : row.adopted_by_then ? ` (${texts.maturityPage.otherHad})` : ''}</> },
        { head: texts.maturityPage.before, right: true, cell: (row) => rate(row.fail_rate_before, row.failed_before, row.deployments_before) },
        { head: texts.maturityPage.after, right: true, cell: (row) => rate(row.fail_rate_after, row.failed_after, row.deployments_after) },
      ]} />
    </div>
  );
}

const NONE = {};
