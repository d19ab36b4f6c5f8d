import { expect, it } from 'vitest';
import { NewRowCounter } from '../../../../../src/model/logs/open/newRowCounter.js';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import { entry } from '../../../../support/logEntries.js';

it('counts rows that come after the newest of their device, once the view shows them', () => {
  const table = new LogTable();
  const arrivals = new NewRowCounter(table);
  let isRange = true;
  table.onDidChange((change) => arrivals.take(change, isRange));
  const add = (device: number, ...times: number[]): void =>
    void table.merge(
      device,
      times.toReversed().map((time) => entry(time)),
      'newest',
    );
  add(0, 100, 101);
  add(1, 50);
  expect(arrivals.count(true)).toBe(0);
  isRange = false;
  add(0, 10, 99);
  expect(arrivals.count(true)).toBe(0);
  add(1, 60, 61);
  expect(arrivals.count(false)).toBe(0);
  add(0, 102);
  expect(arrivals.count(true)).toBe(3);
  isRange = true;
  table.clear();
  add(0, 500);
  expect(arrivals.count(true)).toBe(3);
});
