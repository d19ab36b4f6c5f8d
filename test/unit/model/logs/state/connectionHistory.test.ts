import { expect, it } from 'vitest';
import { ConnectionHistory } from '../../../../../src/model/logs/state/connectionHistory.js';
import { entry } from '../../../../support/logEntries.js';

const [online, offline] = [1, 2];

it('makes the list of absences anew only when something has changed', () => {
  let lastId = 0;
  const history = new ConnectionHistory(() => ++lastId);
  history.add([entry(10, { eventId: offline }), entry(20, { eventId: online })]);
  const first = history.absences();
  expect(first).toMatchObject([{ from: 10, to: 20 }]);
  history.add([entry(10, { eventId: offline }), entry(15, { eventId: 7 })]);
  history.forget(10);
  expect(history.absences()).toBe(first);
  history.add([entry(30, { eventId: offline })]);
  expect(history.absences()).toMatchObject([{ from: 10, to: 20 }, { from: 30 }]);
  history.forget(25);
  expect(history.absences()).toMatchObject([{ from: 30 }]);
  history.clear();
  expect(history.absences()).toEqual([]);
});
