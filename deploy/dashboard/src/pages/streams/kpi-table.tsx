/** Each KPI of a value stream: value, difference to the previous period, and trend. */
import { useView } from '../../context';
import type { KpiRow } from '../../data/rows';
import { kpiValue, signedPercent } from '../../format';
import { useTexts } from '../../i18n';
import { comparison } from '../../sentences';
import { type Trend, trendKey } from '../../trends';
import { Delta } from '../../ui/delta';
import { Table } from '../../ui/parts';
import { Sparkline } from '../../ui/sparkline';

export function KpiTable(props: { stream: string; trends: ReadonlyMap<string, Trend> }) {
  const texts = useTexts();
  const { catalog } = useView();
  const kpis = catalog.kpis.filter((kpi) => kpi.value_stream === props.stream);
  const trend = (kpi: KpiRow): Trend | undefined => props.trends.get(trendKey(kpi.value_stream, kpi.kpi));
  const name = (kpi: KpiRow): string => catalog.kpi(kpi.value_stream, kpi.kpi);
  return (
    <Table
      label={`${texts.streams.kpis}: ${catalog.stream(props.stream)}`}
      rows={kpis}
      columns={[
        { head: texts.streams.kpi, cell: name },
        { head: texts.streams.now, right: true, cell: (kpi) => <Value kpi={kpi} trend={trend(kpi)} /> },
        { head: texts.streams.change, cell: (kpi) => <Change kpi={kpi} trend={trend(kpi)} /> },
        { head: texts.streams.trend, cell: (kpi) => <Sparkline points={trend(kpi)?.points ?? []} label={texts.streams.trendOf(name(kpi))} /> },
      ]}
    />
  );
}

function Value(props: { kpi: KpiRow; trend: Trend | undefined }) {
  const texts = useTexts();
  const now = props.trend?.now;
  return now == null ? <span class="muted">{texts.streams.noData}</span> : <b data-kpi={props.kpi.kpi}>{kpiValue(now, props.kpi.unit, texts)}</b>;
}

function Change(props: { kpi: KpiRow; trend: Trend | undefined }) {
  const texts = useTexts();
  const { now, difference } = props.trend ?? { now: null, difference: null };
  if (now === null) return null;
  if (difference === null) return <span class="muted small">{texts.streams.noEarlier}</span>;
  const better = props.kpi.direction === 'HIGHER_IS_BETTER' ? 'higher' : 'lower';
  return <Delta judged={comparison(difference, better, props.kpi.material_effect)}>{signedPercent(difference, texts)}</Delta>;
}
