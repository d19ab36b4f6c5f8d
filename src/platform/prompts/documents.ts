import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle.js';

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Read-only documents that are made here: reports and tables. What is closed is forgotten. */
export class Documents extends Disposable implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = this._register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private made = 0;

  /** @param scheme one for each that gives texts: VS Code asks the first that it knows, and no other */
  constructor(private readonly scheme = 'tuya-report') {
    super();
    this._register(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this._register(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.texts.delete(uri.toString());
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows a text; the name's ending says what it is. Answers how to show another text in its place, which says false
   * once the document is closed.
   */
  show(name: string, text: string): Promise<(text: string) => boolean> {
    return this.open(vscode.Uri.from({ scheme: this.scheme, path: `/${++this.made}/${name}` }), text);
  }

  /** The same, in the one document of that name. */
  showOne(name: string, text: string): Promise<(text: string) => boolean> {
    return this.open(vscode.Uri.from({ scheme: this.scheme, path: `/${name}` }), text);
  }

  /** Shows how two texts differ, in VS Code's own comparison. */
  async compare(left: NamedText, right: NamedText, title: string): Promise<void> {
    const uris = [left, right].map(({ name, text }) => {
      const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${++this.made}/${name}` });
      this.texts.set(uri.toString(), text);
      return uri;
    });
    await vscode.commands.executeCommand('vscode.diff', ...uris, title, { preview: false });
  }

  private async open(uri: vscode.Uri, text: string): Promise<(text: string) => boolean> {
    const isShown = this.texts.has(uri.toString());
    this.texts.set(uri.toString(), text);
    if (isShown) this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return (next) => {
      if (!this.texts.has(uri.toString())) return false;
      this.texts.set(uri.toString(), next);
      this.changed.fire(uri);
      return true;
    };
  }
}
