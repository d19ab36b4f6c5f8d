import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogChart } from './logChart.js';
import type { LogsContext } from '../parts/renderContext.js';
import { runLaterScript } from '../../shared/laterScript.js';
import { zoneOf } from '../parts/renderContext.js';
import { splitter } from '../parts/splitter.js';

const least = 90;

interface ChartArea {
  readonly height: number;
  resize(height: number): void;
  /** A stretch of time was marked. */
  brush(range: TimeRange): void;
  showRow(id: number): void;
}

/** The chart under the grid, and the line that says how much of the page it gets. */
export function chartArea(
  context: LogsContext,
  { height, resize, brush, showRow }: ChartArea,
): TemplateResult {
  // Most logs are read without a chart.
  runLaterScript();
  const { snapshot, locale, requests } = context;
  return html`${splitter({
      label: l10n.t('Height of the chart'),
      height,
      least,
      most: Math.max(least, Math.round(window.innerHeight * 0.6)),
      resize,
    })}
    <div class="chart-area">
      <tuya-log-chart
        .devices=${snapshot.devices}
        .locale=${locale}
        .zone=${zoneOf(context)}
        .span=${snapshot.span}
        .version=${snapshot.version}
        .load=${async (params: Parameters<NonNullable<LogChart['load']>>[0]) =>
          (await requests.raw('chart', params)).series}
        .savePng=${(dataUrl: string) => requests.run('savePng', { dataUrl })}
        @chart-brush=${(event: CustomEvent<TimeRange>) => brush(event.detail)}
        @chart-row=${(event: CustomEvent<{ id: number }>) => showRow(event.detail.id)}
      ></tuya-log-chart>
    </div>`;
}
