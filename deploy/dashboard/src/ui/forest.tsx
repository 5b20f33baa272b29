/** One row of a forest plot: the interval as a line, the estimate as the shape of its verdict, the material effect as a band. */
import type { Result } from '../data/rows';
import { type Estimate, markOf } from '../forest';

const WIDTH = 300;
const HEIGHT = 24;
const INSET = 6;

export function ForestRow(props: { estimate: Estimate; reach: number; result: Result; matter?: number }) {
  const mark = markOf(props.estimate, props.reach);
  const x = (share: number): number => INSET + share * (WIDTH - 2 * INSET);
  const matter = props.matter === undefined ? null : markOf({ value: 0, low: -props.matter, high: props.matter }, props.reach);
  const middle = HEIGHT / 2;
  return (
    <svg class="forest" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {matter !== null && <rect class="matter" x={x(matter.low)} y="0" width={x(matter.high) - x(matter.low)} height={HEIGHT} />}
      <line class="zero" x1={x(0.5)} x2={x(0.5)} y1="0" y2={HEIGHT} />
      <g class={props.result}>
        <line class="whisker" x1={x(mark.low)} x2={x(mark.high)} y1={middle} y2={middle} />
        {mark.cutLow ? <path d={`M0 ${middle}l7 -5v10z`} fill="currentColor" /> : <line class="whisker" x1={x(mark.low)} x2={x(mark.low)} y1={middle - 4} y2={middle + 4} />}
        {mark.cutHigh ? <path d={`M${WIDTH} ${middle}l-7 -5v10z`} fill="currentColor" /> : <line class="whisker" x1={x(mark.high)} x2={x(mark.high)} y1={middle - 4} y2={middle + 4} />}
        <Point x={x(mark.value)} y={middle} result={props.result} />
      </g>
    </svg>
  );
}

function Point(props: { x: number; y: number; result: Result }) {
  const { x, y } = props;
  switch (props.result) {
    case 'IMPROVED':
      return <path d={`M${x} ${y - 6}l6.5 11h-13z`} fill="currentColor" />;
    case 'DEGRADED':
      return <path d={`M${x} ${y + 6}l-6.5 -11h13z`} fill="currentColor" />;
    case 'INCONCLUSIVE':
      return <circle cx={x} cy={y} r="4.5" fill="var(--panel)" stroke="currentColor" stroke-width="2" />;
    case 'HARM_RULED_OUT':
      return <path d={`M${x - 6} ${y + 2}h12v3h-12zM${x} ${y - 6}l5 6h-10z`} fill="currentColor" />;
    case 'BENEFIT_RULED_OUT':
      return <path d={`M${x - 6} ${y - 5}h12v3h-12zM${x} ${y + 6}l-5 -6h10z`} fill="currentColor" />;
    default:
      return <rect x={x - 5} y={y - 3.5} width="10" height="7" fill="currentColor" />;
  }
}
