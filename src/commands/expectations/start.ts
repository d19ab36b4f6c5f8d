import * as vscode from 'vscode';
import { Lazy } from '../../base/lazy.js';
import type { CommandDeps } from '../commandDeps.js';

/** The language of files of expectations; package.json says which files are of it. */
const languageId = 'tuya-expectations';
const pattern = '**/*.tuya.yaml';

/** Waits for a file of expectations, in the workspace or opened from elsewhere; without one nothing is loaded. */
export function watchForExpectations(deps: CommandDeps): vscode.Disposable {
  const explorer = new Lazy(async () => {
    const { ExpectationExplorer } = await import('./explorer.js');
    return new ExpectationExplorer(deps, { languageId, pattern });
  });
  const isOurs = (document: vscode.TextDocument): boolean => document.languageId === languageId;
  const start = (): void => void explorer.get();
  const opened = vscode.workspace.onDidOpenTextDocument((document) => {
    if (isOurs(document)) start();
  });
  if (vscode.workspace.textDocuments.some(isOurs)) start();
  else if (vscode.workspace.workspaceFolders) void look(start);
  return {
    dispose: () => {
      opened.dispose();
      void explorer.current?.then((started) => started.dispose());
    },
  };
}

/** What VS Code's own search leaves out is left out. */
async function look(start: () => void): Promise<void> {
  const [found] = await vscode.workspace.findFiles(pattern, undefined, 1);
  if (found) start();
}
