import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { canStandInHtml, laterScriptName, scriptNames, type PageFiles } from './html.js';

export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * Reads what stands in the html of a page: a page that has to ask for its files, one request each through the window,
 * shows its content a third later. Undefined where they can't be read, or can't stand in html: then the page asks.
 *
 * @param entry name of the page's files, without extension
 */
export async function readPageFiles(extensionUri: vscode.Uri, entry: string): Promise<PageFiles | undefined> {
  const read = (name: string): Promise<string> =>
    readFile(vscode.Uri.joinPath(pageFolder(extensionUri), name).fsPath, 'utf8');
  const laterName = laterScriptName(entry);
  try {
    const [scripts, later, style, icons] = await Promise.all([
      Promise.all(scriptNames(entry).map(read)),
      laterName === undefined ? undefined : read(laterName),
      read(`${entry}.css`),
      read('codicon.css'),
    ]);
    return canStandInHtml(...scripts, later ?? '', style, icons)
      ? { scripts, later, style, icons }
      : undefined;
  } catch {
    return undefined;
  }
}
