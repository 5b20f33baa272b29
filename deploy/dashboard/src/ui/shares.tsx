/** Shares of a whole as one bar, with the numbers below it. */
import type { Result } from '../data/rows';
import { count, percent } from '../format';
import { useTexts } from '../i18n';
import { Verdict } from './parts';

export const RESULTS: readonly Result[] = ['IMPROVED', 'MIXED', 'DEGRADED', 'NO_MATERIAL_EFFECT', 'HARM_RULED_OUT', 'BENEFIT_RULED_OUT', 'INCONCLUSIVE'];

/** A bar whose parts are as long as the counts. The shares are its legend; without them, it has none. */
export function Shares(props: { counts: ReadonlyMap<Result, number>; shares?: ReadonlyMap<Result, number>; label: string }) {
  const texts = useTexts();
  const { shares } = props;
  const there = RESULTS.filter((result) => (props.counts.get(result) ?? 0) > 0);
  const told = there.map((result) => `${texts.verdicts[result]} ${props.counts.get(result) ?? 0}`);
  return (
    <>
      <div class="shares" role="img" aria-label={`${props.label}: ${texts.units.list(told)}`}>
        {there.map((result) => (
          <span key={result} class={result} style={{ flexGrow: props.counts.get(result) ?? 0 }} />
        ))}
      </div>
      {shares !== undefined && (
        <ul class="legend">
          {there.map((result) => (
            <li key={result}>
              <Verdict result={result}>
                <b>{percent(shares.get(result) ?? 0, texts)}</b>
                <span class="muted">({count(props.counts.get(result) ?? 0, texts)})</span>
              </Verdict>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
