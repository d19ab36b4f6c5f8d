import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { FlashedDeviceArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { chooseDevice } from '../search/findDevice.js';

/**
 * Says which device the firmware of a folder is flashed onto, or takes that back.
 * @param given the device by a row or a script; the folder's address, where it isn't the only one or to be asked for
 */
export async function chooseFlashedDevice(deps: CommandDeps, arg: FlashedDeviceArg): Promise<void> {
  const given = arg.ref;
  const folder = await chooseFolder(arg.folder);
  if (!folder) return;
  const core = await deps.core.get();
  const at = folder.uri.toString();
  const known = core.flashedDevices.of(at);
  if (!given && known) {
    const another = { label: vscode.l10n.t('Choose Another Device…') };
    const forget = { label: vscode.l10n.t('Forget the Device') };
    const name = displayName(core.devices.device(known)?.value.name, known.deviceId);
    const chosen = await vscode.window.showQuickPick([another, forget], {
      placeHolder: vscode.l10n.t('‘{0}’ is flashed from this folder', name),
    });
    if (chosen === forget) await core.flashedDevices.link(at, undefined);
    if (chosen !== another) return;
  }
  const ref =
    given ?? (await chooseDevice(deps, vscode.l10n.t('Which device is flashed from this folder?')))?.ref;
  if (ref) await core.flashedDevices.link(at, ref);
}

async function chooseFolder(address: string | undefined): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named = folders.find(({ uri }) => uri.toString() === address);
  if (named) return named;
  if (folders.length === 0)
    throw new ToldError({
      what: vscode.l10n.t('No folder is open.'),
      remedy: vscode.l10n.t('Open the folder of your firmware first.'),
    });
  if (folders.length === 1) return folders[0];
  return vscode.window.showWorkspaceFolderPick();
}
