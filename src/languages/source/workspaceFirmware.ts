import * as vscode from 'vscode';
import { throwIfAborted } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, DisposableStore } from '../../base/lifecycle.js';
import { FirmwareIndex } from '../../model/source/firmwareIndex.js';
import { indexedPattern, isInOtherFolder, otherFoldersPattern } from '../../model/source/firmwareNames.js';
import type { SourceFacts } from '../../model/source/pointSite.js';
import { sourceAtMost } from '../../model/source/readSource.js';

/** Of one folder; a project has a tenth of it. */
const filesAtMost = 3_000;
const bytesAtMost = 60_000_000;
const sideBySide = 8;
/** Without the mark that some editors begin a file with, as documents have it. */
const utf8 = new TextDecoder();

/** A file of a folder of the workspace, or one that stands alone. */
export interface PlacedFile {
  readonly index: FirmwareIndex;
  /** In the folder. */
  readonly path: string;
  readonly folder: vscode.Uri;
}

interface Folder {
  readonly uri: vscode.Uri;
  readonly index: FirmwareIndex;
  readonly store: DisposableStore;
  loading: Promise<void> | undefined;
}

/** The firmware files of the workspace: read when the first of a folder is open, and followed from then on. */
export class WorkspaceFirmware extends Disposable {
  private readonly folders = new Map<string, Folder>();
  private readonly ended = new AbortController();
  /** What of a document its index has: one that hasn't changed isn't read again at every move of the mouse. */
  private readonly put = new WeakMap<vscode.TextDocument, { index: FirmwareIndex; version: number }>();
  private readonly changed = this._register(new Emitter<void>());
  /** What other files say has changed. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor() {
    super();
    this._register({ dispose: () => this.ended.abort() });
    this._register(
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) this.drop(uri.toString());
      }),
    );
  }

  /** What a document has to do with data points. Reads no other file. */
  facts(document: vscode.TextDocument): SourceFacts | undefined {
    const { index, path } = this.place(document.uri);
    return index.read(path, document.getText());
  }

  /** The document among the files of its folder, when they are read. */
  async among(document: vscode.TextDocument, signal: AbortSignal): Promise<PlacedFile> {
    const folder = this.folderOf(document.uri);
    folder.loading ??= this.load(folder);
    await folder.loading;
    throwIfAborted(signal);
    const placed = this.place(document.uri);
    const { index, path } = placed;
    const { version } = document;
    const known = this.put.get(document);
    if (document.isClosed || (known?.index === index && known.version === version)) return placed;
    index.put(path, document.getText());
    this.put.set(document, { index, version });
    return placed;
  }

  /** Another number whenever other files around it may say otherwise what it is. */
  versionAt(uri: vscode.Uri): number {
    return this.place(uri).index.version;
  }

  /** What was written and not saved is gone; what stands alone is nobody's neighbour any more. */
  closed(document: vscode.TextDocument): void {
    if (!this.put.delete(document)) return;
    const folder = this.folderOf(document.uri);
    if (vscode.workspace.getWorkspaceFolder(folder.uri)) void this.readOne(folder, document.uri);
    else folder.index.remove(pathIn(folder.uri, document.uri));
  }

  /** All folders that are read, or that have to be to answer for the whole workspace. */
  async all(): Promise<readonly { readonly index: FirmwareIndex; readonly folder: vscode.Uri }[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => this.folderOf(uri));
    for (const folder of folders) await (folder.loading ??= this.load(folder));
    return folders.map(({ index, uri }) => ({ index, folder: uri }));
  }

  override dispose(): void {
    for (const key of [...this.folders.keys()]) this.drop(key);
    super.dispose();
  }

  private place(uri: vscode.Uri): PlacedFile {
    const { index, uri: folder } = this.folderOf(uri);
    return { index, folder, path: pathIn(folder, uri) };
  }

  private folderOf(uri: vscode.Uri): Folder {
    const at = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
    const key = at.toString();
    let folder = this.folders.get(key);
    if (!folder) {
      folder = { uri: at, index: new FirmwareIndex(), store: new DisposableStore(), loading: undefined };
      this.folders.set(key, folder);
    }
    return folder;
  }

  private async load(folder: Folder): Promise<void> {
    const isOfWorkspace = vscode.workspace.getWorkspaceFolder(folder.uri) !== undefined;
    // A file that is open without a folder stands alone: nobody asked for what lies beside it.
    if (!isOfWorkspace) return;
    try {
      const pattern = new vscode.RelativePattern(folder.uri, indexedPattern);
      const found = await vscode.workspace.findFiles(pattern, otherFoldersPattern, filesAtMost);
      for (const uri of found) folder.index.noteProject(pathIn(folder.uri, uri));
      await this.readAll(folder, found);
      this.watch(folder);
    } catch {
      // A folder that is gone, or a file system that can't search: the open files stand alone.
    }
    this.changed.fire();
  }

  private async readAll(folder: Folder, uris: readonly vscode.Uri[]): Promise<void> {
    const queue = [...uris];
    let left = bytesAtMost;
    const lane = async (): Promise<void> => {
      for (let uri = queue.pop(); uri && left > 0 && !this.ended.signal.aborted; uri = queue.pop())
        left -= await this.readOne(folder, uri);
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
  }

  /** @returns how many bytes it has */
  private async readOne(folder: Folder, uri: vscode.Uri): Promise<number> {
    const path = pathIn(folder.uri, uri);
    try {
      const { size, type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > sourceAtMost) return 0;
      // A document that is being written says more than its file.
      const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      const text = open?.getText() ?? utf8.decode(await vscode.workspace.fs.readFile(uri));
      folder.index.put(path, text);
      return size;
    } catch {
      folder.index.remove(path);
      return 0;
    }
  }

  private watch(folder: Folder): void {
    if (this.ended.signal.aborted) return;
    const watcher = folder.store.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, indexedPattern)),
    );
    const read = (uri: vscode.Uri): void => {
      if (!isInOtherFolder(pathIn(folder.uri, uri)))
        void this.readOne(folder, uri).then(() => this.changed.fire());
    };
    folder.store.add(watcher.onDidChange(read));
    folder.store.add(watcher.onDidCreate(read));
    folder.store.add(
      watcher.onDidDelete((uri) => {
        folder.index.remove(pathIn(folder.uri, uri));
        this.changed.fire();
      }),
    );
  }

  private drop(key: string): void {
    this.folders.get(key)?.store.dispose();
    this.folders.delete(key);
  }
}

function pathIn(folder: vscode.Uri, uri: vscode.Uri): string {
  const start = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : uri.path.slice(1);
}
