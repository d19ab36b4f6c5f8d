import * as vscode from 'vscode';
import type { Logger } from '../../base/logger.js';

/** Selects or unselects the row that has the keyboard, and runs no row's command. */
const toggleSelection = 'list.toggleSelection';

/**
 * The rows that a key is meant for: the row that has the keyboard, or the whole selection where that row is part of
 * it. VS Code tells an extension what is selected and not what is focused, and arrow keys only move the focus: so the
 * focused row is the one whose selection toggles.
 */
export async function nodesAtKeyboard<T>(
  view: Pick<vscode.TreeView<T>, 'selection'>,
  log: Logger,
): Promise<readonly T[]> {
  const before = view.selection;
  let after: readonly T[];
  try {
    await vscode.commands.executeCommand(toggleSelection);
    after = view.selection;
    await vscode.commands.executeCommand(toggleSelection);
  } catch {
    // VS Code's list refuses a row that is still drawn and already gone, as one of a project that was just removed.
    log.log('warn', 'the list did not say which row has the keyboard');
    return [];
  }
  const added = after.find((node) => !before.includes(node));
  if (added !== undefined) return [added];
  // Where nothing toggled, the keyboard has gone elsewhere meanwhile: better nothing than another row.
  return after.length < before.length ? before : [];
}
