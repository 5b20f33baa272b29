/** The parts of the chart library that the page uses, loaded when a page with a chart is shown. */
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([CanvasRenderer, CustomChart, LineChart, ScatterChart, DataZoomComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent]);

export { init };
