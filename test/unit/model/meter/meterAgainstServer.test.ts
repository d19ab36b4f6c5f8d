import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../src/base/clock.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { Connections } from '../../../../src/model/projects/connections.js';
import { CallMeter } from '../../../../src/model/meter/callMeter.js';
import { ProjectSetup } from '../../../../src/model/setup/projectSetup.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createCloud } from '../../../../src/simulator/cloud/cloud.js';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import type { OperationName as CloudName } from '../../../../src/simulator/requests/operations.js';
import { startServer } from '../../../../src/simulator/http/server.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import type { OperationName } from '../../../../src/tuya/operations.js';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import { soaked } from '../../../support/soak.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';
import { tempFolder } from '../../../support/tempFolder.js';
import { Processes } from './meterSetup.js';
import { byPerson } from '../../../support/asking.js';

/** Together they hit about three calls of ten. */
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'during' },
  { kind: 'reset', when: 'after' },
  { kind: 'unreachable' },
  { kind: 'status', status: 503 },
  { kind: 'code', code: 500, executed: true },
  { kind: 'malformed' },
  { kind: 'deadToken' },
];

const names: Partial<Record<CloudName, OperationName>> = {
  getToken: 'token',
  getDevice: 'devices.get',
  listUserDevices: 'devices.listOfUser',
  listDevices: 'devices.list',
  renameDevice: 'devices.rename',
  listAppUsers: 'appUsers.list',
};

it.each(soaked([1, 2, 3], [1]))(
  'two windows with restarts, deaths of tokens and faults count what the server counts (seed %i)',
  async (seed) => {
    const cloud = createCloud({ seed });
    const server = await startServer(cloud, { port: 0 });
    onTestFinished(() => server.close());
    const { accessId, accessSecret, schema, uids } = cloud.credentials;
    const [state, vault] = [new MemoryState(), new MemoryVault()];
    const folder = tempFolder();
    const processes = new Processes();
    let opened = 0;
    const clock = { now: () => Date.now(), sleep: () => new Promise<void>((go) => void setImmediate(go)) };

    const openWindow = async () => {
      const owner = `w${++opened}`;
      const projects = new ProjectStore(state, vault, randomUUID, silentLogger);
      const owners = processes.owners(owner);
      // Written when it is told to and at the end, so that nothing is left to the speed of a disk.
      const waiting = { ...systemClock, sleep: () => new Promise<void>(() => undefined) };
      const meter = new CallMeter({
        folder,
        owners,
        projects,
        clock: waiting,
        log: silentLogger,
        newId: randomUUID,
      });
      await meter.ready;
      const connections = new Connections({
        projects,
        vault,
        clock,
        log: silentLogger,
        openTransport: () => Promise.resolve(createUndiciTransport()),
        openDemo: () => Promise.reject(new Error('No demo here.')),
        onSend: (by, call) => meter.count(by, call),
      });
      const close = async (): Promise<void> => {
        await connections.closeAll();
        meter.dispose();
        projects.dispose();
        processes.gone.add(owner);
      };
      return { projects, connections, meter, close };
    };

    let one = await openWindow();
    // The keys are tried before they are saved: those calls count as well.
    const setup = new ProjectSetup(one.projects, one.connections, () => Promise.resolve(''));
    const draft = { endpoint: server.origin, accessId, accessSecret, schema, uids: uids.slice(0, 1) };
    const { id } = await setup.add(draft, new AbortController().signal);
    let two = await openWindow();

    for (const fault of faults) cloud.faults.add({ fault, probability: 0.045 });
    const work = async (client: TuyaClient): Promise<void> => {
      const devices = cloud.truth.deviceIds();
      for (let n = 0; n < 12; n++) {
        const deviceId = devices[n % devices.length] ?? '';
        const calls = [
          client.devices.get(deviceId),
          client.devices.listOfUser(uids[0] ?? '', { pageNo: 1, pageSize: 20 }),
          client.devices.rename(deviceId, `Name ${n}`),
          client.appUsers.list(schema, { pageNo: 1, pageSize: 10 }),
        ];
        await Promise.allSettled(calls);
        if (n % 5 === 0) cloud.killToken();
      }
    };
    for (let round = 0; round < 3; round++) {
      const clients = await Promise.all(
        [one, two].map(({ connections }) => connections.client(id, byPerson())),
      );
      const working = clients.map(work);
      // The second round is broken off in the middle of calls that are under way.
      const soFar = cloud.ledger.totalCalls;
      if (round === 1) await expect.poll(() => cloud.ledger.totalCalls).toBeGreaterThan(soFar + 30);
      else await Promise.all(working);
      await one.close();
      await Promise.all(working);
      one = await openWindow();
      if (round === 1) {
        // This one dies: what was written stays, and it had just written all.
        await two.meter.flush();
        await two.close();
        two = await openWindow();
      }
    }
    await Promise.all([one.meter.flush(), two.meter.flush()]);
    const hits = cloud.ledger.entries.filter((entry) => entry.faults.length > 0).length;
    expect(hits / cloud.ledger.totalCalls).toBeGreaterThan(0.2);
    for (const { meter } of [one, two]) {
      await meter.refresh();
      expect(meter.monthUsed(id)).toBe(cloud.ledger.totalCalls);
      const counted = Object.fromEntries(
        meter.usage(id).operations.map(({ operation, month }) => [operation, month]),
      );
      const served = Object.entries(cloud.ledger.counters()).map(([name, { calls }]) => [
        names[name as CloudName] ?? name,
        calls,
      ]);
      expect(counted).toEqual(Object.fromEntries(served));
    }
    await Promise.all([one.close(), two.close()]);
  },
  60_000,
);
