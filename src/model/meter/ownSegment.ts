import { join } from 'node:path';
import { CallCounts, type CallCount } from './callCounts.js';
import { isMissing, makeFolder, nameText, writeSegment, writeSegmentNow } from './segmentFiles.js';

interface OwnSegmentDeps {
  readonly folder: string;
  readonly owner: string;
  newId(): string;
}

/**
 * What this window counts, and its segment on the disk. Where somebody took that segment, as they do with those of
 * windows that are gone, what was in it is counted there, and what comes goes into a new one.
 */
export class OwnSegment {
  private counted = new CallCounts();
  private written = new CallCounts();
  private name: string;
  private number = 0;
  private isNew = true;
  /** Counts what was added; and how much of that has reached the disk. */
  private revision = 0;
  private savedRevision = 0;

  constructor(private readonly deps: OwnSegmentDeps) {
    this.name = this.newName();
  }

  /** Its name in the folder: whoever adds up all segments leaves it out and takes `counts`. */
  get current(): string {
    return this.name;
  }

  get counts(): CallCounts {
    return this.counted;
  }

  add(count: CallCount): void {
    this.counted.add(count);
    this.revision++;
  }

  remove(projectId: string): void {
    this.counted.remove(projectId);
    this.revision++;
  }

  /** One at a time. What is added meanwhile is for the next. @throws Error of the file system */
  async write(): Promise<void> {
    if (this.revision === this.savedRevision) return;
    try {
      await this.writeOnce();
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.startAnew();
      await this.writeOnce();
    }
  }

  /** Also while a write is under way: the later one counts. @throws Error of the file system */
  writeNow(): void {
    if (this.revision === this.savedRevision) return;
    try {
      writeSegmentNow(this.path, ++this.number, this.counted, { isNew: this.isNew });
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.startAnew();
      writeSegmentNow(this.path, ++this.number, this.counted, { isNew: true });
    }
    this.isNew = false;
    this.savedRevision = this.revision;
  }

  private async writeOnce(): Promise<void> {
    const counts = this.counted.copy();
    const { revision } = this;
    const number = ++this.number;
    if (this.isNew) await makeFolder(this.path);
    this.isNew = false;
    await writeSegment(this.path, number, counts);
    this.written = counts;
    this.savedRevision = Math.max(this.savedRevision, revision);
  }

  private get path(): string {
    return join(this.deps.folder, this.name);
  }

  private startAnew(): void {
    this.counted = this.counted.since(this.written);
    this.written = new CallCounts();
    this.name = this.newName();
    this.number = 0;
    this.isNew = true;
  }

  private newName(): string {
    return nameText({ state: 'live', owner: this.deps.owner, id: this.deps.newId() });
  }
}
