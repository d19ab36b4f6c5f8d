import type uPlot from 'uplot';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { axisPlot, lanePlot, type LaneLook } from './lanePlot.js';

export interface DeckLane {
  readonly series: ChartSeriesDto;
  readonly target: HTMLElement;
  readonly colour: number;
}

/** The plots on the page. They are made anew whenever something about them changes: a lane holds few points. */
export class PlotDeck {
  private plots: readonly uPlot[] = [];
  private axis: uPlot | undefined;

  draw(lanes: readonly DeckLane[], axisTarget: HTMLElement, look: Omit<LaneLook, 'colour'>): void {
    this.clear();
    this.plots = lanes.map(({ series, target, colour }) => lanePlot(target, series, { ...look, colour }));
    this.axis = axisPlot(axisTarget, look);
  }

  /** Where a point stands in its lane, CSS px; undefined where it is out of sight. */
  place(lane: number, time: number, value: number): { readonly x: number; readonly y: number } | undefined {
    const plot = this.plots[lane];
    if (!plot) return undefined;
    const x = plot.valToPos(time, 'x');
    const y = plot.valToPos(value, 'y');
    const { width, height } = plot.over.getBoundingClientRect();
    if (!(x >= -1 && x <= width + 1 && y >= -1 && y <= height + 1)) return undefined;
    return { x: x + plot.over.offsetLeft, y: y + plot.over.offsetTop };
  }

  /** The lanes' canvases in order, then the axis'. */
  canvases(): readonly HTMLCanvasElement[] {
    return [...this.plots, ...(this.axis ? [this.axis] : [])].map(({ ctx }) => ctx.canvas);
  }

  clear(): void {
    for (const plot of this.plots) plot.destroy();
    this.axis?.destroy();
    this.plots = [];
    this.axis = undefined;
  }
}
