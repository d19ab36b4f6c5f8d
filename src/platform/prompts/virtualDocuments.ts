import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle.js';

/** VS Code’s own preview, as an editor: it has a tab of its own for each document, and its source is one click away. */
const preview = { extension: 'vscode.markdown-language-features', editor: 'vscode.markdown.preview.editor' };

/** A text; the name's ending says what it is. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface DocumentStyle {
  /** Markdown as a reader sees it: headings, tables, lists. */
  readonly rendered?: boolean;
  /** The one document of that name, shown anew, instead of another beside it. */
  readonly single?: boolean;
}

/** Shows another text in a document's place. Answers false once the document is closed. */
export type ReplaceText = (text: string) => boolean;

/** Shows a read-only document; the name's ending says its language: `report.md`, `devices.json`. */
export type ShowDocument = (name: string, text: string, style?: DocumentStyle) => Promise<ReplaceText>;

/**
 * Read-only documents whose text is made here: reports, tables, exports. Closing one asks nobody to save, and forgets
 * its text.
 */
export class VirtualDocuments extends Disposable implements vscode.TextDocumentContentProvider {
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

  /** The text of a document that was made here; without an address, of the one in front. */
  textOf(address: string | undefined): string | undefined {
    const inFront = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const isDocument = inFront instanceof vscode.TabInputText || inFront instanceof vscode.TabInputCustom;
    const key = address ?? (isDocument ? inFront.uri.toString() : undefined);
    return key === undefined ? undefined : this.texts.get(key);
  }

  /** A window that is opened again brings back its tabs, but not what was in them. */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      vscode.l10n.t('This document is no longer available. Run its command again.')
    );
  }

  async show(name: string, text: string, style: DocumentStyle = {}): Promise<ReplaceText> {
    const { rendered = false, single = false } = style;
    const uri = vscode.Uri.from({
      scheme: this.scheme,
      path: single ? `/${name}` : `/${++this.made}/${name}`,
    });
    const key = uri.toString();
    const isShown = this.texts.has(key);
    this.texts.set(key, text);
    if (isShown) this.changed.fire(uri);
    await open(uri, rendered);
    return (next) => {
      if (!this.texts.has(key)) return false;
      this.texts.set(key, next);
      this.changed.fire(uri);
      return true;
    };
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
}

/** Where VS Code’s preview is switched off, the source has to do. */
async function open(uri: vscode.Uri, rendered: boolean): Promise<void> {
  if (rendered && vscode.extensions.getExtension(preview.extension)) {
    await vscode.commands.executeCommand('vscode.openWith', uri, preview.editor, { preview: false });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}
