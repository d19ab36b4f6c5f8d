import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import type { LogDeviceDto } from '../../../protocol/logs.js';
import { check, menuItem } from '../parts/controls.js';
import '../parts/popup.js';
import { keyOfLane, laneName } from './laneTexts.js';

export type LaneChoice = Pick<ChartSeriesDto, 'device' | 'code'>;

export const lanesAtMost = 12;

interface LaneMenu {
  readonly devices: readonly LogDeviceDto[];
  /** Undefined while nobody has chosen. */
  readonly chosen: readonly LaneChoice[] | undefined;
  readonly drawn: readonly LaneChoice[];
  choose(lanes: readonly LaneChoice[] | undefined): void;
}

/** Which data points are lanes. */
export function laneMenu({ devices, chosen, drawn, choose }: LaneMenu): TemplateResult {
  const current = chosen ?? drawn.map(({ device, code }) => ({ device, code }));
  const keys = new Set(current.map(keyOfLane));
  const all = devices.flatMap(({ index, codes }) =>
    codes.filter(({ chart }) => chart).map(({ code }) => ({ device: index, code })),
  );
  const isFull = current.length >= lanesAtMost;
  const change = (lane: LaneChoice, on: boolean): void =>
    choose(on ? [...current, lane] : current.filter((one) => keyOfLane(one) !== keyOfLane(lane)));
  return html`<tuya-popup
    .label=${l10n.t('Choose data points for the chart')}
    .text=${l10n.t('Data points')}
    .icon=${'graph-line'}
    .marked=${chosen !== undefined}
    .content=${(close: () => void) =>
      html`<div class="menu-group">
          ${menuItem(
            l10n.t('Busiest'),
            () => {
              choose(undefined);
              close();
            },
            { checked: chosen === undefined },
          )}
        </div>
        <div class="menu-group">
          ${all.map((lane) =>
            check(
              html`<bdi>${laneName(lane, devices)}</bdi>`,
              keys.has(keyOfLane(lane)),
              (on) => change(lane, on),
              isFull && !keys.has(keyOfLane(lane)),
            ),
          )}
          ${isFull ? html`<p class="menu-note dim">${l10n.t('{0} lanes at most', lanesAtMost)}</p>` : nothing}
        </div>`}
  ></tuya-popup>`;
}
