import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock, type Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SecretVault, StateStore, TextFiles } from '../base/storage.js';
import { Network, unchangingNetwork } from './network.js';
import { DeviceActions } from '../model/devices/deviceActions.js';
import { Connections, type Demo } from '../model/projects/connections.js';
import { UserForms } from '../model/userForm/userForm.js';
import { WeightUnitPreference } from '../model/userForm/weightUnitPreference.js';
import { DeviceDetailsModel } from '../model/details/deviceDetails.js';
import { DeviceStore } from '../model/fleet/deviceStore.js';
import { Fleet } from '../model/fleet/fleet.js';
import { FactoryBook } from '../model/exports/factoryBook.js';
import { FleetCache } from '../model/fleet/fleetCache.js';
import { Diagnosis, type Way } from '../model/diagnosis/diagnosis.js';
import { DataCenterFinder, type Center } from '../model/setup/dataCenterFinder.js';
import { DeviceLists } from '../model/lists/deviceLists.js';
import { NamedLists } from '../model/lists/namedLists.js';
import { CallBudget } from '../model/meter/callBudget.js';
import { CallMeter } from '../model/meter/callMeter.js';
import { processOwners } from '../model/meter/owners.js';
import { findSqlite } from '../model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../model/logs/archive/sqliteLogArchive.js';
import { Logs, type LogSettings } from '../model/logs/logs.js';
import { demoEndpoint } from '../model/projects/project.js';
import { readProjectInput, type ReadInput } from '../model/setup/projectInput.js';
import { ProjectSetup } from '../model/setup/projectSetup.js';
import { ProjectStore } from '../model/projects/projectStore.js';
import { DeviceSearch } from '../model/search/deviceSearch.js';
import { WorkspaceProject } from '../model/projects/workspaceProject.js';
import type { NetworkSource } from '../tuya/http/proxySettings.js';
import { dataCenters } from '../tuya/dataCenters.js';

export interface CoreDeps {
  readonly state: StateStore;
  /** Of the workspace. */
  readonly workspaceState: StateStore;
  readonly vault: SecretVault;
  /** Outlive the window; hold no secret. */
  readonly files: TextFiles;
  readonly log: Logger;
  readonly newId: () => string;
  readonly searchLimit: () => number;
  /** A folder of this machine that all windows share; it may not exist yet. */
  readonly storageFolder: string;
  /** Proxies and certificates; as where nobody set any unless told. */
  readonly network?: NetworkSource | undefined;
  /** Where keys without a data center are tried; the published ones unless a test has others. */
  readonly centers?: readonly Center[] | undefined;
  /** A data center in the person's language, by its name in English; English unless told. */
  readonly centerName?: (english: string) => string;
  readonly logSettings: LogSettings;
}

/** Everything that needs no VS Code, put together. Loaded when somebody first looks at the tree or gives a command. */
export interface Core {
  readonly projects: ProjectStore;
  readonly setup: ProjectSetup;
  readonly workspaceProject: WorkspaceProject;
  readonly finder: DataCenterFinder;
  readonly diagnosis: Diagnosis;
  readonly devices: DeviceStore;
  readonly fleet: Fleet;
  readonly details: DeviceDetailsModel;
  readonly userForms: UserForms;
  readonly weight: WeightUnitPreference;
  /** The one way every change goes. */
  readonly actions: DeviceActions;
  readonly lists: NamedLists;
  readonly deviceLists: DeviceLists;
  readonly search: DeviceSearch;
  /** Factory data that was read once. */
  readonly factory: FactoryBook;
  /** Every call, counted over all windows. */
  readonly meter: CallMeter;
  readonly budget: CallBudget;
  readonly connections: Pick<Connections, 'client' | 'examination'>;
  /** Which way a request to an endpoint would take. */
  readonly network: Pick<Network, 'route'>;
  readonly logs: Logs;
  readonly clock: Clock;
  /** @throws ProjectInputError */
  readInput(input: unknown): ReadInput;
  /** Aborts what is in flight and closes every connection. */
  dispose(): Promise<void>;
}

export function createCore(deps: CoreDeps): Core {
  const { state, workspaceState, vault, files, log, newId, searchLimit, storageFolder, logSettings } = deps;
  const { centers = dataCenters } = deps;
  const clock = systemClock;
  const demoCloud = new DemoCloud();
  const network = new Network(deps.network ?? unchangingNetwork, process.env);
  const projects = new ProjectStore(state, vault, newId, log.child('projects'));
  const workspaceProject = new WorkspaceProject(workspaceState, projects);
  const meter = new CallMeter({
    folder: join(storageFolder, 'meter'),
    owners: processOwners(() => clock.now()),
    projects,
    clock,
    log: log.child('meter'),
    newId: randomUUID,
  });
  const budget = new CallBudget({ meter, projects, clock });
  const connections = new Connections({
    projects,
    vault,
    clock,
    log: log.child('cloud'),
    openTransport: () => Promise.resolve(network.open()),
    openDemo: () => demoCloud.open(),
    onSend: (owner, call) => meter.count(owner, call),
    admit: (projectId, signal) => budget.admit(projectId, signal),
  });
  const devices = new DeviceStore();
  const fleetCache = new FleetCache({
    files,
    clock,
    log: log.child('state'),
    kept: (projectId) => fleet.kept(projectId),
  });
  const fleet: Fleet = new Fleet({ projects, connections, devices, clock, searchLimit, keeper: fleetCache });
  const actions = new DeviceActions({
    connections,
    devices,
    clock,
    log: log.child('changes'),
    isProtected: (projectId) => projects.get(projectId)?.isProtected === true,
  });
  const details = new DeviceDetailsModel({ connections, devices, fleet, projects, actions, clock, budget });
  const logs = new Logs({
    connections,
    devices,
    names: details.names,
    projects,
    monthly: budget,
    clock,
    state,
    workspaceState,
    archive: new SqliteLogArchive({
      folder: join(storageFolder, 'logs'),
      findSqlite,
      clock,
      capBytes: () => logSettings.archiveMegabytes() * 1_000_000,
    }),
    newId,
    settings: logSettings,
  });
  const weight = new WeightUnitPreference(state);
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
    workspaceProject,
    devices,
    fleet,
    actions,
    lists,
    deviceLists,
    search,
    factory,
    meter,
    budget,
    connections,
    network,
    logs,
    clock,
    setup: new ProjectSetup(projects, connections, () => demoCloud.schema(), deps.centerName),
    finder: new DataCenterFinder(connections, clock, centers),
    diagnosis: new Diagnosis({
      projects,
      connections,
      clock,
      wayTo: (origin) => wayOf(network.route(origin)),
    }),
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
      fleetCache.dispose();
      const closed = connections.closeAll();
      connections.dispose();
      devices.dispose();
      workspaceProject.dispose();
      projects.dispose();
      budget.dispose();
      meter.dispose();
      await closed;
    },
  };
}

/** A way that isn't spoken here is a proxy's too. */
function wayOf(route: ReturnType<Network['route']>): Way {
  if (route.kind === 'direct') return { proxy: undefined };
  return { proxy: route.kind === 'proxy' ? route.proxy.host : route.host, by: route.by };
}

/** The embedded cloud behind the demo project: one for as long as the window lives, so that changes made to it stay. */
class DemoCloud {
  private cloud: ReturnType<typeof createDemoCloud> | undefined;

  async open(): Promise<Demo> {
    const [{ createInProcessTransport }, cloud] = await Promise.all([
      import('../simulator/http/inProcessTransport.js'),
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
  const { createCloud } = await import('../simulator/cloud/cloud.js');
  return createCloud({ seed: 1 });
}
