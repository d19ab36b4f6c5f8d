import { intersect, isEmpty, type TimeRange } from '../../../base/timeRange.js';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { endSpace, valuesWidth } from './lanePlot.js';
import { pointUnder, type ChartCursor } from './chartCursor.js';
import type { PlotDeck } from './plotDeck.js';

interface Over {
  readonly deck: PlotDeck;
  readonly lanes: readonly ChartSeriesDto[];
  readonly visible: TimeRange | undefined;
  readonly cursor: ChartCursor | undefined;
  readonly selection: TimeRange | undefined;
}

/** Puts the cursor's line, the points' dots and the chosen stretch over the canvases. */
export function placeOver(root: HTMLElement, { deck, lanes, visible, cursor, selection }: Over): void {
  const time = cursor?.time;
  const plots = [...root.querySelectorAll<HTMLElement>('.lane-plot')];
  const line = root.querySelector<HTMLElement>('.chart-cursor');
  const box = root.querySelector<HTMLElement>('.chart-selection');
  const over = root.querySelector<HTMLElement>('.chart-over');
  const [first] = plots;
  if (!line || !box || !over) return;
  const left = first ? first.offsetLeft + valuesWidth : 0;
  const width = first ? first.offsetWidth - valuesWidth - endSpace : 0;
  const xOf = (at: number): number =>
    visible ? left + ((at - visible.from) / Math.max(1, visible.to - visible.from)) * width : 0;
  const isInside = (at: number): boolean => visible !== undefined && visible.from <= at && at <= visible.to;

  line.hidden = time === undefined || width <= 0 || !isInside(time);
  if (time !== undefined) line.style.transform = `translateX(${Math.round(xOf(time))}px)`;

  const span = selection && visible && intersect(selection, visible);
  box.hidden = !span || width <= 0 || isEmpty(span);
  if (span) {
    box.style.left = `${xOf(span.from)}px`;
    box.style.width = `${Math.max(1, xOf(span.to) - xOf(span.from))}px`;
  }

  for (const [index, plot] of plots.entries()) {
    const dot = plot.querySelector<HTMLElement>('.lane-dot');
    const lane = lanes[index];
    if (!dot || !lane) continue;
    const point = pointUnder(lane, cursor);
    const at = point === undefined ? undefined : lane.times[point];
    const value = point === undefined ? undefined : lane.values[point];
    const place = at === undefined || value === undefined ? undefined : deck.place(index, at, value);
    dot.hidden = !place;
    if (place) dot.style.transform = `translate(${place.x}px, ${place.y}px)`;
  }
}
