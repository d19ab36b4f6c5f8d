import type { Clock } from '../../../base/clock.js';
import type { ArchiveFile } from './archiveFile.js';
import { DamagedFile, UnusableFile, type ArchiveFiles } from './archiveFiles.js';
import type { ArchiveProblem } from './logArchive.js';
import { isDamage, isWrongStatement, problemOf } from './openDatabase.js';

/** Another window's piece of work is over in a few milliseconds. */
const busyWaitMs = 20;
const busyTries = 250;

/** Does single pieces of work on projects' files, and copes with files that are busy, damaged or gone. */
export class ArchiveAccess {
  private isDisposed = false;

  constructor(
    private readonly files: ArchiveFiles,
    private readonly clock: Clock,
  ) {}

  /**
   * The work's result; undefined where the project has no file (`create` makes one). The work is done at once, and may
   * be done again where another window was in the way.
   */
  async use<T>(
    projectId: string,
    work: (file: ArchiveFile) => T,
    mode: 'existing' | 'create' = 'existing',
  ): Promise<T | { readonly problem: ArchiveProblem } | undefined> {
    for (let tries = 1; !this.isDisposed; tries++) {
      try {
        const file = await this.files.get(projectId, mode === 'create');
        return file && !this.isDisposed ? work(file) : undefined;
      } catch (error) {
        const problem = await this.cope(projectId, error);
        if (problem === 'moved' && tries < busyTries) continue;
        if (problem !== 'busy' || tries >= busyTries)
          return { problem: problem === 'moved' ? 'io' : problem };
        await this.clock.sleep(busyWaitMs);
      }
    }
    return undefined;
  }

  movedAside(projectId: string): string | undefined {
    return this.files.movedAside(projectId);
  }

  /** True where nothing is left; false where another window keeps the emptied file open. */
  async remove(projectId: string): Promise<boolean> {
    // Other windows see by it that there is nothing to write to any more.
    await this.use(projectId, (file) => (file.isDropped = true));
    return this.files.remove(projectId);
  }

  dispose(): void {
    this.isDisposed = true;
    this.files.dispose();
  }

  private async cope(projectId: string, error: unknown): Promise<ArchiveProblem | 'moved'> {
    if (error instanceof UnusableFile) return error.reason;
    if (isDamage(error) || error instanceof DamagedFile) {
      try {
        await this.files.moveAside(projectId);
        return 'moved';
      } catch (failure) {
        return problemOf(failure) ?? 'io';
      }
    }
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    // Tables that went while the file was open are missed when it's opened again.
    if (isWrongStatement(error)) this.files.lookAgain(projectId);
    return problem;
  }
}
