import type { ChartSeriesDto, LogDeviceDto } from '../../../protocol/logs.js';
import type { LogsChartStrings } from '../../../protocol/logsChartStrings.js';
import { fill } from '../../shared/fill.js';
import type { ChartTimes } from './chartTimes.js';

export interface LaneWords {
  readonly strings: LogsChartStrings;
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
  { kind, unit }: Pick<ChartSeriesDto, 'kind' | 'unit'>,
  { strings, locale }: LaneWords,
): string {
  if (value === undefined) return '';
  if (kind === 'boolean') return value === 1 ? strings.on : strings.off;
  const number = value.toLocaleString(locale, { maximumSignificantDigits: 10 });
  return unit === undefined ? number : `${number} ${unit}`;
}

/** What somebody is told who doesn't see the line. */
export function laneSummary(lane: ChartSeriesDto, words: LaneWords): string {
  const { strings, locale, times, devices } = words;
  const name = laneName(lane, devices);
  const first = lane.times.at(0);
  const last = lane.times.at(-1);
  if (first === undefined || last === undefined) return fill(strings.noPoints, name);
  const value = (of: number | undefined): string => valueText(of, lane, words);
  const span = [name, lane.count.toLocaleString(locale), times.exact(first), times.exact(last)];
  return lane.kind === 'boolean'
    ? fill(strings.booleanSummary, ...span, value(lane.last))
    : fill(strings.numberSummary, ...span, value(lane.min), value(lane.max), value(lane.last));
}

/** A point's time and value. */
export function pointText(lane: ChartSeriesDto, index: number, words: LaneWords): string {
  const time = lane.times[index];
  if (time === undefined) return '';
  return fill(words.strings.pointAt, words.times.exact(time), valueText(lane.values[index], lane, words));
}
