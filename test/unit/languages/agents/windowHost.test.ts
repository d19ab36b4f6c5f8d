import { expect, it } from 'vitest';
import type { Core } from '../../../../src/app/core.js';
import { Lazy } from '../../../../src/base/lazy.js';
import { windowHost } from '../../../../src/languages/agents/windowHost.js';
import { callsAnHour } from '../../../../src/model/agents/hourlyCalls.js';
import { MemoryState } from '../../../support/storage.js';

it('reads for agents so often an hour, in all projects together, and says why no more', async () => {
  let now = 0;
  let readings = 0;
  const core = {
    clock: { now: () => now },
    connections: { client: () => Promise.resolve({ devices: readings++ }) },
  } as unknown as Core;
  const send = () => Promise.reject(new Error('Nothing is sent.'));
  const host = windowHost(core, {
    core: new Lazy(() => Promise.resolve(core)),
    state: new MemoryState(),
    send,
  });
  const read = (project: string) => host.client(project, new AbortController().signal);
  const all = Array.from({ length: callsAnHour + 5 }, (_, at) => read(at % 2 === 0 ? 'one' : 'other'));
  const refused = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  expect([readings, refused.length]).toEqual([callsAnHour, 5]);
  const problem: unknown = await read('one').catch((error: unknown) => error);
  expect(host.describe(problem).what).toBe('Agents have made 300 calls in an hour: wait, or ask for less.');
  now = 3_600_000;
  await read('one');
  expect(readings).toBe(callsAnHour + 1);
});
