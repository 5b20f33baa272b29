/** A small curve: the previous period in grey, the period in colour. The figures are shown beside it. */
import type { Point } from '../trends';
import { sparkPath } from '../trends';

const BOX = { width: 120, height: 26 };

export function Sparkline(props: { points: readonly Point[]; label: string }) {
  const values = props.points.map((point) => point.value).filter((value) => value !== null);
  const first = props.points[0];
  const last = props.points[props.points.length - 1];
  if (values.length < 2 || first === undefined || last === undefined) return null;
  const range: [number, number] = [Math.min(...values), Math.max(...values)];
  const draw = (points: readonly Point[]): string => sparkPath(points, first.bucket, last.bucket, BOX, range);
  const border = (-first.bucket / Math.max(1, last.bucket - first.bucket)) * BOX.width;
  return (
    <svg class="spark" viewBox={`0 -2 ${BOX.width} ${BOX.height + 4}`} preserveAspectRatio="none" role="img" aria-label={props.label}>
      {first.bucket < 0 && <line x1={border} x2={border} y1="-2" y2={BOX.height + 2} />}
      <path class="before" d={draw(props.points.filter((point) => point.bucket <= 0))} />
      <path class="now" d={draw(props.points.filter((point) => point.bucket >= 0))} />
    </svg>
  );
}
