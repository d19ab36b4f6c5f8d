import { expect, it } from 'vitest';
import { writeFaults } from '../../../support/writeFaults.js';
import { actionsSetup } from './cloudSetup.js';

it.each([1, 2, 3])(
  'of 200 writes with random faults none runs twice and none is told wrong (seed %i)',
  async (seed) => {
    const setup = actionsSetup({ seed, devices: 120 });
    const { cloud, store, client, actions } = setup;
    for await (const page of client.devices.iterate()) store.put('p', page.items, 0);
    const write = { method: 'PUT', operation: 'renameDevice' } as const;
    for (const fault of writeFaults) cloud.faults.add({ ...write, fault, probability: 0.08 });
    const remove = { method: 'DELETE', operation: 'deleteDevice' } as const;
    for (const fault of writeFaults) cloud.faults.add({ ...remove, fault, probability: 0.08 });
    // Looking fails now and then, and so does what it is repeated with.
    const blind = { operation: 'getDevice', fault: { kind: 'reset', when: 'before' } } as const;
    cloud.faults.add({ ...blind, probability: 0.6 });
    const executed = (): number =>
      cloud.ledger.count('renameDevice').executed + cloud.ledger.count('deleteDevice').executed;
    const counts = { done: 0, notDone: 0, unknown: 0 };
    const ids = cloud.truth.deviceIds().slice(0, 100);
    for (const [index, deviceId] of ids.entries()) {
      const ref = { projectId: 'p', deviceId };
      for (const act of [() => actions.rename(ref, `Name ${index}`), () => actions.remove(ref)]) {
        if (!store.device(ref)) continue;
        const before = executed();
        const wasThere = cloud.truth.device(deviceId) !== undefined;
        const { outcome } = await act();
        const ran = executed() - before;
        counts[outcome]++;
        expect(ran).toBeLessThanOrEqual(1);
        // A device that an unknown deletion took is gone before, and being gone is told as done.
        if (outcome === 'done' && wasThere) expect(ran).toBe(1);
        if (outcome === 'notDone') expect(ran).toBe(0);
      }
      const known = store.device(ref);
      const truth = cloud.truth.device(deviceId);
      if (!known) expect(truth).toBeUndefined();
    }
    expect(counts.done).toBeGreaterThan(50);
    expect(counts.notDone).toBeGreaterThan(10);
    expect(counts.unknown).toBeGreaterThan(0);
  },
);
