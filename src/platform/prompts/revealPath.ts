import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';

/**
 * Shows a file or folder in the computer’s file manager. Where VS Code’s window is on another computer than the file, or in a
 * browser, there is none: then the path is told.
 */
export async function revealPath(path: string): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isHere) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
    return;
  }
  const copy = vscode.l10n.t('Copy Path');
  // Nobody waits for the message to be closed.
  void vscode.window.showInformationMessage(displayText(path, 500), copy).then((chosen) => {
    if (chosen === copy) void vscode.env.clipboard.writeText(path);
  });
}
