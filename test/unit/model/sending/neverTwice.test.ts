import { expect, it } from 'vitest';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import { soaked } from '../../../support/soak.js';
import { senderSetup } from '../../../support/senderSetup.js';
import { MemoryState } from '../../../support/storage.js';
import { writeFaults } from '../../../support/writeFaults.js';

/** 2008 opens another way. */
const faults: readonly Fault[] = [...writeFaults, { kind: 'code', code: 2008 }];

it.each(soaked([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2]))(
  'of 200 commands with random faults none is executed twice, and none is told wrong (seed %i)',
  async (seed) => {
    const { sender, device, cloud } = senderSetup({ seed });
    const ref = await device('thermostat');
    const operation = ['sendCommands', 'issueProperties'] as const;
    for (const fault of faults) cloud.faults.add({ operation, fault, probability: 0.06 });
    // Looking fails now and then, and so does what it is repeated with.
    const blind = { kind: 'reset', when: 'before' } as const;
    cloud.faults.add({ operation: 'getDeviceLogs', fault: blind, probability: 0.6 });
    const executed = (): number =>
      operation.reduce((sum, name) => sum + cloud.ledger.count(name).executed, 0);
    const counts: Record<string, number> = {};
    for (let index = 0; index < 200; index++) {
      const code = index % 3 === 0 ? 'hysteresis' : 'temp_set';
      const value = (code === 'hysteresis' ? 5 : 50) + (index % 9) * 5;
      const before = executed();
      const sent = await sender.send(ref, { code, value });
      const ran = executed() - before;
      const kind = sent.verdict?.kind ?? 'none';
      counts[kind] = (counts[kind] ?? 0) + 1;
      expect(ran).toBeLessThanOrEqual(1);
      if (kind === 'refused' || kind === 'offline') expect(ran).toBe(0);
      if (sent.acceptedMs !== undefined) expect(ran).toBe(1);
      // Seen without an answer of its own: done now, or by the earlier one that it would have repeated.
      if (kind === 'applied' && ran === 0) expect(sent.acceptedMs).toBeUndefined();
    }
    expect(counts['applied']).toBeGreaterThan(60);
    expect(counts['refused']).toBeGreaterThan(10);
    expect(counts['unknown']).toBeGreaterThan(5);
  },
);

it('sends what is asked for twice at once a single time, and again once it was answered or another came', async () => {
  const { sender, device, cloud } = senderSetup();
  const ref = await device('strip');
  const send = (value: boolean): ReturnType<typeof sender.send> =>
    sender.send(ref, { code: 'switch_1', value });
  const [first, second] = await Promise.all([send(true), send(true)]);
  expect(second).toBe(first);
  expect(sender.sentTo(ref)).toHaveLength(1);
  await Promise.all([send(true), send(false), send(true)]);
  expect(cloud.ledger.count('sendCommands').executed).toBe(4);
});

it('lets nothing leave while the project is protected', async () => {
  const { sender, device, cloud, protectWhen } = senderSetup();
  const ref = await device('thermostat');
  protectWhen(() => true);
  const sends = Array.from({ length: 50 }, (_, index) =>
    sender.send(ref, { code: 'temp_set', value: 50 + index * 5 }),
  );
  const results = await Promise.allSettled(sends);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(cloud.ledger.count('sendCommands').calls).toBe(0);
});

it('lets nothing leave for a project that is protected while what is to be sent is being written down', async () => {
  let isProtected = false;
  const state = new MemoryState();
  state.update = async () => {
    await new Promise(setImmediate);
    isProtected = true;
  };
  const { sender, device, calls, protectWhen } = senderSetup({ state });
  const ref = await device('thermostat');
  protectWhen(() => isProtected);
  await expect(sender.send(ref, { code: 'temp_set', value: 235 })).rejects.toMatchObject({
    name: 'ProtectedError',
  });
  expect(calls()).toEqual([]);
  expect(sender.sentTo(ref)).toEqual([]);
});

it.each([
  ['the project becomes protected', 'ProtectedError'],
  ['everybody gives up', 'AbortError'],
])('lets nothing leave that waits for its turn while %s', async (_, name) => {
  const { sender, unmodelled, cloud, protectWhen } = senderSetup();
  const refs: DeviceRef[] = [];
  for (const product of ['thermostat', 'strip', 'socket', 'bulb', 'curtain'])
    refs.push(await unmodelled(product));
  const cancel = new AbortController();
  const isOver = (): boolean => cloud.ledger.count('sendCommands').calls >= 2;
  // Asked before each one leaves.
  protectWhen(() => {
    if (name === 'AbortError' && isOver()) cancel.abort();
    return name === 'ProtectedError' && isOver();
  });
  const sends = refs.map((ref) => sender.send(ref, { code: 'switch_1', value: true }, cancel.signal));
  const results = await Promise.allSettled(sends);
  expect(cloud.ledger.count('sendCommands').calls).toBe(2);
  const refused = results.filter((each) => each.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as Error).name)).toEqual([name, name, name]);
});
