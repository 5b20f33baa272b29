/** Confounders of the effects of a change. */
import { useView } from '../../context';
import type { EffectRow } from '../../data/rows';
import { useTexts, word } from '../../i18n';

export function Confounders(props: { effects: readonly EffectRow[] }) {
  const texts = useTexts();
  const { href } = useView();
  const named = [...new Set(props.effects.flatMap((effect) => effect.confounders))].sort();
  if (named.length === 0) return <p class="state">{texts.change.confoundersNone}</p>;
  return (
    <>
      <p class="muted small">{texts.change.confoundersLead(named.length)}</p>
      <ul class="alerts">
        {named.map((confounder) => {
          const colon = confounder.indexOf(':');
          const kind = confounder.slice(0, colon);
          const id = confounder.slice(colon + 1);
          return (
            <li key={confounder}>
              <span class="tag">{word(texts.change.confounderKinds, kind)}</span>
              {kind === 'change' ? <a href={href({ page: 'change', subject: id })}>{id}</a> : id}
            </li>
          );
        })}
      </ul>
    </>
  );
}
