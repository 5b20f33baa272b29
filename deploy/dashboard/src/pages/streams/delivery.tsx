/** The five DORA metrics and value-based change success, each with its numerator and denominator. */
import type { ComponentChildren } from 'preact';
import { useView } from '../../context';
import type { DoraRow } from '../../data/rows';
import { count, duration, percent, signedPercent } from '../../format';
import { type Texts, useTexts } from '../../i18n';
import { comparison } from '../../sentences';
import { DAY } from '../../time';
import { Delta } from '../../ui/delta';
import { Table } from '../../ui/parts';

/** A metric of a period; null when its denominator is 0. */
export interface Metric {
  name: 'lead_' | 'frequency' | 'failRate' | 'recovery' | 'rework' | 'valueSuccess';
  better: 'higher' | 'lower';
  value(row: DoraRow, days: number): number | null;
  show(value: number, texts: Texts): string;
  made(row: DoraRow, texts: Texts): string;
}

function share(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

function frequency(perDay: number, texts: Texts): string {
  const digits = perDay < 1 ? 2 : 1;
  return texts.units.perDay(new Intl.NumberFormat(texts.locale, { maximumFractionDigits: digits }).format(perDay));
}

function of(numerator: number, denominator: number, texts: Texts): string {
  return texts.units.of(count(numerator, texts), count(denominator, texts));
}

export const METRICS: readonly Metric[] = [
  { name: 'lead_', better: 'lower', value: (row) => row.lead_median, show: duration, made: (row, texts) => texts.streams.ofChanges(count(row.lead_changes, texts)) },
  { name: 'frequency', better: 'higher', value: (row, days) => share(row.live_deployments, days), show: frequency, made: (row, texts) => texts.streams.ofChanges(count(row.live_deployments, texts)) },
  { name: 'failRate', better: 'lower', value: (row) => share(row.failed_deployments, row.deployments), show: percent, made: (row, texts) => of(row.failed_deployments, row.deployments, texts) },
  { name: 'recovery', better: 'lower', value: (row) => row.recovery_median, show: duration, made: (row, texts) => texts.streams.ofFailures(of(row.recovered, row.failed_deployments, texts)) },
  { name: 'rework', better: 'lower', value: (row) => share(row.rework_deployments, row.deployments), show: percent, made: (row, texts) => of(row.rework_deployments, row.deployments, texts) },
  { name: 'valueSuccess', better: 'higher', value: (row) => share(row.value_successes, row.value_judged), show: percent, made: (row, texts) => of(row.value_successes, row.value_judged, texts) },
];

/** Relative differences up to this share are shown as "about the same". */
const ABOUT_THE_SAME = 0.05;

export function Delivery(props: { stream: string; rows: readonly DoraRow[] }) {
  const texts = useTexts();
  const { span, catalog } = useView();
  const now = props.rows.find((row) => row.current);
  const before = props.rows.find((row) => !row.current);
  const days = span === null ? 1 : (span.to - span.from) / DAY;
  const compare = (metric: Metric): ComponentChildren => {
    const value = now && metric.value(now, days);
    const earlier = before && metric.value(before, days);
    if (value == null || earlier == null || earlier === 0) return null;
    return <Delta judged={comparison(value, earlier, metric.better, ABOUT_THE_SAME)}>{signedPercent(value / earlier - 1, texts)}</Delta>;
  };
  const shown = (metric: Metric): ComponentChildren => {
    const value = now && metric.value(now, days);
    return value == null ? <span class="muted">{texts.streams.noData}</span> : <b data-metric={metric.name}>{metric.show(value, texts)}</b>;
  };
  return (
    <Table
      label={`${texts.streams.delivery}: ${catalog.stream(props.stream)}`}
      rows={METRICS}
      columns={[
        { head: texts.streams.delivery, cell: (metric) => texts.streams[metric.name] },
        { head: texts.streams.now, right: true, cell: shown },
        { head: texts.streams.change, cell: compare },
        { head: texts.streams.basis, cell: (metric) => <span class="muted small number">{now === undefined ? '' : metric.made(now, texts)}</span> },
      ]}
    />
  );
}
