import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock.js';
import { ExchangeError, type HttpTransport } from '../../../../src/base/http.js';
import { silentLogger, type LogFields, type Logger } from '../../../../src/base/logger.js';
import { Connections } from '../../../../src/model/projects/connections.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createCloud } from '../../../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { aProject } from '../../../support/fleetSetup.js';
import { draft } from '../../../support/projectWindow.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';
import { byPerson } from '../../../support/asking.js';

/** The log of one project whose network does what the test says. */
function logged(send: HttpTransport['send']) {
  const lines: string[] = [];
  const log: Logger = {
    log: (level, message, { problem, status }: LogFields = {}) => {
      if (level !== 'debug') lines.push(`${level} ${message} ${String(problem ?? status)}`);
    },
    child: () => log,
  };
  const vault = new MemoryVault();
  const state = new MemoryState(new Map([['projects', [aProject]]]));
  const projects = new ProjectStore(state, vault, () => 'id', log);
  const connections = new Connections({
    projects,
    vault,
    log,
    clock: { ...systemClock, now: () => 1_000, sleep: () => Promise.resolve() },
    openTransport: () => Promise.resolve({ send, close: () => Promise.resolve() }),
    openDemo: () => Promise.reject(new Error('not here')),
  });
  return { connections, vault, lines };
}

it.each([
  ['a refused connection', () => Promise.reject(new ExchangeError('unreachable', false, '')), 'unreachable'],
  ['a time-out', () => Promise.reject(new ExchangeError('timeout', true, '')), 'timeout'],
  [
    'a page of a proxy',
    () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from('<html>') }),
    'unreadable',
  ],
] as const)('says in the log what failed: %s', async (_, send, problem) => {
  const { connections, vault, lines } = logged(send);
  await vault.store('project/p/secret', 'secret');
  const client = await connections.client('p', byPerson());
  await client.test().catch(() => undefined);
  expect(new Set(lines)).toEqual(new Set([`warn token ${problem}`]));
  await client.close();
});

it('says in the log that a call was cancelled, as no failure', async () => {
  const { connections, vault, lines } = logged(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  );
  await vault.store('project/p/secret', 'secret');
  const client = await connections.client('p', byPerson());
  const cancel = new AbortController();
  const call = client.test(cancel.signal).catch(() => undefined);
  await new Promise(setImmediate);
  cancel.abort();
  await call;
  await client.close();
  expect(lines).toEqual(['info token cancelled']);
});

it('leaves no way to the network open where an examination can’t begin', async () => {
  const vault = new MemoryVault();
  const state = new MemoryState(new Map([['projects', [{ ...aProject, accessId: 'not an id' }]]]));
  let opened = 0;
  let open = 0;
  const connections = new Connections({
    projects: new ProjectStore(state, vault, () => 'id', silentLogger),
    vault,
    log: silentLogger,
    clock: systemClock,
    openTransport: () => {
      open += 1;
      opened += 1;
      const close = () => Promise.resolve(void (open -= 1));
      return Promise.resolve({ send: () => Promise.reject(new Error('unused')), close });
    },
    openDemo: () => Promise.reject(new Error('not here')),
  });
  await vault.store('project/p/secret', 'sec\nret');
  await expect(connections.examination('p')).rejects.toThrow();
  expect({ opened, open }).toEqual({ opened: 2, open: 0 });
});

it.each([
  ['is stored', undefined, true],
  ['is stored nowhere where its secret isn’t', true, false],
] as const)('a project’s token %s', async (_, isSessionOnly, isStored) => {
  const cloud = createCloud({ seed: 7, isCalm: true });
  const vault = new MemoryVault();
  const projects = new ProjectStore(new MemoryState(), vault, () => 'id', silentLogger);
  const connections = new Connections({
    projects,
    vault,
    log: silentLogger,
    clock: systemClock,
    openTransport: () => Promise.resolve(createInProcessTransport(cloud)),
    openDemo: () => Promise.reject(new Error('not here')),
  });
  const { accessId, accessSecret } = cloud.credentials;
  const own = { ...draft, accessId, ...(isSessionOnly && { isSessionOnly }) };
  const { id } = await projects.add(own, accessSecret);
  const client = await connections.client(id, byPerson());
  await client.devices.list({ pageSize: 1 });
  await client.close();
  expect([...vault.values.keys()].some((key) => key.startsWith('token/'))).toBe(isStored);
  cloud.close();
});
