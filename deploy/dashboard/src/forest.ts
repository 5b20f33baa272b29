/** Positions of the marks of a forest plot. */

/** An estimate with its interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** Positions on a line from 0 (left) to 1 (right); `cutLow` and `cutHigh`: the interval extends beyond that end. */
export interface Mark {
  value: number;
  low: number;
  high: number;
  cutLow: boolean;
  cutHigh: boolean;
}

/** An effect in units of the material effect, positive (right) for better. */
export function benefit(effect: Estimate, direction: 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER', materialEffect: number): Estimate {
  const unit = materialEffect > 0 ? materialEffect : 1;
  if (direction === 'HIGHER_IS_BETTER') return { value: effect.value / unit, low: effect.low / unit, high: effect.high / unit };
  return { value: -effect.value / unit, low: -effect.high / unit, high: -effect.low / unit };
}

const LEAST_REACH = 2;
const FARTHEST_REACH = 20;

/** Half width of the plot, chosen so that most intervals fit; longer ones are cut. */
export function reachOf(estimates: readonly Estimate[], least = LEAST_REACH, farthest = FARTHEST_REACH): number {
  const ends = estimates.map((e) => Math.max(Math.abs(e.low), Math.abs(e.high))).sort((a, b) => a - b);
  const fitting = ends[Math.ceil(0.9 * (ends.length - 1))] ?? least;
  return Math.min(farthest, Math.max(least, 1.1 * fitting));
}

export function markOf(estimate: Estimate, reach: number): Mark {
  const place = (value: number): number => Math.min(1, Math.max(0, (value + reach) / (2 * reach)));
  return {
    value: place(estimate.value),
    low: place(estimate.low),
    high: place(estimate.high),
    cutLow: estimate.low < -reach,
    cutHigh: estimate.high > reach,
  };
}
