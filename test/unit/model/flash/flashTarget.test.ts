import { expect, it } from 'vitest';
import { FlashedDevices } from '../../../../src/model/flash/flashedDevices.js';
import { FlashRecords } from '../../../../src/model/flash/flashRecords.js';
import { flashTarget } from '../../../../src/model/flash/flashTarget.js';
import { MemoryState } from '../../../support/storage.js';

const [a, b] = ['a', 'b'].map((deviceId) => ({ projectId: 'p', deviceId })) as [
  { projectId: string; deviceId: string },
  { projectId: string; deviceId: string },
];

it.each([
  ['the chosen one, whatever else there is', { chosen: a, ofProduct: [b], inLogs: [b] }, a],
  ['the only one of the product', { chosen: undefined, ofProduct: [a], inLogs: [b] }, a],
  ['of several of the product the one in a log', { chosen: undefined, ofProduct: [a, b], inLogs: [b, b] }, b],
  ['the only one of the product in a log', { chosen: undefined, ofProduct: [], inLogs: [a] }, a],
  ['none of two in logs', { chosen: undefined, ofProduct: [], inLogs: [a, b] }, undefined],
  ['none of two of the product', { chosen: undefined, ofProduct: [a, b], inLogs: [] }, undefined],
  ['none', { chosen: undefined, ofProduct: [], inLogs: [] }, undefined],
])('what is flashed is %s', (_, evidence, expected) => {
  expect(flashTarget(evidence)).toEqual(expected);
});

it('a device that was chosen is kept with the workspace, until it is taken back', async () => {
  const state = new MemoryState();
  await new FlashedDevices(state).link('file:///one', a);
  await new FlashedDevices(state).link('file:///two', b);
  await new FlashedDevices(state).link('file:///one', b);
  expect(new FlashedDevices(state).of('file:///one')).toEqual(b);
  expect(new FlashedDevices(state).of('file:///one/below')).toBeUndefined();
  await new FlashedDevices(state).link('file:///one', undefined);
  expect(new FlashedDevices(state).of('file:///one')).toBeUndefined();
  await state.update('flash/devices', 'nonsense');
  expect(new FlashedDevices(state).of('file:///two')).toBeUndefined();
});

it('the last flash is the one that ended last, whichever device is back first', () => {
  const records = new FlashRecords();
  const side = { at: 1, status: [] };
  records.put('first', { ref: a, before: side });
  records.put('second', { ref: b, before: side });
  records.put('second', { ref: b, before: side, after: side });
  records.put('first', { ref: a, before: side, after: side });
  expect(records.last?.ref).toEqual(b);
  expect(records.of('first')?.after).toBeDefined();
});
