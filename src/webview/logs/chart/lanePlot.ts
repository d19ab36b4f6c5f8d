import uPlot from 'uplot';
import type { TimeRange } from '../../../base/timeRange.js';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import type { ChartTheme } from './chartTheme.js';
import type { ChartTimes } from './chartTimes.js';
import { valueAxis } from './valueAxis.js';

/** Width of the values beside every lane, CSS px: the same everywhere, so that times stand below one another. */
export const valuesWidth = 58;
/** Space at the right end. */
export const endSpace = 10;
export const axisHeight = 34;
/** A time's text and the space around it, CSS px. */
const markWidth = 84;
/** Points are drawn as dots where they are so far apart, CSS px. */
const dotsFrom = 6;

interface PlotLook {
  readonly theme: ChartTheme;
  readonly times: ChartTimes;
  readonly width: number;
  readonly height: number;
  readonly span: TimeRange;
}

export interface LaneLook extends PlotLook {
  readonly colour: number;
  readonly yes: string;
  readonly no: string;
  readonly locale: string;
}

/** One lane's line on a canvas. The cursor and everything that can be touched stand over it. */
export function lanePlot(target: HTMLElement, lane: ChartSeriesDto, look: LaneLook): uPlot {
  const { theme, span } = look;
  const { range, axis, isStepped } = valueAxis(lane, look);
  const stroke = theme.line(look.colour);
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return new uPlot(
    {
      ...base(look),
      scales: {
        x: xScale(span),
        y: { range },
      },
      axes: [
        {
          size: 0,
          splits: () => marksOf(look).times,
          values: (_, splits) => splits.map(() => ''),
          ticks: { show: false },
          grid: { stroke: theme.grid, width: 1 },
        },
        {
          size: valuesWidth,
          font: theme.font,
          stroke: theme.dim,
          gap: 4,
          grid: { stroke: theme.grid, width: 1 },
          ticks: { show: false },
          ...axis,
        },
      ],
      series: [
        {},
        {
          stroke,
          width: 1.5,
          ...(isStepped && stepped && { paths: stepped }),
          points: { size: 4, fill: stroke, stroke, show: (plot: uPlot) => areFarApart(plot, lane) },
        },
      ],
    },
    [[...lane.times], [...lane.values]],
    target,
  );
}

/** The time axis beneath the lanes. */
export function axisPlot(target: HTMLElement, look: PlotLook): uPlot {
  const { theme, times, span } = look;
  const marks = marksOf(look);
  return new uPlot(
    {
      ...base({ ...look, height: axisHeight + 1 }),
      padding: [0, endSpace, 0, valuesWidth],
      scales: { x: xScale(span), y: { range: [0, 1] } },
      axes: [
        {
          size: axisHeight,
          font: theme.font,
          stroke: theme.dim,
          gap: 2,
          lineGap: 1.2,
          grid: { show: false },
          ticks: { stroke: theme.grid, width: 1, size: 4 },
          splits: () => marks.times,
          values: (plot, splits) =>
            splits.map((time, index) =>
              isNearEnd(plot, time)
                ? ''
                : times.mark(time, marks.step, index === 0 ? undefined : splits[index - 1]),
            ),
        },
        { show: false },
      ],
      series: [{}, { show: false }],
    },
    [
      [span.from, span.to],
      [null, null],
    ],
    target,
  );
}

/** Its text would be cut. */
function isNearEnd(plot: uPlot, time: number): boolean {
  return plot.valToPos(time, 'x') > plot.width - valuesWidth - endSpace - 10;
}

function marksOf({ times, span, width }: PlotLook): ReturnType<ChartTimes['marks']> {
  return times.marks(span.from, span.to, (width - valuesWidth) / markWidth);
}

function base({
  width,
  height,
}: PlotLook): Pick<uPlot.Options, 'width' | 'height' | 'ms' | 'padding' | 'cursor' | 'legend' | 'select'> {
  return {
    width,
    height,
    ms: 1,
    padding: [4, endSpace, 4, 0],
    cursor: { show: false },
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
  };
}

function xScale({ from, to }: TimeRange): uPlot.Scale {
  return { time: false, range: [from, Math.max(to, from + 1)] };
}

function areFarApart(plot: uPlot, { times }: ChartSeriesDto): boolean {
  return times.length <= 1 || (plot.width - valuesWidth) / times.length > dotsFrom;
}
