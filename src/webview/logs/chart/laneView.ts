import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto } from '../../../protocol/logs.js';
import { laneName, laneSummary, valueText, type LaneWords } from './laneTexts.js';
import { pointUnder, type ChartCursor } from './chartCursor.js';

interface LaneView {
  readonly lane: ChartSeriesDto;
  readonly index: number;
  readonly words: LaneWords;
  /** The value there is told instead of the last one. */
  readonly cursor: ChartCursor | undefined;
  key(event: KeyboardEvent): void;
}

/** A lane: what it is, and the place for its canvas. */
export function laneView({ lane, index, words, cursor, key }: LaneView): TemplateResult {
  const { strings, devices } = words;
  const name = laneName(lane, devices);
  const point = pointUnder(lane, cursor);
  const value = valueText(point === undefined ? lane.last : lane.values[point], lane, words);
  const colour = devices.find((device) => device.index === lane.device)?.colour ?? 0;
  return html`<div
    class="chart-lane colour-${colour}"
    role="application"
    tabindex="0"
    aria-label=${laneSummary(lane, words)}
    aria-describedby="chart-keys"
    @keydown=${key}
  >
    <div class="lane-label">
      <bdi class="lane-name" title=${name}><span class="device-dot"></span>${name}</bdi>
      ${
        lane.count === 0
          ? html`<span class="dim">${strings.noPointsHere}</span>`
          : html`<span class="lane-value">${value}</span>`
      }
      ${lane.assumed ? html`<span class="dim lane-assumed">${strings.assumed}</span>` : nothing}
    </div>
    <div class="lane-plot" data-lane=${index}><div class="lane-dot" hidden></div></div>
  </div>`;
}
