import * as vscode from 'vscode';
import type { ShowDocument } from './virtualDocuments.js';

/** A text that a person takes away. */
export interface SavedText {
  readonly text: string;
  /** `devices.json` */
  readonly fileName: string;
}

export type Target = 'document' | 'file' | 'clipboard';

/** Where a text is to go; undefined where the person would rather not. */
export async function askTarget(title: string): Promise<Target | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Open in a new editor'),
      iconPath: new vscode.ThemeIcon('go-to-file'),
      target: 'document',
    },
    { label: vscode.l10n.t('Save as a file…'), iconPath: new vscode.ThemeIcon('save'), target: 'file' },
    {
      label: vscode.l10n.t('Copy to the clipboard'),
      iconPath: new vscode.ThemeIcon('copy'),
      target: 'clipboard',
    },
  ] as const;
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Destination') }))
    ?.target;
}

export async function saveOrCopyText(
  { text, fileName }: SavedText,
  target: Target,
  showDocument: ShowDocument,
): Promise<void> {
  switch (target) {
    case 'document':
      await showDocument(fileName, text);
      return;
    case 'clipboard':
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3_000);
      return;
    case 'file':
      await saveAs(Buffer.from(text, 'utf8'), fileName);
  }
}

/** Asks where to, and writes; nothing where the person would rather not. */
export async function saveAs(bytes: Uint8Array, fileName: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder ? vscode.Uri.joinPath(folder, fileName) : vscode.Uri.file(fileName);
  const uri = await vscode.window.showSaveDialog({ defaultUri, saveLabel: vscode.l10n.t('Save') });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, bytes);
  const open = vscode.l10n.t('Open');
  const name = uri.path.split('/').at(-1) ?? fileName;
  // Nobody waits for the message to be closed.
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved as {0}', name), open).then((chosen) => {
    // Whatever it is: a picture opens as a picture.
    if (chosen === open) return vscode.commands.executeCommand('vscode.open', uri);
    return undefined;
  });
}
