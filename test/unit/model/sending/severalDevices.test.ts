import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import { SendBatch, type SendBatchItem } from '../../../../src/model/sending/sendBatch.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { senderSetup } from '../../../support/senderSetup.js';
import { soaked } from '../../../support/soak.js';
import { writeFaults } from '../../../support/writeFaults.js';

const products = ['socket', 'strip', 'thermostat', 'bulb'];
const pacedProducts = [
  'bulb',
  'thermostat',
  'curtain',
  'speaker',
  'airConditioner',
  'vacuum',
  'strip',
  'socket',
  'wallSwitch',
  'meter',
  'climate',
  'leak',
  'smoke',
  'soil',
  'motion',
  'door',
];
const faults: readonly Fault[] = [...writeFaults, { kind: 'code', code: 2008 }];
const operations = ['sendCommands', 'issueProperties'] as const;

describe('several devices and data points', () => {
  it.each(soaked([1, 2, 3, 4, 5, 6], [1]))(
    'of 200 commands of one or two data points to four devices at a time none is executed twice or told wrong (seed %i)',
    async (seed) => {
      const { sender, device, cloud } = senderSetup({ seed });
      const refs = [];
      for (const product of products) refs.push(await device(product));
      for (const fault of faults) cloud.faults.add({ operation: operations, fault, probability: 0.06 });
      cloud.faults.add({
        operation: 'getDeviceLogs',
        fault: { kind: 'reset', when: 'before' },
        probability: 0.5,
      });
      const ran = (deviceId: string): number =>
        cloud.ledger.writes.filter(({ path, executed }) => executed && path.includes(deviceId)).length;
      const pointsOf = (at: number, round: number) => {
        const flag = { value: round % 2 === 0 };
        switch (at) {
          case 0:
            return [{ code: 'switch_1', ...flag }];
          case 1:
            return [
              { code: 'switch_1', ...flag },
              { code: 'switch_2', ...flag },
            ];
          case 2:
            return [
              { code: 'temp_set', value: 50 + (round % 9) * 5 },
              { code: 'child_lock', ...flag },
            ];
          default:
            return [{ code: 'bright_value', value: 100 + (round % 9) }];
        }
      };
      const counts: Record<string, number> = {};
      for (let round = 0; round < 50; round++) {
        const before = refs.map(({ deviceId }) => ran(deviceId));
        const sent = await Promise.all(refs.map((ref, at) => sender.sendAll(ref, pointsOf(at, round))));
        for (const [at, commands] of sent.entries()) {
          const times = ran(refs[at]?.deviceId ?? '') - (before[at] ?? 0);
          expect(times).toBeLessThanOrEqual(1);
          const kinds = new Set(commands.map(({ verdict }) => verdict?.kind ?? 'none'));
          for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
          // They went as one: refused or not, it is so of all of them.
          if (kinds.has('refused') || kinds.has('unknown')) expect(kinds.size).toBe(1);
          if (kinds.has('refused')) expect(times).toBe(0);
          if (commands[0]?.acceptedMs !== undefined) expect(times).toBe(1);
        }
      }
      expect(counts['refused']).toBeGreaterThan(5);
      expect(counts['unknown']).toBeGreaterThan(3);
    },
  );

  it('leave at most four times a second, each once, and are told in their order', async () => {
    const time = new SimulatedTime();
    const { sender, device, cloud } = senderSetup({ ownClock: time });
    const { projectId } = await device('socket');
    const refs = pacedProducts.flatMap((product) =>
      cloud.truth.devicesOfProduct(product).map((deviceId) => ({ projectId, deviceId })),
    );
    expect(refs.length).toBeGreaterThan(12);
    const batch = new SendBatch(sender, refs, { code: 'switch_1', value: true });
    const done = batch.run(new AbortController().signal, () => undefined);
    await time.pass(60_000);
    await done;
    expect(batch.items.map(({ ref: { deviceId } }) => deviceId)).toEqual(
      refs.map(({ deviceId }) => deviceId),
    );
    const times = cloud.ledger.entries
      .filter(({ operation }) => operation === 'sendCommands')
      .map(({ at }) => at);
    expect(times).toHaveLength(refs.length);
    for (const at of times)
      expect(times.filter((other) => other >= at && other < at + 1_000).length).toBeLessThanOrEqual(4);
  });

  it('don’t leave after a cancel, nor where the project may not be called', async () => {
    const { sender, device, cloud } = senderSetup();
    const ref = await device('socket');
    const ended = new AbortController();
    ended.abort();
    const states = (batch: SendBatch): SendBatchItem['state'][] => batch.items.map(({ state }) => state);
    const cancelled = new SendBatch(sender, [ref], { code: 'switch_1', value: true });
    await cancelled.run(ended.signal, () => undefined);
    expect(states(cancelled)).toEqual(['notStarted']);
    let asked = 0;
    const closed = {
      sentTo: () => [],
      send: () => {
        asked++;
        return Promise.reject(new BudgetError('person'));
      },
    };
    const refused = new SendBatch(closed, Array<typeof ref>(40).fill(ref), { code: 'switch_1', value: true });
    await refused.run(new AbortController().signal, () => undefined);
    expect(new Set(states(refused))).toEqual(new Set(['notSent']));
    // Those that were side by side when the person said no; nobody is asked about the others.
    expect(asked).toBeLessThanOrEqual(12);
    expect(cloud.ledger.count('sendCommands').calls).toBe(0);
  });
});
