import * as vscode from 'vscode';
import { showFailure } from '../../platform/errorMessages/nextSteps.js';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { nameMaxLength, readName } from '../../model/devices/nameInput.js';
import type { UnknownResult, WriteResult } from '../../model/devices/writeResult.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { devicesArg, listArg } from '../../platform/commands/commandArgs.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import { sentences } from '../../platform/display/sentences.js';
import { describeProblem, problemText, referenceText } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { renameList } from '../lists/lists.js';
import { present, refuseProtected } from './deviceWords.js';
import { whileLooking } from './whileLooking.js';

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
  deps.keepDetails(ref);
  const old = core.devices.device(ref)?.value.name;
  const name = await askName(old);
  if (name === undefined) return;
  const result = await core.actions.rename(ref, name);
  await tellRename(core, { ref, old: displayText(old ?? ref.deviceId), name: displayText(name) }, result);
}

/** The new name; undefined where the person gave up or left the old one. */
async function askName(old: string | undefined): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Device'),
    prompt: vscode.l10n.t('Name of the device, for everyone who sees it in the app'),
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

/** Of what to what. */
interface Renaming {
  readonly ref: DeviceRef;
  readonly old: string;
  readonly name: string;
}

/** Says what became of it. The rows show it already; only what isn't plain success has to be told. */
async function tellRename(core: Core, renaming: Renaming, result: WriteResult): Promise<void> {
  const { old, name } = renaming;
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
      const problem = problemText(describeProblem(result.error));
      void showFailure(vscode.l10n.t('‘{0}’ keeps its name. {1}', old, problem), result.error);
      return;
    }
    case 'unknown':
      // Nobody waits for what may take half a minute.
      void tellUnknown(core, renaming, result);
  }
}

async function tellUnknown(
  core: Core,
  renaming: Renaming,
  { error, later, lookAgain }: UnknownResult,
): Promise<void> {
  const { ref, old, name } = renaming;
  if (later) {
    const looking = vscode.l10n.t(
      'The connection broke, and it isn’t known yet whether the device is called ‘{0}’. Checking again…',
      name,
    );
    return tellRename(core, renaming, await whileLooking(core, [ref], looking, later));
  }
  const again = vscode.l10n.t('Check Again');
  const text = vscode.l10n.t(
    'The connection broke, and it isn’t known whether the device is called ‘{0}’ or still ‘{1}’.',
    name,
    old,
  );
  const told = sentences([text, referenceText(describeProblem(error))]);
  const chosen = await vscode.window.showWarningMessage(told, ...(lookAgain ? [again] : []));
  if (chosen === again && lookAgain) await tellRename(core, renaming, await lookAgain());
}
