import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { tool } from '../parts/controls.js';
import { laneMenu, type LaneChoice } from './laneMenu.js';
import type { LaneContext } from './laneTexts.js';

interface ChartBar {
  readonly context: LaneContext;
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
  const { context, lanes, chosen, isZoomed, readout } = bar;
  const { locale, devices } = context;
  const drawn = lanes.reduce((sum, { times }) => sum + times.length, 0);
  const count = lanes.reduce((sum, lane) => sum + lane.count, 0);
  const thinned = l10n.t(
    '{0} of {1} points drawn: highest and lowest of each stretch',
    drawn.toLocaleString(locale),
    count.toLocaleString(locale),
  );
  return html`<div class="chart-bar">
    ${laneMenu({ devices, chosen, drawn: lanes, choose: bar.choose })}
    <span class="chart-readout"
      >${readout === '' ? html`<span class="dim">${l10n.t('Drag selects rows, with Shift it zooms.')}</span>` : html`<bdi>${readout}</bdi>`}</span
    >
    ${drawn < count ? html`<span class="dim chart-thinned" title=${thinned}>${thinned}</span>` : nothing}
    <span class="chart-tools">
      ${tool({ label: l10n.t('Zoom in'), icon: 'zoom-in', disabled: drawn === 0, press: bar.zoomIn })}
      ${tool({ label: l10n.t('Zoom out'), icon: 'zoom-out', disabled: !isZoomed, press: bar.zoomOut })}
      ${tool({ label: l10n.t('Show the whole range'), icon: 'screen-normal', disabled: !isZoomed, press: bar.reset })}
      ${tool({ label: l10n.t('Save as picture'), icon: 'save', disabled: drawn === 0, press: bar.savePng })}
    </span>
  </div>`;
}
