import * as vscode from 'vscode';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { devicesArg } from '../../platform/commands/commandArgs.js';
import { commandIds } from '../../platform/commands/commands.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { present } from '../devices/deviceWords.js';
import { momentText, nameOf, readPoints, showDifference } from './showDifference.js';

/**
 * Reads the device's data points and holds them, to be compared with later ones. One call.
 * @throws TuyaError, ToldError or an abort error
 */
export async function takeSnapshot(deps: CommandDeps, given: DeviceRef | undefined): Promise<void> {
  const core = await deps.core.get();
  const ref = await oneDevice(deps, core, given);
  const { status, at } = await readPoints(core, ref);
  core.snapshots.take(ref, { status }, at);
  const compare = vscode.l10n.t('Show What Changed');
  const text = vscode.l10n.t(
    'Snapshot of ‘{0}’ taken at {1}. Send or try something, then show what changed.',
    nameOf(core, ref),
    momentText(at),
  );
  // Nobody waits for the message to be closed.
  void vscode.window.showInformationMessage(text, compare).then((pressed) => {
    if (pressed === compare) return vscode.commands.executeCommand(commandIds.compareSnapshot, ref);
    return undefined;
  });
}

/**
 * Reads the device's data points and shows how they differ from the snapshot, in VS Code's own comparison. One call.
 * @throws TuyaError, ToldError or an abort error
 */
export async function compareSnapshot(deps: CommandDeps, given: DeviceRef | undefined): Promise<void> {
  const core = await deps.core.get();
  const ref = await oneDevice(deps, core, given);
  const before = core.snapshots.of(ref);
  if (!before)
    throw new ToldError({
      what: vscode.l10n.t('There is no snapshot of ‘{0}’ yet.', nameOf(core, ref)),
      remedy: vscode.l10n.t('Take one first, then send or try something.'),
    });
  await showDifference(deps, core, ref, before, await readPoints(core, ref));
}

async function oneDevice(deps: CommandDeps, core: Core, given: DeviceRef | undefined): Promise<DeviceRef> {
  const [ref, ...others] = present(core, given ? [given] : (devicesArg(await deps.nodesAtKeyboard()) ?? []));
  if (!ref || others.length > 0)
    throw new ToldError({
      what: vscode.l10n.t('A snapshot is taken of one device.'),
      remedy: vscode.l10n.t('Choose one in the tree.'),
    });
  return ref;
}
