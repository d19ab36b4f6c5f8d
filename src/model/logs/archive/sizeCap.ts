import type { ArchiveFile } from './archiveFile.js';
import type { ArchiveFiles } from './archiveFiles.js';
import { takeBreak } from './slices.js';

/** Rows that go in one piece of work. */
const rowsAtOnce = 400;
const pagesAtOnce = 64;
/** How far below the cap it trims, so that not every row makes room for itself. */
const target = 0.9;
/** Below this there is room again for rows older than those that had to go. */
const roomy = 0.7;

/** Keeps all files together below a size: the oldest rows go, whatever device they are of. */
export class SizeCap {
  private running: Promise<boolean> | undefined;

  /** @param capBytes the size of all files together */
  constructor(
    private readonly files: ArchiveFiles,
    private readonly capBytes: () => number,
  ) {}

  /** True where rows had to go. A file that is in trouble, or in use, is left for the next time. */
  fit(): Promise<boolean> {
    this.running ??= this.trim()
      .catch(() => false)
      .finally(() => (this.running = undefined));
    return this.running;
  }

  /** There is room again for rows older than those that had to go once. */
  async hasRoom(): Promise<boolean> {
    try {
      return total(await this.files.all()) < this.capBytes() * roomy;
    } catch {
      return false; // another project's file is in trouble
    }
  }

  private async trim(): Promise<boolean> {
    const cap = this.capBytes();
    if ((await this.files.bytesOnDisk()) <= cap) return false;
    const files = await this.files.all();
    let trimmed = false;
    if (total(files) > cap) {
      while (total(files) > cap * target) {
        const oldest = oldestOf(files);
        if (!oldest) break;
        oldest.trim(rowsAtOnce);
        trimmed = true;
        await takeBreak();
      }
    }
    for (const file of files) {
      while (file.isOpen && file.freePages() > 0) {
        const before = file.freePages();
        file.shrink(pagesAtOnce);
        if (file.freePages() >= before) break;
        await takeBreak();
      }
    }
    return trimmed;
  }
}

function total(files: readonly ArchiveFile[]): number {
  return files.reduce((sum, file) => sum + (file.isOpen ? file.usedBytes() : 0), 0);
}

function oldestOf(files: readonly ArchiveFile[]): ArchiveFile | undefined {
  let oldest: { file: ArchiveFile; time: number } | undefined;
  for (const file of files) {
    const time = file.isOpen ? file.oldestTime() : undefined;
    if (time !== undefined && (!oldest || time < oldest.time)) oldest = { file, time };
  }
  return oldest?.file;
}
