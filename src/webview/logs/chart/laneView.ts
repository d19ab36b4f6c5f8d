import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { assumedText } from '../../shared/assumedText.js';
import { laneName, laneSummary, valueText, type LaneContext } from './laneTexts.js';
import { pointUnder, type ChartCursor } from './chartCursor.js';

interface LaneView {
  readonly lane: ChartSeriesDto;
  readonly index: number;
  readonly context: LaneContext;
  /** The value there is told instead of the last one. */
  readonly cursor: ChartCursor | undefined;
  key(event: KeyboardEvent): void;
}

/** A lane: what it is, and the place for its canvas. */
export function laneView({ lane, index, context, cursor, key }: LaneView): TemplateResult {
  const { devices, locale } = context;
  const why = lane.assumed && assumedText(lane.assumed, locale);
  const name = laneName(lane, devices);
  const point = pointUnder(lane, cursor);
  const value = valueText(point === undefined ? lane.last : lane.values[point], lane, context);
  const colour = devices.find((device) => device.index === lane.device)?.colour ?? 0;
  return html`<div
    class="chart-lane colour-${colour}"
    role="application"
    tabindex="0"
    aria-label=${laneSummary(lane, context)}
    aria-describedby=${why === undefined ? 'chart-keys' : `lane-assumed-${index} chart-keys`}
    @keydown=${key}
  >
    <div class="lane-label">
      <span class="lane-title"
        ><bdi class="lane-name" title=${name}><span class="device-dot"></span>${name}</bdi
        >${lane.unit === undefined ? nothing : html`<bdi class="lane-unit dim">${lane.unit}</bdi>`}</span
      >
      ${
        lane.count === 0
          ? html`<span class="dim">${l10n.t('no points in this range')}</span>`
          : html`<bdi class="lane-value" title=${why ?? nothing}>${value}</bdi>`
      }
      ${why === undefined ? nothing : html`<span class="visually-hidden lane-assumed" id="lane-assumed-${index}">${why}</span>`}
    </div>
    <div class="lane-plot" data-lane=${index}><div class="lane-dot" hidden></div></div>
  </div>`;
}
