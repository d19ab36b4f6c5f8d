import { html, type PropertyDeclarations } from 'lit';
import type { LogsChartStrings } from '../../../protocol/logsChartStrings.js';
import type { ChartSeriesDto, FromLogsPage, LogDeviceDto } from '../../../protocol/logs.js';
import { LightElement } from '../../shared/lightElement.js';

export type ChartParams = FromLogsPage['requests']['chart']['params'];

/**
 * The chart under the grid: one lane per data point.
 *
 * Events: `chart-brush` with `{from, to}` (epoch ms), `chart-row` with `{id}`.
 */
export class LogChart extends LightElement {
  static override properties: PropertyDeclarations = {
    devices: { attribute: false },
    strings: { attribute: false },
    locale: { attribute: false },
    zone: { attribute: false },
    span: { attribute: false },
    version: { attribute: false },
    load: { attribute: false },
    savePng: { attribute: false },
  };

  declare devices: readonly LogDeviceDto[];
  declare strings: LogsChartStrings | undefined;
  /** BCP 47 */
  declare locale: string;
  /** IANA name for times; the browser's own where it's left out. */
  declare zone: string | undefined;
  /** What the grid shows, epoch ms; the chart is empty without. */
  declare span: { readonly from: number; readonly to: number } | undefined;
  /** Of the rows: a new one reads the points again. */
  declare version: number;
  declare load: ((params: ChartParams) => Promise<readonly ChartSeriesDto[]>) | undefined;
  /** Takes `data:image/png;base64,…`. */
  declare savePng: ((dataUrl: string) => void) | undefined;

  constructor() {
    super();
    this.devices = [];
    this.locale = 'en';
    this.version = 0;
  }

  /** Moves the cursor to a row's point, and says its value. */
  showRow(_id: number, _time: number): void {
    this.requestUpdate();
  }

  protected override render(): unknown {
    return html``;
  }
}

customElements.define('tuya-log-chart', LogChart);
