import { expect, it } from 'vitest';
import { ConnectionHistory } from '../../../../../src/model/logs/state/connectionHistory.js';
import type { DeviceLog } from '../../../../../src/model/logs/state/deviceLog.js';
import { SessionNotes } from '../../../../../src/model/logs/state/sessionNotes.js';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import { entry } from '../../../../support/logEntries.js';

it('makes a note of an absence once', () => {
  let lastId = 0;
  const newId = (): number => --lastId;
  const connection = new ConnectionHistory(newId);
  const device = { index: 0, connection, stretches: { all: () => [] } } as unknown as DeviceLog;
  const notes = new SessionNotes({
    devices: [device],
    table: new LogTable(),
    markers: () => [],
    span: () => undefined,
    retentionFrom: () => undefined,
    stoppedAt: () => undefined,
    newId,
  });
  connection.add([entry(10, { eventId: 2 }), entry(20, { eventId: 1 })]);
  const [first] = notes.all();
  expect(first).toMatchObject({ kind: 'offline', time: 11, until: 20 });
  expect(notes.all()[0]).toBe(first);
  connection.add([entry(30, { eventId: 2 })]);
  expect(notes.all()).toMatchObject([{ time: 11 }, { time: 31 }]);
});
