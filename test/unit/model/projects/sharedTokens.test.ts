import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../src/base/clock.js';
import { FileLock } from '../../../../src/base/fileLock.js';
import type { HttpTransport } from '../../../../src/base/http.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { Connections } from '../../../../src/model/projects/connections.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createCloud } from '../../../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { byPerson } from '../../../support/asking.js';
import { aProject } from '../../../support/fleetSetup.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';
import { tempFolder } from '../../../support/tempFolder.js';

const open: Connections[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((connections) => connections.closeAll()));
});

/** One machine: a keyring and a folder, a cloud in which a new token is the end of the one before, and windows. */
async function aMachine({ count = 4, vault = new MemoryVault() } = {}) {
  let shiftMs = 0;
  let sleeps = 0;
  const clock: Clock = {
    now: () => Date.now() + shiftMs,
    sleep: async (ms, signal) => {
      await systemClock.sleep(ms, signal);
      sleeps++;
    },
  };
  const cloud = createCloud({ seed: 3, clock });
  const { accessId, accessSecret } = cloud.credentials;
  const state = new MemoryState(new Map([['projects', [{ ...aProject, accessId }]]]));
  await vault.store('project/p/secret', accessSecret);
  const folder = join(tempFolder(), 'tokens');
  const path = join(folder, 'p.lock');
  const inProcess = createInProcessTransport(cloud);
  const transport: HttpTransport = {
    ...inProcess,
    send: async (request, signal, onSent) => {
      if (request.path.startsWith('/v1.0/token')) cloud.killToken();
      // As long as a network takes: the others come meanwhile.
      await systemClock.sleep(5, signal);
      return inProcess.send(request, signal, onSent);
    },
    close: () => Promise.resolve(),
  };
  const windows = Array.from({ length: count }, (_, index) => {
    const connections = new Connections({
      projects: new ProjectStore(state, vault, () => 'id', silentLogger),
      vault,
      clock,
      log: silentLogger,
      openTransport: () => Promise.resolve(transport),
      openDemo: () => Promise.reject(new Error('not here')),
      tokenLock: () =>
        new FileLock({
          path,
          clock,
          owners: { own: `w${index}`, isGone: (owner) => owner === 'gone' },
        }),
    });
    open.push(connections);
    return connections;
  });
  const [deviceId = ''] = cloud.truth.deviceIds();
  const call = async (connections: Connections): Promise<void> => {
    const client = await connections.client('p', byPerson());
    await client.devices.get(deviceId);
  };
  return {
    cloud,
    vault,
    folder,
    path,
    windows,
    call,
    /** So many calls in each window, all at once. */
    callAll: (times = 6) =>
      Promise.all(windows.flatMap((window) => Array.from({ length: times }, () => call(window)))),
    tokenCalls: () => cloud.ledger.count('getToken').calls,
    pass: (ms: number) => (shiftMs += ms),
    /** How often somebody waited for time to pass. */
    sleeps: () => sleeps,
  };
}

describe('four windows with the same keys', () => {
  it('fetch one token, cold, expired, and dead before its time', async () => {
    const machine = await aMachine();
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(1);
    machine.pass(8 * 3_600_000);
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(2);
    machine.pass(70_000);
    machine.cloud.killToken();
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(3);
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(3);
  });

  it('never blame another program for what one of them did', async () => {
    const machine = await aMachine();
    for (let round = 1; round <= 8; round++) {
      await machine.callAll(1);
      expect(machine.tokenCalls()).toBe(round);
      machine.pass(8 * 3_600_000);
    }
  });

  it('replace it before its end with one call', async () => {
    const machine = await aMachine();
    await machine.callAll();
    machine.pass(7_200_000 - 30_000);
    await machine.callAll();
    await expect.poll(machine.tokenCalls, { timeout: 10_000 }).toBe(2);
    machine.pass(31_000);
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(2);
  });

  it('find it though the keyring shows what others store a while later', async () => {
    class SlowVault extends MemoryVault {
      private readonly before = new Map<string, { value: string | undefined; until: number }>();

      override async get(key: string): Promise<string | undefined> {
        const known = this.before.get(key);
        return known && Date.now() < known.until ? known.value : super.get(key);
      }

      override store(key: string, value: string): Promise<void> {
        this.before.set(key, { value: this.values.get(key), until: Date.now() + 150 });
        return super.store(key, value);
      }
    }
    const machine = await aMachine({ vault: new SlowVault() });
    await expect.poll(() => machine.vault.get('project/p/secret')).toBeDefined();
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(1);
    machine.cloud.killToken();
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(2);
  });

  it('go on where one has ended with the lock in its hands, and leave none', async () => {
    const machine = await aMachine();
    mkdirSync(machine.folder, { recursive: true });
    writeFileSync(machine.path, JSON.stringify({ owner: 'gone', at: Date.now(), id: 'x' }));
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(1);
    await expect.poll(() => readdirSync(machine.folder)).toEqual([]);
  });

  it('wait for nobody where there is but one, whatever the cloud says', async () => {
    const machine = await aMachine({ count: 1 });
    machine.cloud.faults.add({ fault: { kind: 'code', code: 1004 } });
    const begin = machine.sleeps();
    for (let n = 0; n < 5; n++) await machine.callAll(1).catch(() => undefined);
    expect(machine.sleeps() - begin).toBe(0);
  });

  it('go on where no lock can be made', async () => {
    const machine = await aMachine({ count: 1 });
    writeFileSync(machine.folder, '');
    await machine.callAll();
    expect(machine.tokenCalls()).toBe(1);
  });

  it('write no secret into the lock', async () => {
    const machine = await aMachine();
    const texts: string[] = [];
    machine.cloud.faults.add({ operation: 'getToken', fault: { kind: 'delay', ms: 60 } });
    const calling = machine.callAll();
    await expect
      .poll(() => {
        texts.push(readFileSync(machine.path, 'utf8'));
        return texts.length;
      })
      .toBeGreaterThan(0);
    await calling;
    const stored = machine.vault.values.get(
      [...machine.vault.values.keys()].find((key) => key.startsWith('token/')) ?? '',
    );
    const { accessToken } = JSON.parse(stored ?? '{}') as { accessToken: string };
    for (const secret of [
      accessToken,
      machine.cloud.credentials.accessSecret,
      machine.cloud.credentials.accessId,
    ])
      expect(texts.join('')).not.toContain(secret);
  });
});
