// @ts-nocheck
// The same as test/support/longFleet.ts for commits where a fleet is read by clicks alone, and with a signal.
import { silentLogger } from '../../src/base/logger.js';
import { DeviceStore } from '../../src/model/deviceStore.js';
import { Fleet } from '../../src/model/fleet.js';
import { DeviceLists } from '../../src/model/lists/deviceLists.js';
import { NamedLists } from '../../src/model/lists/namedLists.js';
import { ProjectStore } from '../../src/model/projectStore.js';
import { WorkspaceProject } from '../../src/model/workspaceProject.js';
import { MemoryState, MemoryVault } from '../support/storage.js';

export function longFleet(client, project) {
  const state = new MemoryState(new Map([['projects', [project]]]));
  const projects = new ProjectStore(state, new MemoryVault(), () => 'new-id', silentLogger);
  const devices = new DeviceStore();
  const connections = { client: () => Promise.resolve(client) };
  const clock = { now: () => Date.now() };
  const fleet = new Fleet({ projects, connections, devices, clock, searchLimit: () => 20 });
  const lists = new NamedLists(state, () => 'list', projects);
  const core = {
    projects,
    workspaceProject: new WorkspaceProject(new MemoryState(), projects),
    devices,
    lists,
    deviceLists: new DeviceLists({ lists, projects, connections, devices, now: () => clock.now() }),
    fleet,
    budget: { mayRunAutomatically: () => true, automatic: (run) => run(), quietly: (run) => run() },
  };
  return { core, devices, fleet: fleet.of('p'), close: () => fleet.dispose() };
}

export async function readByClicks(fleet) {
  const { signal } = new AbortController();
  const readOn = async (more) => {
    for (let next = more(); next; next = more()) await fleet.loadMore(next, signal);
  };
  await fleet.load({ kind: 'users', projectId: 'p' }, signal);
  await readOn(() => fleet.users().more);
  for (const { uid } of fleet.users().users) {
    await fleet.load({ kind: 'owner', projectId: 'p', uid }, signal);
    await readOn(() => fleet.devicesOf(uid).more);
  }
}
