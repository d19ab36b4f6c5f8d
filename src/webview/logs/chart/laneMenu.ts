import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ChartSeriesDto, LogDeviceDto } from '../../../protocol/logs.js';
import type { LogsChartStrings } from '../../../protocol/logsChartStrings.js';
import { fill } from '../../shared/fill.js';
import { check, menuItem } from '../parts/controls.js';
import '../parts/popup.js';
import { keyOfLane, laneName } from './laneTexts.js';

export type LaneChoice = Pick<ChartSeriesDto, 'device' | 'code'>;

export const lanesAtMost = 12;

interface LaneMenu {
  readonly strings: LogsChartStrings;
  readonly devices: readonly LogDeviceDto[];
  /** Undefined while nobody has chosen. */
  readonly chosen: readonly LaneChoice[] | undefined;
  readonly drawn: readonly LaneChoice[];
  choose(lanes: readonly LaneChoice[] | undefined): void;
}

/** Which data points are lanes. */
export function laneMenu({ strings, devices, chosen, drawn, choose }: LaneMenu): TemplateResult {
  const current = chosen ?? drawn.map(({ device, code }) => ({ device, code }));
  const keys = new Set(current.map(keyOfLane));
  const all = devices.flatMap(({ index, codes }) =>
    codes.filter(({ chart }) => chart).map(({ code }) => ({ device: index, code })),
  );
  const isFull = current.length >= lanesAtMost;
  const change = (lane: LaneChoice, on: boolean): void =>
    choose(on ? [...current, lane] : current.filter((one) => keyOfLane(one) !== keyOfLane(lane)));
  return html`<tuya-popup
    .label=${strings.chooseLanes}
    .text=${strings.lanes}
    .icon=${'graph-line'}
    .marked=${chosen !== undefined}
    .content=${(close: () => void) =>
      html`<div class="menu-group">
          ${menuItem(
            strings.busiest,
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
          ${isFull ? html`<p class="menu-note dim">${fill(strings.tooManyLanes, lanesAtMost)}</p>` : nothing}
        </div>`}
  ></tuya-popup>`;
}
