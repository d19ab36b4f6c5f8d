import type { ArchiveFile } from './archiveFile.js';
import type { ArchiveFiles } from './archiveFiles.js';
import { takeBreak } from '../../../base/timeSlicing.js';

/** Rows that go in one piece of work. */
const rowsAtOnce = 200;
const pagesAtOnce = 16;
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
        oldest.upkeep.trim(rowsAtOnce);
        trimmed = true;
        await takeBreak();
      }
    }
    // What is free is used again by the next rows: only what is beyond the size goes back to the disk.
    for (const file of files) {
      while (onDisk(files) > cap && file.isOpen && file.upkeep.freePages() > 0) {
        const before = file.upkeep.freePages();
        file.upkeep.shrink(pagesAtOnce);
        if (file.upkeep.freePages() >= before) break;
        await takeBreak();
      }
    }
    return trimmed;
  }
}

function total(files: readonly ArchiveFile[]): number {
  return files.reduce((sum, file) => sum + (file.isOpen ? file.upkeep.usedBytes() : 0), 0);
}

function onDisk(files: readonly ArchiveFile[]): number {
  return files.reduce((sum, file) => sum + (file.isOpen ? file.upkeep.bytes() : 0), 0);
}

function oldestOf(files: readonly ArchiveFile[]): ArchiveFile | undefined {
  let oldest: { file: ArchiveFile; time: number } | undefined;
  for (const file of files) {
    const time = file.isOpen ? file.upkeep.oldestTime() : undefined;
    if (time !== undefined && (!oldest || time < oldest.time)) oldest = { file, time };
  }
  return oldest?.file;
}
