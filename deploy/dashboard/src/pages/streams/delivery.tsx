/** The five DORA metrics and value-based change success, each with its numerator and denominator. */
import type { ComponentChildren } from 'preact';
import { useView } from '../../context';
import type { DoraRow } from '../../data/rows';
import { count, duration, percent, signedPercent } from '../../format';
import { type Texts, useTexts } from '../../i18n';
import { comparison } from '../../sentences';
import { Delta } from '../../ui/delta';
import { Table } from '../../ui/parts';

/** A metric of a period; its value is null when its denominator is 0. */
export interface Metric {
  name: 'lead_' | 'frequency' | 'failRate' | 'recovery' | 'rework' | 'valueSuccess';
  better: 'higher' | 'lower';
  value(row: DoraRow): number | null;
  /** Relative to the period before; null when either has no value. */
  difference(row: DoraRow): number | null;
  show(value: number, texts: Texts): string;
  made(row: DoraRow, texts: Texts): string;
}

function frequency(perDay: number, texts: Texts): string {
  const digits = perDay < 1 ? 2 : 1;
  return texts.units.perDay(new Intl.NumberFormat(texts.locale, { maximumFractionDigits: digits }).format(perDay));
}

function of(numerator: number, denominator: number, texts: Texts): string {
  return texts.units.of(count(numerator, texts), count(denominator, texts));
}

/** What a median is of, and how many times that would be negative it leaves out. */
function leavingOut(basis: string, reversed: number, texts: Texts): string {
  return reversed === 0 ? basis : `${basis}${texts.units.semicolon}${texts.streams.leftOut(count(reversed, texts))}`;
}

export const METRICS: readonly Metric[] = [
  { name: 'lead_', better: 'lower', value: (row) => row.lead_median, difference: (row) => row.lead_difference, show: duration, made: (row, texts) => leavingOut(texts.streams.ofChanges(count(row.lead_changes, texts)), row.lead_reversed, texts) },
  { name: 'frequency', better: 'higher', value: (row) => row.frequency, difference: (row) => row.frequency_difference, show: frequency, made: (row, texts) => texts.streams.ofChanges(count(row.live_deployments, texts)) },
  { name: 'failRate', better: 'lower', value: (row) => row.fail_rate, difference: (row) => row.fail_rate_difference, show: percent, made: (row, texts) => of(row.failed_deployments, row.deployments, texts) },
  { name: 'recovery', better: 'lower', value: (row) => row.recovery_median, difference: (row) => row.recovery_difference, show: duration, made: (row, texts) => leavingOut(texts.streams.ofFailures(of(row.recovered, row.failed_deployments, texts)), row.recovery_reversed, texts) },
  { name: 'rework', better: 'lower', value: (row) => row.rework_rate, difference: (row) => row.rework_rate_difference, show: percent, made: (row, texts) => of(row.rework_deployments, row.deployments, texts) },
  { name: 'valueSuccess', better: 'higher', value: (row) => row.value_success_rate, difference: (row) => row.value_success_rate_difference, show: percent, made: (row, texts) => of(row.value_successes, row.value_judged, texts) },
];

/** Relative differences up to this share are shown as "about the same". */
const ABOUT_THE_SAME = 0.05;

export function Delivery(props: { stream: string; rows: readonly DoraRow[] }) {
  const texts = useTexts();
  const { catalog } = useView();
  const now = props.rows.find((row) => row.current);
  const before = props.rows.find((row) => !row.current);
  const compare = (metric: Metric): ComponentChildren => {
    const difference = now && metric.difference(now);
    if (difference == null) return null;
    return <Delta judged={comparison(difference, metric.better, ABOUT_THE_SAME)}>{signedPercent(difference, texts)}</Delta>;
  };
  const shown = (metric: Metric): ComponentChildren => {
    const value = now && metric.value(now);
    return value == null ? <span class="muted">{texts.streams.noData}</span> : <b data-metric={metric.name}>{metric.show(value, texts)}</b>;
  };
  return (
    <>
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
      <Observed row={now} words={texts.streams.observed} />
      <Observed row={before} words={texts.streams.observedBefore} />
    </>
  );
}

/** Marks a period that is not over, or began before the first deployment: its figures are of the days that are observed. */
function Observed(props: { row: DoraRow | undefined; words: (days: string, all: string) => string }) {
  const texts = useTexts();
  const { row } = props;
  if (row === undefined || row.complete) return null;
  return <p class="muted small" data-incomplete={row.current ? 'now' : 'before'}>{props.words(count(row.observed_days, texts), count(row.days, texts))}</p>;
}
