/** The difference to the previous period: sign, figure, and whether it is good. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../i18n';
import { Shape } from './parts';

const AS_RESULT = { better: 'IMPROVED', worse: 'DEGRADED', same: 'NO_MATERIAL_EFFECT' } as const;

export function Delta(props: { judged: 'better' | 'worse' | 'same'; children: ComponentChildren }) {
  const texts = useTexts();
  return (
    <span class={`sign number ${props.judged}`}>
      <Shape result={AS_RESULT[props.judged]} />
      {props.children}
      <span class="hidden"> ({texts.streams[props.judged]})</span>
    </span>
  );
}
