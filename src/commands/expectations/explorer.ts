import * as vscode from 'vscode';
import { DisposableStore } from '../../base/lifecycle.js';
import type { CommandDeps } from '../commandDeps.js';
import { ExpectationCompletion } from './completion.js';
import { runInEditor } from './editorRun.js';
import { FileProblems } from './fileProblems.js';
import { ExpectationHover } from './hover.js';
import { TestTree } from './testTree.js';

export interface ExpectationFiles {
  readonly languageId: string;
  readonly pattern: string;
}

/** So many files of a workspace are listed. */
const filesAtMost = 500;

/** Files of expectations in the Test Explorer and in the editor. */
export class ExpectationExplorer implements vscode.Disposable {
  private readonly own = new DisposableStore();
  private readonly tree: TestTree;

  constructor(
    deps: CommandDeps,
    private readonly files: ExpectationFiles,
  ) {
    const controller = this.own.add(
      vscode.tests.createTestController('tuya.expectations', vscode.l10n.t('Device Expectations')),
    );
    this.tree = new TestTree(controller);
    controller.resolveHandler = async (item) => {
      if (item) await this.tree.read(item);
      else await this.findAll();
    };
    controller.refreshHandler = () => this.findAll();
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
      runInEditor(deps, controller, this.tree, request, token);
    this.own.add(controller.createRunProfile(vscode.l10n.t('Run'), vscode.TestRunProfileKind.Run, run, true));
    const { languageId, pattern } = files;
    const watcher = this.own.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.own.add(watcher.onDidCreate((uri) => void this.tree.add(uri)));
    this.own.add(watcher.onDidChange((uri) => void this.tree.changed(uri)));
    this.own.add(watcher.onDidDelete((uri) => this.tree.remove(uri)));
    const problems = this.own.add(new FileProblems(languageId, (uri) => void this.tree.addOpened(uri)));
    problems.start();
    const ofFiles: vscode.DocumentSelector = { language: languageId };
    const parts = { core: deps.core };
    this.own.add(
      vscode.languages.registerCompletionItemProvider(
        ofFiles,
        new ExpectationCompletion(parts),
        ':',
        ' ',
        '-',
      ),
    );
    this.own.add(vscode.languages.registerHoverProvider(ofFiles, new ExpectationHover(parts)));
    void this.findAll();
  }

  dispose(): void {
    this.own.dispose();
  }

  private async findAll(): Promise<void> {
    const found = await vscode.workspace.findFiles(this.files.pattern, undefined, filesAtMost);
    for (const uri of found) await this.tree.add(uri);
  }
}
