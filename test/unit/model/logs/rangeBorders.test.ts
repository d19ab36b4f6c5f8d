import { describe, expect, it } from 'vitest';
import { contains, subtract, union, type TimeRange } from '../../../../src/base/timeRange.js';
import { readArchive } from '../../../../src/model/logs/ranges/archiveReading.js';
import { LogSource } from '../../../../src/model/logs/read/logSource.js';
import { StretchReader } from '../../../../src/model/logs/read/stretchReader.js';
import { Stretches } from '../../../../src/model/logs/read/stretches.js';
import { ConnectionHistory } from '../../../../src/model/logs/state/connectionHistory.js';
import { LogTable } from '../../../../src/model/logs/table/logTable.js';
import type { LogsQuery } from '../../../../src/tuya/api/deviceLogs.js';
import { Dice, entry } from '../../../support/logEntries.js';

const start = 1_700_000_000_000;
const moments = 60;
const selection = { types: [7], codes: [] };
const { signal } = new AbortController();
const asking = { asker: 'person', signal } as const;
const seeds = Array.from({ length: 100 }, (_, seed) => seed);

function randomRange(dice: Dice): TimeRange {
  const from = start + dice.below(moments);
  return { from, to: from + 1 + dice.below(moments / 2) };
}

function timesOf(range: TimeRange): readonly number[] {
  return Array.from({ length: range.to - range.from }, (_, at) => range.from + at);
}

/** A cloud with a row in every millisecond. Whether its ends count in isn't said anywhere. */
function source(isEndCountedIn: boolean, asked: LogsQuery[]): LogSource {
  const page = (_device: string, query: LogsQuery) => {
    asked.push(query);
    const range = { from: query.startTime, to: query.endTime + (isEndCountedIn ? 1 : 0) };
    const items = timesOf(range).map((time) => entry(time));
    return Promise.resolve({ items: items.reverse(), badRecords: [], hasNext: false });
  };
  return new LogSource('device', {
    client: () => Promise.resolve({ logs: { page } }),
    edition: { current: 'free', learn: () => undefined } as never,
    onCall: () => undefined,
  });
}

describe.each([
  ['counts the end of a query in', true],
  ['ends before it', false],
])('a cloud that %s', (_, isEndCountedIn) => {
  it('gives the milliseconds of a range, however it is divided, each once', async () => {
    for (const seed of seeds) {
      const dice = new Dice(seed);
      const range = randomRange(dice);
      const borders = [range.from, ...timesOf(range).filter(() => dice.chance(0.2)), range.to];
      const times: number[] = [];
      const asked: LogsQuery[] = [];
      const log = source(isEndCountedIn, asked);
      for (const [at, from] of borders.slice(0, -1).entries()) {
        const part = { from, to: borders[at + 1] ?? from };
        const reader = new StretchReader((ask) => log.page(ask, asking), selection, part.from, part.to);
        const { whole, reached } = await reader.next(asking);
        times.push(...whole.map(({ eventTime }) => eventTime).reverse());
        expect(reached).toBe(part.from);
        // One moment more at the end, and none at the start.
        expect(asked.at(-1)).toMatchObject({ startTime: part.from, endTime: part.to });
      }
      expect(times, `seed ${seed}`).toEqual(timesOf(range));
    }
  });
});

describe('what this machine has kept of a range, and what it has not', () => {
  it('are together the range, without a moment twice or beyond', async () => {
    for (const seed of seeds) {
      const dice = new Dice(seed);
      const covered = union(Array.from({ length: dice.below(5) }, () => randomRange(dice)));
      const range = randomRange(dice);
      const table = new LogTable();
      let id = 0;
      const device = {
        ref: { projectId: 'p', deviceId: 'd' },
        index: 0,
        connection: new ConnectionHistory(() => ++id),
        stretches: new Stretches(() => ++id),
      };
      const archive = {
        isOn: () => true,
        async *rows(_ref: unknown, _selection: unknown, asked: TimeRange) {
          const kept = timesOf(asked).filter((time) => covered.some((one) => contains(one, time)));
          yield await Promise.resolve(kept.map((time) => entry(time)).reverse());
        },
        gaps: (_ref: unknown, asked: TimeRange) => Promise.resolve(subtract(asked, covered)),
      };
      const deps = { devices: [device], table, archive, changed: () => undefined };
      expect(await readArchive(range, selection, deps as never, signal)).toBe(true);
      const labels = timesOf({ from: start - 1, to: start + 2 * moments }).map((time) => {
        if (!contains(range, time)) return undefined;
        return covered.some((one) => contains(one, time)) ? 'read' : 'retention';
      });
      const all = device.stretches.all();
      expect(
        timesOf({ from: start - 1, to: start + 2 * moments }).map(
          (time) => device.stretches.labelAt(time)?.kind,
        ),
        `seed ${seed}`,
      ).toEqual(labels);
      expect(all.every(({ from }, at) => at === 0 || from === all[at - 1]?.to)).toBe(true);
      const rows = Array.from(table.slotsInOrder(), (slot) => table.time(slot));
      expect(rows).toEqual(timesOf(range).filter((time) => device.stretches.labelAt(time)?.kind === 'read'));
    }
  });
});
