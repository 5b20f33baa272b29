/** The colours of the page, for charts. */
import type { Result } from '../data/rows';

export interface Palette {
  text: string;
  muted: string;
  line: string;
  lineStrong: string;
  panel: string;
  soft: string;
  accent: string;
  warn: string;
  font: string;
  results: Record<Result, string>;
  degraded: string;
}

/** Reads the current values from the style sheet. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'),
    muted: of('muted'),
    line: of('line'),
    lineStrong: of('line-strong'),
    panel: of('panel'),
    soft: of('soft'),
    accent: of('accent'),
    warn: of('unsure'),
    font: style.fontFamily,
    degraded: of('degraded'),
    results: {
      IMPROVED: of('improved'),
      DEGRADED: of('degraded'),
      MIXED: of('mixed'),
      NO_MATERIAL_EFFECT: of('neutral'),
      HARM_RULED_OUT: of('neutral'),
      BENEFIT_RULED_OUT: of('neutral'),
      INCONCLUSIVE: of('unsure'),
      INSUFFICIENT_DATA: of('muted'),
    },
  };
}

/** Symbols of the chart library in the shapes of verdicts. */
export const SYMBOLS: Record<Result, string> = {
  IMPROVED: 'triangle',
  DEGRADED: 'path://M8 14L1.5 2.5h13z',
  MIXED: 'diamond',
  NO_MATERIAL_EFFECT: 'rect',
  HARM_RULED_OUT: 'path://M2 11h12v3H2zM8 2l5 7H3z',
  BENEFIT_RULED_OUT: 'path://M2 2h12v3H2zM8 14L3 7h10z',
  INCONCLUSIVE: 'emptyCircle',
  INSUFFICIENT_DATA: 'circle',
};
