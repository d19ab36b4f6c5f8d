import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { nameMaxLength, readName } from '../../model/devices/nameInput.js';
import type { WriteResult } from '../../model/devices/writeResult.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { devicesArg, listArg } from '../../platform/commands/commandArgs.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import { describeNotDone, problemText } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { renameList } from '../lists/lists.js';
import { present, refuseProtected } from './deviceWords.js';

/** Renames one device; by key, whatever with a name has the keyboard. */
export async function renameDevice(
  deps: CommandDeps,
  given: readonly DeviceRef[] | undefined,
): Promise<void> {
  const core = await deps.core.get();
  let refs = given;
  if (!refs) {
    const nodes = await deps.nodesAtKeyboard();
    const list = nodes.length === 1 ? listArg(nodes[0]) : undefined;
    if (list) return renameList(deps, list);
    refs = devicesArg(nodes) ?? [];
  }
  const [ref, ...others] = present(core, refs);
  if (!ref || others.length > 0) return;
  refuseProtected(core, [ref]);
  const old = core.devices.device(ref)?.value.name;
  const name = await askName(old);
  if (name === undefined) return;
  await tellRename(old ?? ref.deviceId, name, await core.actions.rename(ref, name));
}

/** The new name; undefined where the person gave up or left the old one. */
async function askName(old: string | undefined): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Device'),
    prompt: vscode.l10n.t('Name of the device, for everybody who sees it in the app'),
    value: old ?? '',
    valueSelection: [0, (old ?? '').length],
    ignoreFocusOut: true,
    validateInput: (value) => {
      const read = readName(value, old);
      if (read.ok) return undefined;
      const message = nameProblemText(read.problem, nameMaxLength);
      const { Error, Info } = vscode.InputBoxValidationSeverity;
      return { message, severity: read.problem === 'unchanged' ? Info : Error };
    },
  });
  if (typed === undefined) return undefined;
  const read = readName(typed, old);
  return read.ok ? read.name : undefined;
}

/** Says what became of it. The rows show it already; only what isn't plain success has to be told. */
async function tellRename(oldName: string, newName: string, result: WriteResult): Promise<void> {
  const [old, name] = [displayText(oldName), displayText(newName)];
  switch (result.outcome) {
    case 'done':
      if (result.settledBy === 'look') {
        const text = vscode.l10n.t(
          'The connection broke, but it was done: the device is called ‘{0}’ now.',
          name,
        );
        void vscode.window.showInformationMessage(text);
      }
      return;
    case 'notDone': {
      const problem = problemText(describeNotDone(result));
      void vscode.window.showErrorMessage(vscode.l10n.t('‘{0}’ keeps its name. {1}', old, problem));
      return;
    }
    case 'unknown': {
      const again = vscode.l10n.t('Look Again');
      const text = vscode.l10n.t(
        "The connection broke, and it isn't known whether the device is called ‘{0}’ or still ‘{1}’.",
        name,
        old,
      );
      const { lookAgain } = result;
      const chosen = await vscode.window.showWarningMessage(text, ...(lookAgain ? [again] : []));
      if (chosen === again && lookAgain) await tellRename(oldName, newName, await lookAgain());
    }
  }
}
