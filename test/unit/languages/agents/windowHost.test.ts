import { expect, it } from 'vitest';
import type { Core } from '../../../../src/app/core.js';
import { Lazy } from '../../../../src/base/lazy.js';
import { windowHost } from '../../../../src/languages/agents/windowHost.js';
import { callsAnHour } from '../../../../src/model/agents/hourlyCalls.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { MemoryState } from '../../../support/storage.js';

const { signal } = new AbortController();
const device = { projectId: 'one', deviceId: 'd', productId: 'p' };

function setup() {
  const at = { now: 0, readings: 0, models: 0, isOverBudget: false, ofCloud: 'unread' };
  const core = {
    clock: { now: () => at.now },
    connections: {
      client: () => {
        if (at.isOverBudget) return Promise.reject(new BudgetError('background'));
        return Promise.resolve({ devices: at.readings++ });
      },
    },
    productModels: {
      kept: () => Promise.resolve(),
      ofCloud: () => ({ state: at.ofCloud }),
      known: () => ({ points: new Map(), reading: { state: 'unread' } }),
      load: () => Promise.resolve(void at.models++),
    },
  } as unknown as Core;
  const host = windowHost(core, {
    core: new Lazy(() => Promise.resolve(core)),
    state: new MemoryState(),
    send: () => Promise.reject(new Error('Nothing is sent.')),
  });
  return { at, host };
}

it('reads for agents so often an hour, in all projects together, and says why no more', async () => {
  const { at, host } = setup();
  const all = Array.from({ length: callsAnHour + 5 }, (_, one) =>
    host.client(one % 2 === 0 ? 'one' : 'other', signal),
  );
  const refused = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(5);
  const problem: unknown = await host.client('one', signal).catch((error: unknown) => error);
  expect(host.describe(problem).what).toBe(
    'Agents have made 300 readings in an hour: wait, or ask for less.',
  );
  // A model that isn't there yet is a reading, too; what was read of the device is an answer all the same.
  for (at.ofCloud of ['unread', 'failed']) {
    const { problem: ofModel } = await host.model(device, signal);
    expect(host.isUsedUp(ofModel)).toBe(true);
  }
  expect(at.models).toBe(0);
  at.ofCloud = 'read';
  await host.model(device, signal);
  expect(at.models).toBe(1);
  at.now = 3_600_000;
  await host.client('one', signal);
});

it('counts nothing that the month’s budget refused', async () => {
  const { at, host } = setup();
  at.isOverBudget = true;
  for (let asked = 0; asked <= callsAnHour; asked++)
    await expect(host.client('one', signal)).rejects.toBeInstanceOf(BudgetError);
  at.isOverBudget = false;
  await host.client('one', signal);
});
