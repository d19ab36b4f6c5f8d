import * as l10n from '@vscode/l10n';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import type { LogDeviceDto } from '../../../protocol/logs.js';
import type { ChartTimes } from './chartTimes.js';

/** What the texts of the lanes are made from. */
export interface LaneContext {
  readonly locale: string;
  readonly times: ChartTimes;
  readonly devices: readonly LogDeviceDto[];
}

export function keyOfLane({ device, code }: Pick<ChartSeriesDto, 'device' | 'code'>): string {
  return `${device} ${code}`;
}

/** The data point's name beside its code, and the device where there are several. */
export function laneName(
  { device, code }: Pick<ChartSeriesDto, 'device' | 'code'>,
  devices: readonly LogDeviceDto[],
): string {
  const of = devices.find(({ index }) => index === device);
  const name = of?.codes.find((one) => one.code === code)?.name;
  const text = name === undefined ? code : `${name} (${code})`;
  return devices.length > 1 && of ? `${of.name}: ${text}` : text;
}

export function valueText(
  value: number | undefined,
  { kind, unit, assumed, steps }: Pick<ChartSeriesDto, 'kind' | 'unit' | 'assumed' | 'steps'>,
  { locale }: LaneContext,
): string {
  if (value === undefined) return '';
  if (kind === 'boolean') return value === 1 ? l10n.t('on') : l10n.t('off');
  if (kind === 'enum') return steps?.[value] ?? '';
  const number = value.toLocaleString(locale, { maximumSignificantDigits: 10 });
  return `${assumed ? '≈ ' : ''}${number}${unit === undefined ? '' : ` ${unit}`}`;
}

/** What somebody is told who doesn't see the line. */
export function laneSummary(lane: ChartSeriesDto, context: LaneContext): string {
  const { locale, times, devices } = context;
  const name = laneName(lane, devices);
  const first = lane.times.at(0);
  const last = lane.times.at(-1);
  if (first === undefined || last === undefined) return l10n.t('{0}: no points in this range', name);
  const value = (of: number | undefined): string => valueText(of, lane, context);
  const span = [name, lane.count.toLocaleString(locale), times.exact(first), times.exact(last)];
  return lane.kind !== 'number'
    ? l10n.t('{0}: {1} points from {2} to {3}, last {4}', ...span, value(lane.last))
    : l10n.t(
        '{0}: {1} points from {2} to {3}, lowest {4}, highest {5}, last {6}',
        ...span,
        value(lane.min),
        value(lane.max),
        value(lane.last),
      );
}

/** A point's time and value. */
export function pointText(lane: ChartSeriesDto, index: number, context: LaneContext): string {
  const time = lane.times[index];
  if (time === undefined) return '';
  return l10n.t('{0}: {1}', context.times.exact(time), valueText(lane.values[index], lane, context));
}
