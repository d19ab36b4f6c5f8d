import * as vscode from 'vscode';
import type { CommandDeps } from '../commandDeps.js';

/**
 * Draws a marker at this moment, or at the time of a row, into every log of this workspace. Asks for words, unless they
 * came with the command.
 */
export async function addLogMarker(
  { core }: CommandDeps,
  given: { readonly text?: string; readonly time?: number },
): Promise<void> {
  // The moment is that of the command, not that of the last letter.
  const at = Date.now();
  const text =
    given.text ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('Add Marker to Logs'),
      prompt: vscode.l10n.t('Label (optional)'),
      placeHolder: vscode.l10n.t('Flashed 1.0.4'),
    }));
  if (text === undefined) return;
  const { connections, logs } = await core.get();
  await logs.markers.add(text, 'person', given.time ?? connections.timeOf(at));
}
