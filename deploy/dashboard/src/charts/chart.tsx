/** A chart in a figure element. Its label describes it, and a table beside it has the same data. */
import type { EChartsCoreOption, ECharts } from 'echarts/core';
import { useEffect, useRef } from 'preact/hooks';
import { useView } from '../context';
import { type Palette, readPalette } from './palette';

export interface ChartProps {
  label: string;
  height: number;
  option: (palette: Palette, width: number) => EChartsCoreOption;
  /** Called with the `id` of the datum that was clicked. */
  onOpen?: (id: string) => void;
}

function idOf(datum: unknown): string {
  const data = (datum as { data?: { id?: unknown } }).data;
  return typeof data?.id === 'string' ? data.id : '';
}

function base(palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, color: palette.text },
    tooltip: { confine: true, backgroundColor: palette.panel, borderColor: palette.lineStrong, borderWidth: 1, padding: [8, 10], extraCssText: 'box-shadow: none' },
  };
}

export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { dark, route, times } = useView();
  const draw = () => {
    const element = place.current;
    if (chart.current === null || element === null) return;
    const palette = readPalette();
    const given = latest.current.option(palette, element.clientWidth);
    const common = base(palette);
    chart.current.setOption({ useUTC: times.timeZone === 'UTC', ...common, ...given, tooltip: { ...(common['tooltip'] as object), ...(given['tooltip'] as object | undefined) } }, { notMerge: true });
  };
  useEffect(() => {
    let gone = false;
    const element = place.current;
    void import('./engine').then(({ init }) => {
      if (gone || element === null) return;
      chart.current = init(element, null, { locale: route.lang === 'zh' ? 'ZH' : 'EN' });
      chart.current.on('click', (datum) => latest.current.onOpen?.(idOf(datum)));
      draw();
      element.dataset['drawn'] = 'true';
    });
    const sizes = new ResizeObserver(() => {
      chart.current?.resize();
      draw();
    });
    if (element !== null) sizes.observe(element);
    return () => {
      gone = true;
      sizes.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [route.lang]);
  useEffect(draw, [props.option, props.height, dark]);
  useEffect(() => chart.current?.resize(), [props.height]);
  return <div ref={place} class="chart" role="img" aria-label={props.label} style={{ height: `${props.height}px` }} />;
}
