import { setImmediate } from 'node:timers/promises';
import { RegexSandbox } from '../../src/model/logs/filter/regexSandbox.js';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import { LogView } from '../../src/model/logs/view/logView.js';
import type { LogEntry } from '../../src/tuya/results.js';
import { Dice, entry } from '../support/logEntries.js';
import { searchWords } from '../support/logFilter.js';

export const million = 1_000_000;
export const pageSize = 100;
export const newest = 1_800_000_000_000;

export const codes = [
  'switch_1',
  'cur_power',
  'cur_voltage',
  'temp_current',
  'temp_set',
  'mode',
  'countdown',
  'fault',
];

/** The log of a busy device, page by page as the cloud gives it: the newest row first. */
export function* pages(count: number, from = newest): Generator<LogEntry[]> {
  const dice = new Dice(1);
  let time = from;
  for (let n = 0; n < count; n += pageSize) {
    yield Array.from({ length: pageSize }, () => {
      if (dice.chance(0.8)) time -= 1 + dice.below(900);
      const value = dice.chance(0.1)
        ? dice.pick(['true', 'false', 'white', 'colour'])
        : `${dice.below(100_000)}`;
      return entry(time, { code: dice.pick(codes), value });
    });
  }
}

export function fullTable(): LogTable {
  const table = new LogTable({ capacity: million });
  for (const page of pages(million)) table.merge(0, page, 'newest');
  return table;
}

/** A view that is ready, and how long it kept the event loop at most. */
export async function viewOf(table: LogTable, words = searchWords) {
  let since = performance.now();
  const blocks = {
    longest: 0,
    begin(): void {
      blocks.longest = 0;
      since = performance.now();
    },
    end(): void {
      blocks.longest = Math.max(blocks.longest, performance.now() - since);
    },
  };
  const breathe = async (): Promise<void> => {
    blocks.end();
    await setImmediate();
    since = performance.now();
  };
  const view = new LogView({
    table,
    notes: () => [],
    words,
    breathe,
    now: () => performance.now(),
    sandbox: new RegexSandbox(),
  });
  while (view.busy) await setImmediate();
  return { view, blocks };
}
