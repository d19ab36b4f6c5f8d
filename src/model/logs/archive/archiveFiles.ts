import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.js';
import { ArchiveFile } from './archiveFile.js';
import { prepareFile } from './archiveSchema.js';
import type { ArchiveProblem } from './logArchive.js';
import { isDamage, type OpenDatabase } from './openDatabase.js';

const ending = '.logs.sqlite';
/** SQLite's own files beside it. */
const companions = ['', '-wal', '-shm'];

/** The file can't be used, for a reason that isn't SQLite's. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(readonly reason: ArchiveProblem) {
    super(`The archive can't be used: ${reason}.`);
  }
}

/** The file is a database, and no archive. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** The files of the archive: one for each project, opened when it is needed and kept open. */
export class ArchiveFiles {
  private readonly open = new Map<string, ArchiveFile>();
  private readonly aside = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly openDatabase: OpenDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * A project's file; undefined where it has none and none is to be made.
   * @throws {UnusableFile} what SQLite or the disk throws
   */
  async get(projectId: string, create: boolean): Promise<ArchiveFile | undefined> {
    const path = this.pathOf(projectId);
    // Another window may have dropped the project: what it unlinked would go on living in here, for nobody.
    if (this.open.get(path)?.isDropped || !existsSync(path)) this.close(path);
    if (!existsSync(path)) {
      if (!create) return undefined;
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    }
    const file = this.opened(path);
    if (file.isDropped) {
      if (!create) return undefined;
      file.isDropped = false;
    }
    return file;
  }

  /** Every project's file that can be opened. */
  async all(): Promise<readonly ArchiveFile[]> {
    const files: ArchiveFile[] = [];
    for (const path of await this.paths()) {
      try {
        files.push(this.opened(path));
      } catch {
        // Another project's trouble is told where that project is looked at.
      }
    }
    return files;
  }

  /** What all files take on the disk; not what was moved aside. */
  async bytesOnDisk(): Promise<number> {
    let bytes = 0;
    for (const path of await this.paths()) {
      for (const companion of companions) {
        bytes += (await stat(path + companion).catch(() => ({ size: 0 }))).size;
      }
    }
    return bytes;
  }

  /** The next `get` opens the file anew, and looks at what is in it. */
  lookAgain(projectId: string): void {
    this.close(this.pathOf(projectId));
  }

  /** Where a project's damaged file is now. */
  movedAside(projectId: string): string | undefined {
    return this.aside.get(this.pathOf(projectId));
  }

  /** Puts a damaged file out of the way; the next `get` begins a new one. */
  async moveAside(projectId: string): Promise<void> {
    const path = this.pathOf(projectId);
    this.close(path);
    const target = `${path}.damaged-${new Date(this.clock.now()).toISOString().replace(/[:.]/g, '-')}`;
    for (const companion of companions) {
      if (existsSync(path + companion)) await rename(path + companion, target + companion);
    }
    this.aside.set(path, target);
  }

  /**
   * Deletes a project's file, and what was moved aside from it. False where another window has it open on a system
   * that then refuses: it is to be emptied instead.
   */
  async remove(projectId: string): Promise<boolean> {
    const path = this.pathOf(projectId);
    this.close(path);
    this.aside.delete(path);
    const names = await readdir(this.folder).catch(() => []);
    const own = names.map((name) => join(this.folder, name)).filter((found) => found.startsWith(path));
    const removed = await Promise.allSettled(own.map((found) => rm(found, { force: true })));
    return removed.every(({ status }) => status === 'fulfilled');
  }

  dispose(): void {
    for (const path of this.open.keys()) this.close(path);
  }

  /** Project ids are a person's data, and not every one of them is a file's name. */
  private pathOf(projectId: string): string {
    const name = createHash('sha256').update(projectId).digest('hex').slice(0, 24);
    return join(this.folder, `${name}${ending}`);
  }

  private async paths(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.endsWith(ending)).map((name) => join(this.folder, name));
  }

  private opened(path: string): ArchiveFile {
    const known = this.open.get(path);
    if (known) return known;
    const database = this.openDatabase(path);
    try {
      const state = prepareFile(database);
      if (state === 'newer') throw new UnusableFile('newer');
      if (state === 'damaged') throw new DamagedFile('The archive lacks its tables.');
      const file = new ArchiveFile(database, path);
      this.open.set(path, file);
      return file;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private close(path: string): void {
    const file = this.open.get(path);
    this.open.delete(path);
    try {
      file?.close();
    } catch (error) {
      // Closing tidies up, and a damaged file can't be.
      if (!isDamage(error)) throw error;
    }
  }
}
