import type { Core } from '../../src/app/core.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import type { Connections } from '../../src/model/projects/connections.js';
import { Doubts } from '../../src/model/devices/doubts.js';
import { DeviceStore } from '../../src/model/fleet/deviceStore.js';
import { Fleet } from '../../src/model/fleet/fleet.js';
import type { Place } from '../../src/model/fleet/fleetViews.js';
import { DeviceLists } from '../../src/model/lists/deviceLists.js';
import { NamedLists } from '../../src/model/lists/namedLists.js';
import { FleetCounts } from '../../src/model/fleet/fleetCounts.js';
import { FleetCache } from '../../src/model/fleet/fleetCache.js';
import type { Project } from '../../src/model/projects/project.js';
import { WorkspaceProject } from '../../src/model/projects/workspaceProject.js';
import { ProjectStore } from '../../src/model/projects/projectStore.js';
import { silentLogger } from '../../src/base/logger.js';
import { FakeFleetCloud } from './fakeFleetCloud.js';
import { systemClock } from '../../src/base/clock.js';
import { ArrangedFleet } from '../../src/model/viewOptions/arrangedFleet.js';
import { ViewOptions } from '../../src/model/viewOptions/viewOptions.js';
import { MemoryFiles, MemoryState, MemoryVault } from './storage.js';
import { byPerson } from './asking.js';

export const aProject: Project = {
  id: 'p',
  name: 'Bench',
  kind: 'cloud',
  endpoint: 'https://openapi.tuyaeu.com',
  dataCenter: 'eu',
  accessId: 'access-id',
  uids: [],
};

/** A fleet over a fake cloud, with one project. */
export function aFleet(
  fields: Partial<Project> = {},
  searchLimit = 20,
  files = new MemoryFiles(),
  keptForMs = () => 0,
) {
  const cloud = new FakeFleetCloud();
  const state = new MemoryState(new Map([['projects', [{ ...aProject, ...fields }]]]));
  const projects = new ProjectStore(state, new MemoryVault(), () => 'new-id', silentLogger);
  const devices = new DeviceStore();
  const clock = { time: 1_000, now: () => clock.time };
  const connections = {
    client: () => Promise.resolve(cloud.client),
    time: () => new CloudTime(),
  } as Partial<Connections> as Connections;
  const keeper = new FleetCache({
    files,
    log: silentLogger,
    clock: { ...clock, sleep: () => Promise.resolve() },
    kept: (projectId) => fleet.kept(projectId),
  });
  const fleet: Fleet = new Fleet({
    projects,
    connections,
    devices,
    clock,
    searchLimit: () => searchLimit,
    keptForMs,
    keeper,
  });
  const counts = new FleetCounts({ devices, projects, fleet });
  const viewOptions = new ViewOptions(state);
  const arranged = new ArrangedFleet({
    options: viewOptions,
    devices,
    projects,
    fleet,
    clock: { ...systemClock, now: () => clock.time },
    categoryName: (code) => (code === 'cz' ? 'Socket' : (code ?? '')),
  });
  let listCount = 0;
  const lists = new NamedLists(state, () => `l${++listCount}`, projects);
  const deviceLists = new DeviceLists({ lists, projects, connections, devices, now: () => clock.now() });
  const changes: Place[] = [];
  fleet.onDidChange((place) => changes.push(place));
  const signal = new AbortController().signal;
  const own = () => fleet.of('p');
  const users: Place = { kind: 'users', projectId: 'p' };
  const owner = (uid: string | undefined): Place => ({ kind: 'owner', projectId: 'p', uid });
  const gateway = (deviceId: string): Place => ({ kind: 'gateway', projectId: 'p', deviceId });
  // As much of it as the tree needs.
  const workspaceProject = new WorkspaceProject(new MemoryState(), projects);
  const core = {
    projects,
    workspaceProject,
    devices,
    lists,
    deviceLists,
    fleet,
    counts,
    viewOptions,
    arranged,
    actions: { doubts: new Doubts() },
  } as unknown as Core;
  return {
    core,
    cloud,
    projects,
    devices,
    fleet,
    counts,
    viewOptions,
    arranged,
    lists,
    deviceLists,
    clock,
    keeper,
    changes,
    users,
    owner,
    gateway,
    signal,
    load: (place: Place, with_: AbortSignal = signal) => own().load(place, byPerson(with_)),
    refresh: (place: Place, with_: AbortSignal = signal) => own().refresh(place, byPerson(with_)),
    own,
  };
}
