import { expect, it } from 'vitest';
import { rowDetails } from '../../../../src/panels/logs/rowDetails.js';

const devices = {
  device: () => undefined,
  idOf: () => 'd1',
  point: () => ({}),
  codeName: () => undefined,
};

const detailsOf = (unread?: Record<string, unknown>) =>
  rowDetails({ id: 1, device: 0, time: 5, type: 7, ...(unread && { unread }) }, {
    devices,
    session: { table: { slotOf: () => undefined } },
  } as never);

it('a row’s details say what of it couldn’t be read: raw, cut, and without secrets', () => {
  const long = Array.from({ length: 1_000 }, (_, at) => at);
  expect(detailsOf({ event_from: { app: 'x', local_key: 'S3cret' }, status: long }).unread).toEqual([
    { field: 'event_from', text: '{"app":"x","local_key":"•••"}', truncated: false },
    { field: 'status', text: JSON.stringify(long).slice(0, 400), truncated: true },
  ]);
  expect(detailsOf()).not.toHaveProperty('unread');
});
