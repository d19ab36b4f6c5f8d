import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto } from '../../../protocol/logs.js';
import { fill } from '../../shared/fill.js';
import { tool } from '../parts/controls.js';
import { laneMenu, type LaneChoice } from './laneMenu.js';
import type { LaneWords } from './laneTexts.js';

interface ChartBar {
  readonly words: LaneWords;
  readonly lanes: readonly ChartSeriesDto[];
  readonly chosen: readonly LaneChoice[] | undefined;
  readonly isZoomed: boolean;
  /** What is under the cursor; '' where it stands nowhere. */
  readonly readout: string;
  choose(lanes: readonly LaneChoice[] | undefined): void;
  zoomIn(): void;
  zoomOut(): void;
  reset(): void;
  savePng(): void;
}

/** What stands above the lanes. */
export function chartBar(bar: ChartBar): TemplateResult {
  const { words, lanes, chosen, isZoomed, readout } = bar;
  const { strings, locale, devices } = words;
  const drawn = lanes.reduce((sum, { times }) => sum + times.length, 0);
  const count = lanes.reduce((sum, lane) => sum + lane.count, 0);
  const thinned = fill(strings.thinned, drawn.toLocaleString(locale), count.toLocaleString(locale));
  return html`<div class="chart-bar">
    ${laneMenu({ strings, devices, chosen, drawn: lanes, choose: bar.choose })}
    <span class="chart-readout"
      >${readout === '' ? html`<span class="dim">${strings.mouse}</span>` : html`<bdi>${readout}</bdi>`}</span
    >
    ${drawn < count ? html`<span class="dim chart-thinned" title=${thinned}>${thinned}</span>` : nothing}
    <span class="chart-tools">
      ${tool({ label: strings.zoomIn, icon: 'zoom-in', disabled: drawn === 0, press: bar.zoomIn })}
      ${tool({ label: strings.zoomOut, icon: 'zoom-out', disabled: !isZoomed, press: bar.zoomOut })}
      ${tool({ label: strings.reset, icon: 'screen-normal', disabled: !isZoomed, press: bar.reset })}
      ${tool({ label: strings.savePng, icon: 'save', disabled: drawn === 0, press: bar.savePng })}
    </span>
  </div>`;
}
