import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { ownNameMaxLength, readName } from '../../model/devices/nameInput.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import { confirmed } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';

/** Why a list can't have this name; undefined where it can. */
export function listNameProblem(
  { lists }: Core,
  projectId: string,
  typed: string,
  ownId?: string,
): string | undefined {
  const read = readName(typed, undefined, ownNameMaxLength);
  if (!read.ok) return nameProblemText(read.problem, ownNameMaxLength);
  return lists.isNameTaken(projectId, read.name, ownId)
    ? vscode.l10n.t('Another list of this project has this name.')
    : undefined;
}

export async function renameList(deps: CommandDeps, ref: ListRef | undefined): Promise<void> {
  const core = await deps.core.get();
  const list = ref && core.lists.get(ref.projectId, ref.listId);
  if (!ref || !list) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename List'),
    value: list.name,
    valueSelection: [0, list.name.length],
    ignoreFocusOut: true,
    validateInput: (value) => listNameProblem(core, ref.projectId, value, ref.listId),
  });
  if (name !== undefined && name.trim() !== '' && name.trim() !== list.name)
    await core.lists.rename(ref.projectId, ref.listId, name);
}

export async function removeList(deps: CommandDeps, ref: ListRef | undefined): Promise<void> {
  const { lists } = await deps.core.get();
  const list = ref && lists.get(ref.projectId, ref.listId);
  if (!ref || !list) return;
  const question = vscode.l10n.t('Remove the list ‘{0}’?', displayText(list.name));
  const detail = vscode.l10n.t('Only the list is removed. Its devices stay as they are.');
  if (await confirmed(question, detail, vscode.l10n.t('Remove')))
    await lists.remove(ref.projectId, ref.listId);
}
