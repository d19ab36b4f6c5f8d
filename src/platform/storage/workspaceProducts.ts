import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, DisposableStore } from '../../base/lifecycle.js';
import type { WorkspaceChanges } from '../../model/products/productChanges.js';

/** Of each folder: what a team agreed on, kept beside its code. */
const path = ['.vscode', 'tuya-products.json'] as const;
/** Bytes; a larger file isn't one of changes. */
const bytesAtMost = 2_000_000;

/** The files of changes in the workspace's folders. Where the person doesn't trust the workspace, there are none. */
export class WorkspaceProducts extends Disposable implements WorkspaceChanges {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly watchers = this._register(new DisposableStore());
  private watched: DisposableStore | undefined;

  constructor() {
    super();
    const tell = (): void => this.changed.fire();
    this._register(vscode.workspace.onDidGrantWorkspaceTrust(tell));
    this._register(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch();
        tell();
      }),
    );
    this.watch();
  }

  async read(): Promise<readonly string[]> {
    if (!vscode.workspace.isTrusted) return [];
    const texts = await Promise.all(folders().map((folder) => textOf(folder)));
    return texts.flatMap((text) => text ?? []);
  }

  private watch(): void {
    if (this.watched) this.watchers.delete(this.watched);
    const watched = (this.watched = this.watchers.add(new DisposableStore()));
    const tell = (): void => this.changed.fire();
    for (const folder of folders()) {
      const watcher = watched.add(
        vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, path.join('/'))),
      );
      watched.add(watcher.onDidChange(tell));
      watched.add(watcher.onDidCreate(tell));
      watched.add(watcher.onDidDelete(tell));
    }
  }
}

function folders(): readonly vscode.WorkspaceFolder[] {
  return vscode.workspace.workspaceFolders ?? [];
}

/** Most folders have none. */
async function textOf({ uri }: vscode.WorkspaceFolder): Promise<string | undefined> {
  const file = vscode.Uri.joinPath(uri, ...path);
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    // A link may lead to a device, which has no size and no end, or to a pipe that nobody writes to.
    const isFile = (type & vscode.FileType.File) !== 0;
    if (!isFile || size > bytesAtMost) return undefined;
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
  } catch {
    return undefined;
  }
}
