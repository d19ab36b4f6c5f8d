import { systemClock, type Clock } from './base/clock.js';
import type { HttpTransport } from './base/http.js';
import type { Logger } from './base/logger.js';
import type { SecretVault, StateStore } from './base/storage.js';
import { coreTools, type CoreTools } from './coreTools.js';
import { DeviceActions } from './model/actions/deviceActions.js';
import { Connections, type Demo } from './model/connections.js';
import { UserForms } from './model/details/userForm.js';
import { WeightPreference } from './model/details/weightPreference.js';
import { DeviceDetailsModel } from './model/deviceDetails.js';
import { DeviceStore } from './model/deviceStore.js';
import { Fleet } from './model/fleet.js';
import { FactoryBook } from './model/exports/factoryBook.js';
import { DeviceLists } from './model/lists/deviceLists.js';
import { NamedLists } from './model/lists/namedLists.js';
import { findSqlite } from './model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from './model/logs/archive/sqliteLogArchive.js';
import { Logs, type LogSettings } from './model/logs/logs.js';
import { demoEndpoint } from './model/project.js';
import { readProjectInput, type ReadInput } from './model/projectInput.js';
import { ProjectSetup } from './model/projectSetup.js';
import { ProjectStore } from './model/projectStore.js';
import { DeviceSearch } from './model/search/deviceSearch.js';

export interface CoreDeps {
  readonly state: StateStore;
  readonly vault: SecretVault;
  readonly log: Logger;
  readonly newId: () => string;
  readonly searchLimit: () => number;
  /** State of this workspace alone. */
  readonly workspaceState: StateStore;
  /** Folder for what is kept of logs; made when the first is kept. */
  readonly archiveFolder: string;
  readonly logSettings: LogSettings;
}

/** Everything that needs no VS Code, put together. Loaded when somebody first looks at the tree or gives a command. */
export interface Core {
  readonly projects: ProjectStore;
  readonly setup: ProjectSetup;
  readonly devices: DeviceStore;
  readonly fleet: Fleet;
  readonly details: DeviceDetailsModel;
  readonly userForms: UserForms;
  readonly weight: WeightPreference;
  /** The one way every change goes. */
  readonly actions: DeviceActions;
  readonly lists: NamedLists;
  readonly deviceLists: DeviceLists;
  readonly search: DeviceSearch;
  /** Factory data that was read once. */
  readonly factory: FactoryBook;
  readonly connections: Pick<Connections, 'client'>;
  readonly logs: Logs;
  readonly clock: Clock;
  readonly tools: CoreTools;
  /** @throws ProjectInputError */
  readInput(input: unknown): ReadInput;
  /** Aborts what is in flight and closes every connection. */
  dispose(): Promise<void>;
}

export function createCore(deps: CoreDeps): Core {
  const { state, vault, log, newId, searchLimit, workspaceState, archiveFolder, logSettings } = deps;
  const clock = systemClock;
  const demoCloud = new DemoCloud();
  const projects = new ProjectStore(state, vault, newId, log.child('projects'));
  const connections = new Connections({
    projects,
    vault,
    clock,
    log: log.child('cloud'),
    openTransport,
    openDemo: () => demoCloud.open(),
  });
  const devices = new DeviceStore();
  const fleet = new Fleet({ projects, connections, devices, clock, searchLimit });
  const actions = new DeviceActions({
    connections,
    devices,
    clock,
    log: log.child('changes'),
    isProtected: (projectId) => projects.get(projectId)?.isProtected === true,
  });
  const details = new DeviceDetailsModel({ connections, devices, fleet, projects, actions, clock });
  const logs = new Logs({
    connections,
    devices,
    names: details.names,
    projects,
    clock,
    state,
    workspaceState,
    archive: new SqliteLogArchive({
      folder: archiveFolder,
      findSqlite,
      clock,
      capBytes: () => logSettings.archiveMegabytes() * 1_000_000,
    }),
    newId,
    settings: logSettings,
  });
  const weight = new WeightPreference(state);
  const lists = new NamedLists(state, newId, projects);
  const deviceLists = new DeviceLists({ lists, projects, connections, devices, now: () => clock.now() });
  const factory = new FactoryBook();
  projects.onDidChange(({ removed, rekeyed }) => {
    for (const id of [...removed, ...rekeyed]) factory.drop(id);
  });
  const search = new DeviceSearch({
    devices,
    projects,
    factory: (ref) => factory.get(ref),
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
  });
  return {
    projects,
    devices,
    fleet,
    actions,
    lists,
    deviceLists,
    search,
    factory,
    connections,
    logs,
    clock,
    tools: coreTools,
    setup: new ProjectSetup(projects, connections, () => demoCloud.schema()),
    details,
    weight,
    userForms: new UserForms({ connections, devices, projects, actions, weight, clock }),
    readInput: readProjectInput,
    dispose: async () => {
      logs.dispose();
      details.dispose();
      weight.dispose();
      search.dispose();
      deviceLists.dispose();
      lists.dispose();
      actions.dispose();
      fleet.dispose();
      const closed = connections.closeAll();
      connections.dispose();
      devices.dispose();
      projects.dispose();
      await closed;
    },
  };
}

async function openTransport(): Promise<HttpTransport> {
  const { createUndiciTransport } = await import('./tuya/undiciTransport.js');
  return createUndiciTransport();
}

/** The embedded cloud behind the demo project: one for as long as the window lives, so that changes made to it stay. */
class DemoCloud {
  private cloud: ReturnType<typeof createDemoCloud> | undefined;

  async open(): Promise<Demo> {
    const [{ createInProcessTransport }, cloud] = await Promise.all([
      import('./simulator/inProcessTransport.js'),
      this.start(),
    ]);
    const { accessId, accessSecret } = cloud.credentials;
    return {
      keys: { endpoint: demoEndpoint, accessId, accessSecret },
      transport: createInProcessTransport(cloud),
    };
  }

  async schema(): Promise<string> {
    return (await this.start()).credentials.schema;
  }

  private start(): ReturnType<typeof createDemoCloud> {
    return (this.cloud ??= createDemoCloud());
  }
}

async function createDemoCloud() {
  const { createCloud } = await import('./simulator/cloud.js');
  return createCloud({ seed: 1 });
}
