import type { LogEntry } from '../../tuya/results.js';
import { eventTypeKeys } from '../logs/rows/logNames.js';
import { decodeLogValue } from '../logs/rows/logValue.js';
import type { PointModel } from '../values/pointModel.js';
import { shownText } from '../values/shownText.js';
import { displayText } from '../../base/displayText.js';
import { timeText } from './agentTexts.js';

const codesAtMost = 50;
const longestValue = 120;

export function typeWord(type: number): string {
  return (eventTypeKeys as Readonly<Record<number, string>>)[type] ?? `type ${type}`;
}

/** As every view shows it. */
export function logText(value: string | undefined, code: string, model: PointModel | undefined): string {
  const decoded = decodeLogValue(value?.slice(0, 4_000), code, { ...(model && { model }) });
  return displayText(shownText(decoded), longestValue);
}

interface Seen {
  count: number;
  changes: number;
  least: number | undefined;
  most: number | undefined;
  sum: number;
  numbers: number;
  last: LogEntry;
  before: string | undefined;
}

/** What rows say together: how many of each type, and of each data point its range, its changes and its last value. */
export function logStatistics(rows: readonly LogEntry[], model: ReadonlyMap<string, PointModel>): object {
  const types = new Map<string, number>();
  const points = new Map<string, Seen>();
  // The oldest first, as values follow each other.
  for (const row of rows.toReversed()) {
    const type = typeWord(row.eventId);
    types.set(type, (types.get(type) ?? 0) + 1);
    if (row.code !== undefined && row.code !== '') add(points, row, row.code, model.get(row.code));
  }
  const counted = [...points].toSorted(([, a], [, b]) => b.count - a.count);
  return {
    rows: rows.length,
    newest: timeText(rows[0]?.eventTime),
    oldest: timeText(rows.at(-1)?.eventTime),
    byType: Object.fromEntries(types),
    byDataPoint: counted.slice(0, codesAtMost).map(([code, seen]) => {
      const point = model.get(code);
      const scaled = (number: number | undefined): number | undefined =>
        number === undefined ? undefined : number / 10 ** (point?.scale ?? 0);
      return {
        code,
        count: seen.count,
        changes: seen.changes,
        min: scaled(seen.least),
        max: scaled(seen.most),
        mean: seen.numbers > 0 ? scaled(Math.round((seen.sum / seen.numbers) * 1000) / 1000) : undefined,
        unit: point?.unit,
        last: logText(seen.last.value, code, point),
        lastAt: timeText(seen.last.eventTime),
      };
    }),
    moreDataPoints: Math.max(counted.length - codesAtMost, 0),
  };
}

function add(points: Map<string, Seen>, row: LogEntry, code: string, model: PointModel | undefined): void {
  const seen = points.get(code) ?? {
    ...{ count: 0, changes: 0, least: undefined, most: undefined, sum: 0, numbers: 0 },
    last: row,
    before: undefined,
  };
  const decoded = decodeLogValue(row.value?.slice(0, 4_000), code, { ...(model && { model }) });
  if (seen.count > 0 && row.value !== seen.before) seen.changes++;
  seen.count++;
  seen.last = row;
  seen.before = row.value;
  if (decoded.kind === 'number') {
    seen.least = Math.min(seen.least ?? decoded.value, decoded.value);
    seen.most = Math.max(seen.most ?? decoded.value, decoded.value);
    seen.sum += decoded.value;
    seen.numbers++;
  }
  points.set(code, seen);
}
