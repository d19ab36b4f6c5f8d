import { Emitter, type Event } from '../../base/event.js';
import type { FileLock } from '../../base/fileLock.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { TextFiles } from '../../base/storage.js';
import {
  changesText,
  ChangesFileError,
  mergedChanges,
  readChanges,
  withChanges,
  type ChangedPoints,
  type Changes,
  type PointChange,
} from './pointChanges.js';

/** Files of changes that a workspace has, as a team commits them: `.vscode/tuya-products.json` of each folder. */
export interface WorkspaceChanges {
  /** The texts of those that are trusted; none of an untrusted workspace. Never rejects. */
  read(): Promise<readonly string[]>;
  readonly onDidChange: Event<void>;
}

interface ProductChangesDeps {
  readonly files: TextFiles;
  /** Lets one window at a time change the file. */
  readonly lock: Pick<FileLock, 'take'>;
  readonly workspace?: WorkspaceChanges | undefined;
  readonly log: Logger;
}

/** Where a person's own changes are kept, in the folder of the extension. */
const fileName = 'tuya-products.json';

/**
 * What people changed of products: a person's own file, for all projects and windows, and those of the workspace, which
 * say what a team agreed on. Where both change the same fact, the person's own stands.
 */
export class ProductChanges extends Disposable {
  private ownChanges: Changes = new Map();
  private workspaceChanges: Changes = new Map();
  private merged: Changes = new Map();
  private reading: Promise<void> | undefined;
  /** One after the other in this window; other windows are kept out by the lock. */
  private writing: Promise<void> = Promise.resolve();
  /** In text, so that reading it again and finding the same is no change. */
  private seen = '';
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly deps: ProductChangesDeps) {
    super();
    const { workspace } = deps;
    if (workspace)
      this._register(
        workspace.onDidChange(() => {
          if (this.reading) void this.refresh();
        }),
      );
  }

  /** Resolves when they have been read once. Never rejects. */
  ready(): Promise<void> {
    return (this.reading ??= this.read());
  }

  /** Looks again: another window, a person or version control may have changed a file. Never rejects. */
  refresh(): Promise<void> {
    const before = this.reading ?? Promise.resolve();
    return (this.reading = before.then(() => this.read()));
  }

  /** By code; of a person and of the workspace. */
  of(productId: string): ReadonlyMap<string, PointChange> {
    return this.merged.get(productId) ?? none;
  }

  /** By code; of the person alone. */
  ownOf(productId: string): ReadonlyMap<string, PointChange> {
    return this.ownChanges.get(productId) ?? none;
  }

  /** Products that the person changed something of. */
  get own(): Changes {
    return this.ownChanges;
  }

  /** As a file for others: the person's own, with what the workspace agreed on before. */
  text(): string {
    return changesText(this.merged);
  }

  /**
   * Replaces what is changed of data points; undefined for a code takes it back.
   * @throws ChangesFileError where the file can't be read: it stays as it is
   */
  set(changes: ChangedPoints): Promise<void> {
    return (this.writing = this.writing.then(
      () => this.write(changes),
      () => this.write(changes),
    ));
  }

  private async write(changes: ChangedPoints): Promise<void> {
    const { files, lock } = this.deps;
    const held = await lock.take().catch(() => undefined);
    try {
      const text = (await files.read(fileName)) ?? changesText(new Map());
      await files.write(fileName, withChanges(text, changes));
    } finally {
      await held?.release();
    }
    await this.refresh();
  }

  private async read(): Promise<void> {
    const own = await this.deps.files.read(fileName).catch(() => undefined);
    const ofWorkspace = (await this.deps.workspace?.read()) ?? [];
    const seen = JSON.stringify([own, ofWorkspace]);
    if (seen === this.seen || this.isDisposed) return;
    this.seen = seen;
    this.ownChanges = this.changesOf(own);
    this.workspaceChanges = ofWorkspace.reduce<Changes>(
      (all, text) => mergedChanges(all, this.changesOf(text)),
      none,
    );
    this.merged = mergedChanges(this.workspaceChanges, this.ownChanges);
    this.changed.fire();
  }

  private changesOf(text: string | undefined): Changes {
    if (text === undefined) return none;
    try {
      const { changes, unread } = readChanges(text);
      if (unread > 0) this.deps.log.log('warn', 'Some changes to products cannot be read', { unread });
      return changes;
    } catch (error) {
      const reason = error instanceof ChangesFileError ? error.reason : 'unknown';
      this.deps.log.log('warn', 'A file of changes to products cannot be read', { reason });
      return none;
    }
  }
}

const none: ReadonlyMap<string, never> = new Map<string, never>();
