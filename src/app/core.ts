import { join } from 'node:path';
import { systemClock } from '../base/clock.js';
import { FileLock } from '../base/fileLock.js';
import { DisposableStore } from '../base/lifecycle.js';
import { DeviceDetailsModel } from '../model/details/deviceDetails.js';
import { DeviceActions } from '../model/devices/deviceActions.js';
import { Diagnosis } from '../model/diagnosis/diagnosis.js';
import { FactoryBook } from '../model/exports/factoryBook.js';
import { DeviceStore } from '../model/fleet/deviceStore.js';
import { FlashedDevices } from '../model/flash/flashedDevices.js';
import { FlashRecords } from '../model/flash/flashRecords.js';
import { Fleet } from '../model/fleet/fleet.js';
import { OnlineStates } from '../model/fleet/onlineStates.js';
import { FleetCounts } from '../model/fleet/fleetCounts.js';
import { FleetCache } from '../model/fleet/fleetCache.js';
import { DeviceLists } from '../model/lists/deviceLists.js';
import { NamedLists } from '../model/lists/namedLists.js';
import { findSqlite } from '../model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../model/logs/archive/sqliteLogArchive.js';
import { LogFiles } from '../model/logs/logFiles/logFiles.js';
import { Logs } from '../model/logs/logs.js';
import { WorkspaceProject } from '../model/projects/workspaceProject.js';
import { RecentDevices } from '../model/search/recentDevices.js';
import { DeviceSearch } from '../model/search/deviceSearch.js';
import { ArrangedFleet } from '../model/viewOptions/arrangedFleet.js';
import { ViewOptions } from '../model/viewOptions/viewOptions.js';
import { DataCenterFinder } from '../model/setup/dataCenterFinder.js';
import { PointSnapshots } from '../model/sending/pointSnapshots.js';
import { CommandSender } from '../model/sending/commandSender.js';
import { ProjectSetup } from '../model/setup/projectSetup.js';
import { UserForms } from '../model/userForm/userForm.js';
import { WeightUnitPreference } from '../model/userForm/weightUnitPreference.js';
import { dataCenters } from '../tuya/dataCenters.js';
import { cloudAccess } from './cloudAccess.js';
import type { CoreDeps } from './coreDeps.js';
import { productParts } from './productParts.js';

/** Everything that needs no VS Code, put together. Loaded when somebody first looks at the tree or gives a command. */
export type Core = ReturnType<typeof assemble> & {
  /** Aborts what is in flight, the last that was made first, and resolves when every connection is closed. */
  dispose(): Promise<void>;
};

export function createCore(deps: CoreDeps): Core {
  const own = new DisposableStore();
  try {
    return { ...assemble(deps, own), dispose: () => own.close() };
  } catch (error) {
    // Whatever ending fails with, why it couldn't begin is what helps.
    own.close().catch(() => undefined);
    throw error;
  }
}

/** Each thing comes after those it works with, and is registered where it is made: it ends before they do. */
function assemble(deps: CoreDeps, own: DisposableStore) {
  const { state, workspaceState, files, log, newId, searchLimit, keptForMs, storageFolder, logSettings } =
    deps;
  const { clock = systemClock } = deps;
  const { projects, meter, budget, connections, owners, demoSchema, wayTo } = cloudAccess(deps, clock, own);
  const workspaceProject = own.add(new WorkspaceProject(workspaceState, projects));
  const devices = own.add(new DeviceStore());
  const fleetCache = own.add(
    new FleetCache({ files, clock, log: log.child('state'), kept: (projectId) => fleet.kept(projectId) }),
  );
  const fleet: Fleet = own.add(
    new Fleet({
      ...{ projects, connections, devices, clock, searchLimit, keeper: fleetCache },
      ...(keptForMs && { keptForMs }),
    }),
  );
  const { productModels, productChanges } = productParts(deps, { projects, connections, clock, owners }, own);
  const viewOptions = own.add(new ViewOptions(state));
  const arranged = own.add(
    new ArrangedFleet({
      options: viewOptions,
      devices,
      projects,
      fleet,
      clock,
      categoryName: deps.categoryName,
    }),
  );
  const counts = own.add(new FleetCounts({ devices, projects, fleet }));
  const onlineStates = own.add(
    new OnlineStates({
      fleet,
      projects,
      mayRun: (projectId) => budget.mayRunAutomatically(projectId),
      clock,
      log: log.child('states'),
    }),
  );
  const actions = own.add(
    new DeviceActions({
      connections,
      devices,
      clock,
      log: log.child('changes'),
      isProtected: (projectId) => projects.get(projectId)?.isProtected === true,
    }),
  );
  const sender = own.add(
    new CommandSender({
      writer: actions.writer,
      clients: connections,
      devices,
      models: productModels,
      clock,
      state: workspaceState,
    }),
  );
  const snapshots = new PointSnapshots();
  const flashRecords = new FlashRecords();
  // What an earlier window left in doubt is told wherever doubts are.
  for (const { id } of projects.list()) sender.recall(id);
  const details = own.add(
    new DeviceDetailsModel({
      connections,
      devices,
      fleet,
      projects,
      actions,
      clock,
      budget,
      models: productModels,
      state,
    }),
  );
  const archive = new SqliteLogArchive({
    folder: join(storageFolder, 'logs'),
    findSqlite,
    clock,
    capBytes: () => logSettings.archiveMegabytes() * 1_000_000,
  });
  const logFiles = new LogFiles({
    folder: join(storageFolder, 'log-files'),
    lock: (path) => new FileLock({ path, owners, clock }),
    clock,
    limits: () => ({ bytes: logSettings.fileMegabytes() * 1_000_000, files: logSettings.fileCount() }),
  });
  const logs = own.add(
    new Logs({
      connections,
      devices,
      names: details.names,
      models: productModels,
      projects,
      monthly: budget,
      clock,
      state,
      workspaceState,
      archive,
      files: logFiles,
      commands: sender,
      newId,
      settings: logSettings,
    }),
  );
  // What a device makes of a command is soon in its log.
  own.add(sender.onDidChange((ref) => logs.hurry(ref)));
  const weight = own.add(new WeightUnitPreference(state));
  const lists = own.add(new NamedLists(state, newId, projects));
  const deviceLists = own.add(
    new DeviceLists({ lists, projects, connections, devices, now: () => clock.now() }),
  );
  const factory = new FactoryBook();
  own.add(
    projects.onDidChange(({ removed, rekeyed }) => {
      for (const id of [...removed, ...rekeyed]) {
        factory.drop(id);
        actions.doubts.drop(id);
        sender.drop(id);
        snapshots.drop(id);
        flashRecords.drop(id);
      }
    }),
  );
  const search = own.add(
    new DeviceSearch({
      devices,
      projects,
      factory: (ref) => factory.get(ref),
      pause: () => new Promise((resolve) => void setImmediate(resolve)),
    }),
  );
  return {
    clock,
    projects,
    workspaceProject,
    setup: new ProjectSetup(projects, connections, demoSchema, deps.centerName),
    finder: new DataCenterFinder(connections, clock, deps.centers ?? dataCenters),
    diagnosis: new Diagnosis({ projects, connections, clock, wayTo }),
    connections,
    /** Every call, counted over all windows. */
    meter,
    budget,
    devices,
    fleet,
    /** What the data points of each product mean. */
    productModels,
    /** What people changed of that. */
    productChanges,
    counts,
    onlineStates,
    viewOptions,
    arranged,
    /** The one way every change goes. */
    actions,
    /** Sends data points, and says what devices made of them. */
    sender,
    /** Data points as they were before something was tried. */
    snapshots,
    /** The same across flashes. */
    flashRecords,
    /** What is flashed from which folder. */
    flashedDevices: new FlashedDevices(workspaceState),
    details,
    userForms: new UserForms({ connections, devices, projects, actions, weight, clock }),
    weight,
    lists,
    deviceLists,
    search,
    recent: own.add(new RecentDevices(state, projects)),
    /** Factory data that was read once. */
    factory,
    logs,
  };
}
