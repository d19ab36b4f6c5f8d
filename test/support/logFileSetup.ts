import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/base/clock.js';
import { FileLock } from '../../src/base/fileLock.js';
import type { TimeRange } from '../../src/base/timeRange.js';
import { processOwners } from '../../src/model/meter/owners.js';
import type { ExportContext } from '../../src/model/logs/export/exportedRow.js';
import { FileRow } from '../../src/model/logs/logFiles/fileRow.js';
import type {
  FileMillisecond,
  LogFileBatch,
  LogFileLimits,
} from '../../src/model/logs/logFiles/logFileTypes.js';
import { LogFiles } from '../../src/model/logs/logFiles/logFiles.js';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';

export const ref = { projectId: 'project', deviceId: 'bf0123456789abcdefgh' };

export const context: ExportContext = {
  device: () => ({ id: ref.deviceId, name: 'Kitchen' }),
  pointName: () => undefined,
  point: () => ({}),
  typeName: (type) => (type === 7 ? 'report' : `type ${type}`),
  sourceName: (from) => from ?? '',
};

export const wide: LogFileLimits = { bytes: 5_000_000, files: 3 };

/** The files of a window of its own. */
export function openLogFiles(
  folder: string,
  limits: LogFileLimits = wide,
  clock: Clock = systemClock,
): LogFiles {
  const owners = processOwners(() => clock.now());
  return new LogFiles({
    folder,
    lock: (path) => new FileLock({ path, owners, clock }),
    clock,
    limits: () => limits,
  });
}

export function aRow(time: number, value: string, more: Partial<LogRow> = {}): LogRow {
  return { id: time, device: 0, time, type: 7, from: '1', code: 'temp_current', value, ...more };
}

/** Rows as they are given: by their milliseconds. */
export function milliseconds(rows: readonly LogRow[]): FileMillisecond[] {
  const groups = new Map<number, FileRow[]>();
  for (const row of rows) groups.set(row.time, [...(groups.get(row.time) ?? []), new FileRow(row, context)]);
  return Array.from(groups, ([time, own]) => ({ time, rows: own })).sort((a, b) => a.time - b.time);
}

export function aBatch(rows: readonly LogRow[], read: readonly TimeRange[] = [], readTo = 0): LogFileBatch {
  return {
    device: { id: ref.deviceId, name: 'Kitchen' },
    milliseconds: milliseconds(rows),
    read,
    readTo,
    isLast: true,
  };
}

/** Every line of all files, the oldest first. Throws where one is no JSON, or isn't whole. */
export function linesIn(folder: string): Record<string, unknown>[] {
  return textsIn(folder).flatMap((text) => {
    if (text !== '' && !text.endsWith('\n')) throw new Error('The last line is cut off.');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  });
}

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const numberOf = (name: string): number => Number(/\.(\d+)\.jsonl$/.exec(name)?.[1] ?? 0);
  return names
    .sort((a, b) => numberOf(b) - numberOf(a))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

export function valuesIn(folder: string): unknown[] {
  return linesIn(folder).map(({ value, type_name: name }) => value ?? name);
}
