/** Business results of the changes that went live, as shares. */
import type { Result, ResultRow } from '../../data/rows';
import { useView } from '../../context';
import { useTexts } from '../../i18n';
import { RESULTS, Shares } from '../../ui/shares';

export function ValueShares(props: { stream: string; rows: readonly ResultRow[] }) {
  const texts = useTexts();
  const { catalog } = useView();
  const counts = new Map<Result, number>(props.rows.map((row) => [row.business_result, row.changes]));
  const shares = new Map<Result, number>(props.rows.map((row) => [row.business_result, row.share ?? 0]));
  const judged = RESULTS.reduce((sum, result) => sum + (counts.get(result) ?? 0), 0);
  const unjudged = counts.get('INSUFFICIENT_DATA') ?? 0;
  return (
    <div data-part="value">
      <h3>{texts.streams.value}</h3>
      <p class="muted small">
        {judged === 0 ? texts.streams.valueNone : texts.streams.valueLead(judged)}
        {unjudged > 0 && ` ${texts.streams.unjudged(unjudged)}`}
      </p>
      {judged > 0 && <Shares counts={counts} shares={shares} label={`${catalog.stream(props.stream)}, ${texts.streams.value}`} />}
    </div>
  );
}
