import * as vscode from 'vscode';
import { isAbortError, toError } from '../../base/errors.js';
import { DisposableStore, type IDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import {
  addressArg,
  deviceArg,
  devicesArg,
  flashedDeviceArg,
  indexArg,
  listArg,
  logFileArg,
  markerArg,
  markerIdArg,
  noArg,
  pointArg,
  productArg,
  projectArg,
  readOnArg,
  refreshArg,
  scopeArg,
  scriptArg,
  sendArg,
  sourceArg,
  userArg,
} from './commandArgs.js';
import { ErrorNotifier } from '../errorMessages/errorNotifier.js';

/**
 * Every command of the extension, and what it takes: the reader makes it from whatever the caller passes. A test holds
 * this table and package.json together.
 */
const argReaders = {
  addProject: scriptArg,
  addDemoProject: noArg,
  editProject: projectArg,
  renameProject: projectArg,
  removeProject: projectArg,
  listProjects: noArg,
  moveProjectUp: projectArg,
  moveProjectDown: projectArg,
  useProjectHere: projectArg,
  useNoProjectHere: noArg,
  forgetDamagedProject: indexArg,
  refresh: noArg,
  refreshNode: refreshArg,
  refreshStates: noArg,
  cancelLoading: noArg,
  loadMore: readOnArg,
  openDetails: deviceArg,
  revealDevice: deviceArg,
  keepDetails: noArg,
  addUser: projectArg,
  pinUser: userArg,
  unpinUser: userArg,
  renameDevice: devicesArg,
  resetDevice: devicesArg,
  deleteDevice: devicesArg,
  factoryData: scopeArg,
  exportDevices: scopeArg,
  findDevice: noArg,
  viewOptions: noArg,
  filterDevices: noArg,
  clearFilter: noArg,
  resetViewOptions: noArg,
  readRest: projectArg,
  readAll: projectArg,
  showDeviceList: projectArg,
  renameList: listArg,
  removeList: listArg,
  protectProject: projectArg,
  unprotectProject: projectArg,
  diagnoseProject: projectArg,
  whyEmpty: refreshArg,
  copyDeviceId: devicesArg,
  copyDeviceUuid: devicesArg,
  copyLocalKey: devicesArg,
  copyDeviceJson: devicesArg,
  copyUid: userArg,
  copyDocument: addressArg,
  copyDeviceLink: devicesArg,
  copyLogLink: noArg,
  showCalls: noArg,
  setCallBudget: projectArg,
  openLogs: devicesArg,
  openLogOfDevice: noArg,
  toggleLogFollow: noArg,
  toggleLogPause: noArg,
  nextLogMatch: noArg,
  previousLogMatch: noArg,
  clearLogFilter: noArg,
  exportLog: noArg,
  openLogsWithSubDevices: deviceArg,
  tellWhenOnline: devicesArg,
  switchLogFile: logFileArg,
  openLogFile: deviceArg,
  revealLogFile: deviceArg,
  openLogFileTerminal: deviceArg,
  revealArchive: noArg,
  addLogMarker: markerArg,
  showSinceFlash: noArg,
  compareFlash: markerIdArg,
  chooseFlashedDevice: flashedDeviceArg,
  openProduct: productArg,
  renewProductModel: productArg,
  compareProducts: productArg,
  compareDevices: devicesArg,
  importProductModel: noArg,
  removeProductImport: productArg,
  exportProductChanges: noArg,
  editDataPoint: pointArg,
  sendDataPoint: sendArg,
  takeSnapshot: deviceArg,
  compareSnapshot: deviceArg,
  copyAgentServer: noArg,
  linkSource: sourceArg,
  showInSource: pointArg,
  showLog: noArg,
} as const satisfies Record<string, (arg: unknown, selected?: unknown) => unknown>;

type CommandName = keyof typeof argReaders;
type CommandIds = { readonly [Name in CommandName]: `tuya.${Name}` };
export type CommandId = CommandIds[CommandName];

const commandNames = Object.keys(argReaders) as CommandName[];
export const commandIds = Object.fromEntries(
  commandNames.map((name) => [name, `tuya.${name}`]),
) as CommandIds;

export type CommandHandlers = {
  readonly [Name in CommandName]: (arg: ReturnType<(typeof argReaders)[Name]>) => unknown;
};

/** A failure that goes back to the script that called the command, and is shown to nobody. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

export interface Boundary {
  readonly log: Logger;
  showLog(): void;
}

/** Registers all commands behind the one place where their failures are told. */
export function registerCommands(handlers: CommandHandlers, boundary: Boundary): IDisposable {
  const store = new DisposableStore();
  const teller = new ErrorNotifier(() => boundary.showLog());
  const register = <Name extends CommandName>(name: Name): void => {
    const id = commandIds[name];
    const handler = handlers[name] as (arg: unknown) => unknown;
    // Menus of the tree pass the row, and the selection where the row is part of it.
    const run = (arg: unknown, selected: unknown): Promise<unknown> =>
      guard(id, () => handler(argReaders[name](arg, selected)), boundary.log, teller);
    store.add(vscode.commands.registerCommand(id, run));
  };
  for (const name of commandNames) register(name);
  return store;
}

/** Runs what a person asked for; a failure is logged without its words, and told. */
export async function guard(
  id: string,
  run: () => unknown,
  log: Logger,
  teller: ErrorNotifier,
): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (isAbortError(error)) return undefined;
    if (error instanceof CommandRefused) throw error;
    log.log('error', `${id} failed`, errorFields(error));
    // Nobody waits for the message to be closed.
    void teller.tell(error);
    return undefined;
  }
}

/** What of an error may be logged. A message of unknown origin may hold anything, so only our own ones are. */
function errorFields(error: unknown): Record<string, string | number | undefined> {
  if (!TuyaError.is(error)) return { error: toError(error).name };
  const { operation, reason, code, tid, httpStatus, field, problem } = error;
  return { operation, reason, code, tid, httpStatus, field, problem };
}
