import type { Core } from '../../src/app/core.js';
import { systemClock, type Clock } from '../../src/base/clock.js';
import { silentLogger } from '../../src/base/logger.js';
import { Doubts } from '../../src/model/devices/doubts.js';
import { DeviceStore } from '../../src/model/fleet/deviceStore.js';
import { Fleet } from '../../src/model/fleet/fleet.js';
import { FleetCounts } from '../../src/model/fleet/fleetCounts.js';
import type { More } from '../../src/model/fleet/fleetViews.js';
import { DeviceLists } from '../../src/model/lists/deviceLists.js';
import { NamedLists } from '../../src/model/lists/namedLists.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import type { Connections } from '../../src/model/projects/connections.js';
import type { Project } from '../../src/model/projects/project.js';
import { ProjectStore } from '../../src/model/projects/projectStore.js';
import { WorkspaceProject } from '../../src/model/projects/workspaceProject.js';
import { ArrangedFleet } from '../../src/model/viewOptions/arrangedFleet.js';
import { ViewOptions } from '../../src/model/viewOptions/viewOptions.js';
import type { TuyaClient } from '../../src/tuya/client.js';
import { byPerson } from './asking.js';
import { MemoryState, MemoryVault } from './storage.js';

/** The project of such a fleet. */
export const longProject: Project = {
  id: 'p',
  name: 'Long',
  kind: 'cloud',
  endpoint: 'https://openapi.tuyaeu.com',
  dataCenter: 'eu',
  accessId: 'access-id',
  uids: [],
};

/** As much of the core as reads a fleet and draws it, with one project, over any client. Nothing of it is kept. */
export function longFleet(client: TuyaClient, fields: Partial<Project> = {}, clock: Clock = systemClock) {
  const state = new MemoryState(new Map([['projects', [{ ...longProject, ...fields }]]]));
  const projects = new ProjectStore(state, new MemoryVault(), () => 'new-id', silentLogger);
  const devices = new DeviceStore();
  const connections = {
    client: () => Promise.resolve(client),
    time: () => new CloudTime(),
  } as Partial<Connections> as Connections;
  const fleet = new Fleet({ projects, connections, devices, clock, searchLimit: () => 20 });
  const counts = new FleetCounts({ devices, projects, fleet });
  const viewOptions = new ViewOptions(state);
  const arranged = new ArrangedFleet({ options: viewOptions, devices, projects, fleet, clock });
  const lists = new NamedLists(state, () => 'list', projects);
  const core = {
    projects,
    workspaceProject: new WorkspaceProject(new MemoryState(), projects),
    devices,
    lists,
    deviceLists: new DeviceLists({ lists, projects, connections, devices, now: () => clock.now() }),
    fleet,
    counts,
    viewOptions,
    arranged,
    actions: { doubts: new Doubts() },
  } as unknown as Core;
  const own = fleet.of('p');
  return { core, devices, counts, fleet: own, projects, close: () => counts.dispose() };
}

type OwnFleet = ReturnType<typeof longFleet>['fleet'];

/** Reads the project's list and each user's by clicks on “More”. */
export async function readByClicks(fleet: OwnFleet): Promise<void> {
  const asking = byPerson();
  const readOn = async (more: () => More | undefined): Promise<void> => {
    for (let next = more(); next; next = more()) await fleet.loadMore(next, asking);
  };
  await fleet.load({ kind: 'users', projectId: 'p' }, asking);
  await readOn(() => fleet.users().more);
  for (const { uid } of fleet.users().users) {
    await fleet.load({ kind: 'owner', projectId: 'p', uid }, asking);
    await readOn(() => fleet.devicesOf(uid).more);
  }
}
