import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { FromDetailsPage } from '../../protocol/details.js';

/** What a person does in a panel they don't want to lose: what is typed, changed, or read again and again. */
const keeping: ReadonlySet<unknown> = new Set<keyof FromDetailsPage['requests']>([
  'checkName',
  'rename',
  'nameOtherPoint',
  'editPoint',
  'addUser',
  'editUser',
  'deleteUser',
  'setLive',
  'send',
  'sendTogether',
  'sendAgain',
  'checkSend',
]);

export const keptIcon = new vscode.ThemeIcon('circuit-board');
/** A tab of ours can't have its title in italics, as VS Code's own previews do. */
const previewIcon = new vscode.ThemeIcon('open-preview');

interface PreviewPanelsDeps {
  /** Whether the person wants previews at all: VS Code's own setting. */
  isWanted(): boolean;
  /** Whether the panel in front is a preview. */
  tellFront(isPreview: boolean): void;
}

/**
 * One panel at most is a preview, which the next one takes the place of, until somebody keeps it: by a double click, by
 * a change, by pinning its tab, or by the command.
 */
export class PreviewPanels<Key> extends Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private preview: string | undefined;
  private front: string | undefined;
  private readonly activated = this._register(new Emitter<Key>());
  /** A panel has come to the front. */
  readonly onDidActivate: Event<Key> = this.activated.event;

  constructor(private readonly deps: PreviewPanelsDeps) {
    super();
  }

  /** Takes a panel that was opened just now: by a person, or with its window, whose panels are kept. */
  add(id: string, key: Key, panel: vscode.WebviewPanel, isByPerson: boolean): void {
    this.panels.set(id, panel);
    panel.onDidDispose(() => this.closed(id));
    panel.onDidChangeViewState(() => this.moved(id, key, panel));
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (keeping.has(requestName(message))) this.keep(id);
    });
    if (isByPerson && this.deps.isWanted()) this.begin(id, panel);
    this.moved(id, key, panel);
  }

  keep(id: string): void {
    if (this.preview !== id) return;
    this.preview = undefined;
    const panel = this.panels.get(id);
    if (panel) panel.iconPath = keptIcon;
    this.tell();
  }

  keepFront(): void {
    if (this.front !== undefined) this.keep(this.front);
  }

  private begin(id: string, panel: vscode.WebviewPanel): void {
    const before = this.preview;
    const replaced = before === undefined ? undefined : this.panels.get(before);
    if (before !== undefined && replaced && isPinned(replaced)) this.keep(before);
    else replaced?.dispose();
    this.preview = id;
    panel.iconPath = previewIcon;
  }

  private moved(id: string, key: Key, panel: vscode.WebviewPanel): void {
    const wasFront = this.front === id;
    if (panel.active) this.front = id;
    else if (wasFront) this.front = undefined;
    this.tell();
    if (panel.active && !wasFront) this.activated.fire(key);
  }

  private closed(id: string): void {
    this.panels.delete(id);
    if (this.preview === id) this.preview = undefined;
    if (this.front === id) this.front = undefined;
    this.tell();
  }

  private tell(): void {
    this.deps.tellFront(this.front !== undefined && this.front === this.preview);
  }
}

/** VS Code doesn't say which tab is whose: one that looks like ours is taken for it. */
function isPinned(panel: vscode.WebviewPanel): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ isPinned: pinned, label, input }) =>
        pinned &&
        label === panel.title &&
        input instanceof vscode.TabInputWebview &&
        input.viewType.endsWith(panel.viewType),
    ),
  );
}

/** Of a message that hasn't been checked: what it means is decided elsewhere. */
function requestName(message: unknown): unknown {
  return typeof message === 'object' && message !== null && Object.hasOwn(message, 'name')
    ? Reflect.get(message, 'name')
    : undefined;
}
