/** Shares of a whole as one bar, with the numbers below it. */
import type { Result } from '../data/rows';
import { count, percent } from '../format';
import { useTexts } from '../i18n';
import { Verdict } from './parts';

export const RESULTS: readonly Result[] = ['IMPROVED', 'MIXED', 'DEGRADED', 'NO_MATERIAL_EFFECT', 'INCONCLUSIVE'];

export function Shares(props: { counts: ReadonlyMap<Result, number>; label: string; bare?: boolean }) {
  const texts = useTexts();
  const total = RESULTS.reduce((sum, result) => sum + (props.counts.get(result) ?? 0), 0);
  const there = RESULTS.filter((result) => (props.counts.get(result) ?? 0) > 0);
  const told = there.map((result) => `${texts.verdicts[result]} ${props.counts.get(result) ?? 0}`);
  return (
    <>
      <div class="shares" role="img" aria-label={`${props.label}: ${texts.units.list(told)}`}>
        {there.map((result) => (
          <span key={result} class={result} style={{ flexGrow: props.counts.get(result) ?? 0 }} />
        ))}
      </div>
      {props.bare !== true && (
        <ul class="legend">
          {there.map((result) => (
            <li key={result}>
              <Verdict result={result}>
                <b>{percent((props.counts.get(result) ?? 0) / total, texts)}</b>
                <span class="muted">({count(props.counts.get(result) ?? 0, texts)})</span>
              </Verdict>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
