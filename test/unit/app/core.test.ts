import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCore, type Core } from '../../../src/app/core.js';
import type { CoreDeps } from '../../../src/app/coreDeps.js';
import { Disposable, toDisposable } from '../../../src/base/lifecycle.js';
import { silentLogger } from '../../../src/base/logger.js';
import { createCloud } from '../../../src/simulator/cloud/cloud.js';
import { startServer } from '../../../src/simulator/http/server.js';
import { MemoryFiles, MemoryState, MemoryVault, noLogSettings } from '../../support/storage.js';
import { tempFolder } from '../../support/tempFolder.js';
import { byPerson } from '../../support/asking.js';

afterEach(() => vi.restoreAllMocks());

function coreDeps(changes: Partial<CoreDeps> = {}): CoreDeps {
  let count = 0;
  return {
    state: new MemoryState(),
    workspaceState: new MemoryState(),
    vault: new MemoryVault(),
    files: new MemoryFiles(),
    log: silentLogger,
    newId: () => `id${++count}`,
    searchLimit: () => 0,
    storageFolder: tempFolder(),
    logSettings: noLogSettings,
    ...changes,
  };
}

/** Notes which members of the core are disposed, as it happens. */
function watchEnds(core: Core): string[] {
  const ended: string[] = [];
  for (const [name, member] of Object.entries(core)) {
    if (!(member instanceof Disposable)) continue;
    const dispose = member.dispose.bind(member);
    vi.spyOn(member, 'dispose').mockImplementation(() => {
      ended.push(name);
      dispose();
    });
  }
  return ended;
}

/** A core with one project, over a simulated cloud whose answers take their time. */
async function aSlowProject() {
  const cloud = createCloud({ seed: 3, isCalm: true });
  const server = await startServer(cloud, { port: 0 });
  onTestFinished(async () => {
    await server.close();
    cloud.close();
  });
  const { accessId, accessSecret } = cloud.credentials;
  const core = createCore(coreDeps());
  const keys = { endpoint: server.origin, accessId, accessSecret, isSessionOnly: false, uids: [] };
  const { id } = await core.setup.add(keys, new AbortController().signal);
  cloud.faults.add({ fault: { kind: 'delay', ms: 60_000 } });
  return { core, id };
}

describe('the end of the core', () => {
  it('comes to each part before those it works with, once, however often it is asked for', async () => {
    const core = createCore(coreDeps());
    const ended = watchEnds(core);
    await Promise.all([core.dispose(), core.dispose()]);
    await core.dispose();
    expect(ended).toEqual([
      ...['recent', 'search', 'deviceLists', 'lists', 'weight', 'logs', 'details', 'sender', 'actions'],
      ...['onlineStates', 'counts', 'arranged', 'viewOptions'],
      ...['productModels', 'productChanges', 'fleet', 'devices'],
      ...['workspaceProject', 'connections', 'budget', 'meter', 'projects'],
    ]);
  });

  it('comes to all that was made where the rest cannot be made', () => {
    const vault = new MemoryVault();
    let listeners = 0;
    const onDidChange: typeof vault.onDidChange = (listener) => {
      listeners++;
      const heard = vault.onDidChange(listener);
      return toDisposable(() => {
        listeners--;
        heard.dispose();
      });
    };
    const listening = { get: vault.get.bind(vault), store: vault.store.bind(vault), onDidChange };
    const ended: string[] = [];
    const dispose = Reflect.get(Disposable.prototype, 'dispose');
    vi.spyOn(Disposable.prototype, 'dispose').mockImplementation(function (this: Disposable) {
      ended.push(this.constructor.name);
      dispose.call(this);
    });
    const child = (topic: string) => {
      if (topic !== 'changes') return silentLogger;
      expect(listeners).toBeGreaterThan(0);
      throw new Error('No log of changes.');
    };
    const deps = coreDeps({
      vault: { ...listening, delete: vault.delete.bind(vault) },
      log: { ...silentLogger, child },
    });
    expect(() => createCore(deps)).toThrow('No log of changes.');
    expect(ended).toEqual([
      ...['OnlineStates', 'FleetCounts', 'ArrangedFleet', 'ViewOptions'],
      ...['ProductModels', 'ProductChanges'],
      ...['Fleet', 'FleetCache', 'DeviceStore', 'WorkspaceProject', 'Connections', 'CallBudget', 'CallMeter'],
      'ProjectStore',
    ]);
    expect(listeners).toBe(0);
  });

  it('aborts what is in flight, and waits until the connections are closed', async () => {
    const { core, id } = await aSlowProject();
    const client = await core.connections.client(id, byPerson());
    const asked = client.devices.get('device').catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = performance.now();
    await core.dispose();
    expect(await asked).toMatchObject({ name: 'AbortError' });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('opens nothing for those who asked before it, and would get it afterwards', async () => {
    const { core, id } = await aSlowProject();
    const asked = core.connections.client(id, byPerson()).catch((error: unknown) => error);
    await core.dispose();
    expect(await asked).toMatchObject({ name: 'AbortError' });
  });
});
