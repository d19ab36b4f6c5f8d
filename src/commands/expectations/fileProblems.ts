import * as vscode from 'vscode';
import { DisposableStore } from '../../base/lifecycle.js';
import { readExpectations } from '../../model/expectations/readExpectations.js';
import { fileProblemText } from '../../platform/expectations/fileProblemTexts.js';
import { rangeOf } from './testTree.js';

/** After the last key that was pressed, ms. */
const pauseMs = 300;

/** Marks what is wrong in open files, as they are typed. */
export class FileProblems implements vscode.Disposable {
  private readonly own = new DisposableStore();
  private readonly found = this.own.add(vscode.languages.createDiagnosticCollection('tuya.expectations'));
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param onRead told of each open file, when it was read */
  constructor(
    private readonly languageId: string,
    private readonly onRead: (uri: vscode.Uri) => void,
  ) {}

  start(): void {
    const { workspace } = vscode;
    this.own.add(workspace.onDidOpenTextDocument((document) => this.look(document)));
    this.own.add(workspace.onDidChangeTextDocument(({ document }) => this.lookSoon(document)));
    this.own.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.waiting.get(uri.toString()));
        this.found.delete(uri);
      }),
    );
    for (const document of workspace.textDocuments) this.look(document);
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.own.dispose();
  }

  private lookSoon(document: vscode.TextDocument): void {
    if (document.languageId !== this.languageId) return;
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.set(
      key,
      setTimeout(() => this.look(document), pauseMs),
    );
  }

  private look(document: vscode.TextDocument): void {
    if (document.languageId !== this.languageId || document.isClosed) return;
    const { problems } = readExpectations(document.getText());
    const marks = problems.map((problem) => {
      const mark = new vscode.Diagnostic(rangeOf(problem.place), fileProblemText(problem));
      mark.source = 'tuya';
      mark.code = problem.reason;
      return mark;
    });
    this.found.set(document.uri, marks);
    this.onRead(document.uri);
  }
}
