import * as vscode from 'vscode';

/** Not a side of a comparison, nor what was before. */
export function isFile({ scheme }: vscode.Uri): boolean {
  return (
    scheme === 'file' || (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === scheme)
  );
}
