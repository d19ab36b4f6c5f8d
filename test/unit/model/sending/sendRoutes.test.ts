import { expect, it } from 'vitest';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { senderSetup } from '../../../support/senderSetup.js';

const custom = { code: 'hysteresis', value: 20 };

it('goes by the thing model where the standard set doesn’t know the data point, and remembers it', async () => {
  const { sender, device, calls, cloud } = senderSetup();
  const ref = await device('thermostat');
  const first = await sender.send(ref, custom);
  expect(first).toMatchObject({ route: 'issue', verdict: { kind: 'applied', report: { value: 20 } } });
  expect(calls()).toEqual(['sendCommands', 'issueProperties', 'getShadowProperties']);
  await sender.send(ref, { ...custom, value: 25 });
  expect(calls()).toEqual(['issueProperties', 'getShadowProperties']);
  expect(cloud.ledger.writes.map(({ body }) => body)).toEqual([
    '{"properties":"{\\"hysteresis\\":20}"}',
    '{"properties":"{\\"hysteresis\\":25}"}',
  ]);
  // Of the same product, by the standard set.
  expect((await sender.send(ref, { code: 'temp_set', value: 220 })).route).toBe('iot-03');
});

it.each([2003, 2008])('takes no other way on %i where no model lets the cloud write', async (code) => {
  const { sender, unmodelled, calls, cloud } = senderSetup();
  const ref = await unmodelled('thermostat');
  cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code } });
  const { verdict } = await sender.send(ref, custom);
  expect(verdict?.kind).toBe('refused');
  expect(calls()).toEqual(['sendCommands']);
});

it.each([1104, 1106, 1109, 2001, 501, 60001001, 500, 1110])('takes no other way on %i', async (code) => {
  const { sender, device, cloud } = senderSetup();
  const ref = await device('thermostat');
  cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code } });
  await sender.send(ref, { code: 'temp_set', value: 220 });
  expect(cloud.ledger.count('sendCommands').calls).toBe(1);
  expect(cloud.ledger.count('issueProperties').calls).toBe(0);
});

it('goes by the older API group where the project lacks the other, and asks that once', async () => {
  const { sender, unmodelled, cloud } = senderSetup({ iotCore: 28841105 });
  const ref = await unmodelled('thermostat');
  const ways: (string | undefined)[] = [];
  for (const value of [220, 225]) ways.push((await sender.send(ref, { code: 'temp_set', value })).route);
  expect(ways).toEqual(['v1.0', 'v1.0']);
  expect(cloud.ledger.entries.filter(({ path }) => path.includes('iot-03'))).toHaveLength(1);
});

it('says which API group is missing where only that keeps it from going', async () => {
  const { sender, device, cloud, calls } = senderSetup();
  const ref = await device('thermostat');
  cloud.faults.add({ operation: 'issueProperties', fault: { kind: 'code', code: 28841105 } });
  const { verdict } = await sender.send(ref, custom);
  const problem = verdict && 'problem' in verdict ? verdict.problem : undefined;
  expect(TuyaError.is(problem) && problem.code).toBe(28841105);
  expect(calls()).toEqual(['sendCommands', 'issueProperties']);
});

it('finds the way back where the one that worked works no more', async () => {
  const { sender, device, cloud, calls } = senderSetup();
  const ref = await device('thermostat');
  const first = cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code: 2008 } });
  await sender.send(ref, { code: 'temp_set', value: 220 });
  first.remove();
  cloud.faults.add({ operation: 'issueProperties', fault: { kind: 'code', code: 2003 } });
  calls();
  expect((await sender.send(ref, { code: 'temp_set', value: 225 })).route).toBe('iot-03');
  expect(calls()).toEqual(['issueProperties', 'sendCommands', 'getDeviceLogs']);
});
