import { expect, it } from 'vitest';
import { ValueRefusedError } from '../../../../src/model/sending/commandSender.js';
import { senderSetup } from '../../../support/senderSetup.js';

const switches = [
  { code: 'switch_1', value: true },
  { code: 'switch_2', value: true },
];

it('go in one command, and each has its verdict by the same looks', async () => {
  const { sender, device, cloud, calls } = senderSetup();
  const ref = await device('thermostat');
  cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 280 });
  const sent = await sender.sendAll(ref, [
    { code: 'temp_set', value: 350 },
    { code: 'mode', value: 'eco' },
  ]);
  expect(sent.map(({ code, verdict }) => [code, verdict?.kind])).toEqual([
    ['temp_set', 'appliedOther'],
    ['mode', 'applied'],
  ]);
  expect(calls()).toEqual(['sendCommands', 'getDeviceLogs', 'getDeviceLogs']);
  expect(cloud.ledger.writes.map(({ body }) => body)).toEqual([
    '{"commands":[{"code":"temp_set","value":350},{"code":"mode","value":"eco"}]}',
  ]);
  expect(new Set(sent.map(({ together }) => together))).toEqual(new Set([sent[0]?.key]));
});

it('go by the thing model together where one of them needs it', async () => {
  const { sender, device, cloud, calls } = senderSetup();
  const ref = await device('thermostat');
  const points = [
    { code: 'temp_set', value: 235 },
    { code: 'hysteresis', value: 20 },
  ];
  const sent = await sender.sendAll(ref, points);
  expect(sent.map(({ route, verdict }) => [route, verdict?.kind])).toEqual([
    ['issue', 'applied'],
    ['issue', 'applied'],
  ]);
  await sender.sendAll(
    ref,
    points.map(({ code, value }) => ({ code, value: value + 5 })),
  );
  expect(calls()).toEqual([
    'sendCommands',
    'issueProperties',
    'getShadowProperties',
    'issueProperties',
    'getShadowProperties',
  ]);
  expect(cloud.ledger.writes.map(({ body }) => body)).toEqual([
    '{"properties":"{\\"temp_set\\":235,\\"hysteresis\\":20}"}',
    '{"properties":"{\\"temp_set\\":240,\\"hysteresis\\":25}"}',
  ]);
});

it('don’t leave where one of them can’t be sent, and it is named', async () => {
  const { sender, device, calls } = senderSetup();
  const ref = await device('thermostat');
  const points = [
    { code: 'temp_set', value: 235 },
    { code: 'temp_current', value: 1 },
  ];
  const error: unknown = await sender.sendAll(ref, points).catch((problem: unknown) => problem);
  expect(error instanceof ValueRefusedError && [error.code, error.problem.kind]).toEqual([
    'temp_current',
    'reportOnly',
  ]);
  expect(calls()).toEqual([]);
  expect(sender.sentTo(ref)).toEqual([]);
});

it('are the same command where it is asked for twice at once', async () => {
  const { sender, device, cloud } = senderSetup();
  const ref = await device('strip');
  const [first, second] = await Promise.all([sender.sendAll(ref, switches), sender.sendAll(ref, switches)]);
  expect(second).toBe(first);
  expect(sender.sentTo(ref)).toHaveLength(2);
  expect(cloud.ledger.count('sendCommands').executed).toBe(1);
});

it('are all seen to be done where the answer was lost, and looked for as one before they are sent again', async () => {
  const { sender, device, cloud } = senderSetup();
  const ref = await device('thermostat');
  const points = [
    { code: 'temp_set', value: 350 },
    { code: 'hysteresis', value: 20 },
  ];
  cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 280 });
  cloud.faults.add({ operation: 'sendCommands', nth: 1, fault: { kind: 'code', code: 2008 } });
  cloud.faults.add({ operation: 'issueProperties', nth: 1, fault: { kind: 'reset', when: 'after' } });
  const sent = await sender.sendAll(ref, points);
  expect(sent.map(({ verdict }) => verdict?.kind)).toEqual(['appliedOther', 'applied']);
  expect(cloud.ledger.count('issueProperties').executed).toBe(1);
});
