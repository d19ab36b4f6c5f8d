import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { IDisposable } from '../../base/lifecycle.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import { toError } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import { messageHtml, type PageFiles } from './html.js';
import { pageFolder, readPageFiles } from './pageFiles.js';

/** One kind of panel: how it is keyed, titled, restored and filled. */
export interface PanelKind<Key, Content extends IDisposable = IDisposable> {
  readonly viewType: string;
  /** Name of the page's files, without extension. */
  readonly entry: string;
  readonly icon: vscode.ThemeIcon;
  /** The same text for the same panel. */
  idOf(key: Key): string;
  /** A title until the content sets its own. */
  titleOf(key: Key): string;
  /** The key in what the page kept through a window reload, or undefined where it's none. */
  readKey(state: unknown): Key | undefined;
  /**
   * Makes what the panel shows; disposed with the panel.
   * @param asker `background` where it comes back with its window
   * @param files of its page, being read; never rejects
   */
  fill(
    panel: vscode.WebviewPanel,
    key: Key,
    asker: Asker,
    files: Promise<PageFiles | undefined>,
  ): Promise<Content>;
}

/**
 * Opens one panel per key, reveals it when it is asked for again, and brings panels back after a window
 * reload. A hidden panel keeps nothing alive in the browser: its page is made anew when it shows again.
 */
export class PanelHost<Key, Content extends IDisposable = IDisposable>
  extends Disposable
  implements vscode.WebviewPanelSerializer
{
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly contents = new Map<string, Content>();

  constructor(
    private readonly kind: PanelKind<Key, Content>,
    private readonly extensionUri: vscode.Uri,
    private readonly log: Logger,
  ) {
    super();
    this._register(vscode.window.registerWebviewPanelSerializer(kind.viewType, this));
    this._register(toDisposable(() => [...this.panels.values()].forEach((panel) => panel.dispose())));
  }

  /** Resolves when the panel has its content, or says why it has none. */
  async open(key: Key, column: vscode.ViewColumn = vscode.ViewColumn.Active): Promise<void> {
    const existing = this.panels.get(this.kind.idOf(key));
    if (existing) return existing.reveal();
    const { viewType, titleOf } = this.kind;
    await this.adopt(vscode.window.createWebviewPanel(viewType, titleOf(key), column), key, 'person');
  }

  /** What the panel of a key shows; undefined where there is none, or it isn't filled yet. */
  contentOf(key: Key): Content | undefined {
    return this.contents.get(this.kind.idOf(key));
  }

  /** What all panels show, those aside that aren't filled yet. */
  all(): readonly Content[] {
    return [...this.contents.values()];
  }

  /** What the panel in front shows, where it is one of these. */
  inFront(): Content | undefined {
    const [id] = [...this.panels].find(([, panel]) => panel.active) ?? [];
    return id === undefined ? undefined : this.contents.get(id);
  }

  /** Called by VS Code when a panel of the last window shows up again. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const key = this.kind.readKey(state);
    if (key === undefined || this.panels.has(this.kind.idOf(key))) panel.dispose();
    else await this.adopt(panel, key, 'background');
  }

  private async adopt(panel: vscode.WebviewPanel, key: Key, asker: Asker): Promise<void> {
    const id = this.kind.idOf(key);
    let content: Content | undefined;
    let closed = false;
    this.panels.set(id, panel);
    panel.onDidDispose(() => {
      closed = true;
      this.panels.delete(id);
      this.contents.delete(id);
      content?.dispose();
    });
    panel.iconPath = this.kind.icon;
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageFolder(this.extensionUri), vscode.Uri.joinPath(this.extensionUri, 'media')],
    };
    try {
      const files = readPageFiles(this.extensionUri, this.kind.entry);
      content = await this.kind.fill(panel, key, asker, files);
      if (closed) content.dispose();
      else this.contents.set(id, content);
    } catch (error) {
      this.log.log('error', 'A panel could not be filled', { reason: toError(error).name });
      if (!closed) panel.webview.html = this.failure(panel.title);
    }
  }

  private failure(title: string): string {
    const text = vscode.l10n.t(
      'This panel could not be opened. Close it and open it again from the tree. See the extension log for details.',
    );
    return messageHtml({ lang: vscode.env.language, title, text });
  }
}
