import { join } from 'node:path';
import type { Logger } from '../../base/logger.js';
import { CallCounts } from './callCounts.js';
import { oldestKept } from './months.js';
import type { Owners } from './owners.js';
import { nameText, segmentName, type ReadCounts, type SegmentFiles } from './segmentFiles.js';

interface MeterFolderDeps {
  readonly folder: string;
  readonly owners: Owners;
  readonly files: SegmentFiles;
  readonly log: Logger;
  newId(): string;
  now(): number;
}

/** So many segments that nobody writes any more are added up into one. */
const foldAt = 8;
/** Others move segments while they are read; then it is read again. */
const triesAtMost = 8;

/** All segments of the meter: reads them, and adds up those that nobody writes any more. */
export class MeterFolder {
  /** Segments that are added up never change. */
  private readonly done = new Map<string, CallCounts>();
  private readonly told = new Set<string>();

  constructor(private readonly deps: MeterFolderDeps) {}

  /** What all segments but `own` hold. @throws Error of the file system */
  async readOthers(own: string): Promise<CallCounts> {
    const { files, folder, log } = this.deps;
    for (let attempt = 1; ; attempt++) {
      const names = (await files.list(folder)).sort();
      const total = await this.sum(names.filter((name) => name !== own));
      const now = (await files.list(folder)).sort();
      if (total && now.join('/') === names.join('/')) {
        for (const name of this.done.keys()) if (!names.includes(name)) this.done.delete(name);
        return total;
      }
      if (attempt === triesAtMost) {
        log.log('debug', 'The call counts of other windows are being moved; they are read later');
        throw new BusyFolderError();
      }
    }
  }

  /**
   * Adds up what windows that are gone have left, once it is enough of it. Others may do the same at the same time:
   * each segment is one's or the other's. What is begun and not ended, the next one takes over.
   * @throws Error of the file system
   */
  async fold(atLeast = foldAt): Promise<void> {
    const { files, folder, owners, newId } = this.deps;
    const left = await this.leftBehind();
    if (left.length < atLeast) return;
    const id = newId();
    const mine = join(folder, nameText({ state: 'fold', owner: owners.own, id }));
    await files.make(mine);
    for (const name of left) {
      if (segmentName(name)?.state === 'fold') await this.takeOver(name, mine);
      else await files.move(join(folder, name), join(mine, name));
    }
    const taken = await files.list(mine);
    const total = new CallCounts();
    for (const name of taken) {
      const read = await files.read(join(mine, name));
      if (read.state === 'read') total.addAll(read.counts);
      else await this.setAside(join(mine, name), name);
    }
    total.forgetBefore(oldestKept(this.deps.now()));
    if (total.isEmpty) return files.remove(mine);
    await files.write(mine, 1, total);
    const done = join(folder, nameText({ state: 'done', owner: owners.own, id }));
    // This is the moment: before it what is inside counts, after it the sum.
    if (!(await files.move(mine, done))) return;
    for (const name of taken) await files.remove(join(done, name));
  }

  private async leftBehind(): Promise<string[]> {
    const { files, folder, owners } = this.deps;
    const left: string[] = [];
    for (const name of await files.list(folder)) {
      const { state, owner } = segmentName(name) ?? {};
      if (state === 'done') left.push(name);
      else if (owner !== undefined) {
        const at = await files.writtenAt(join(folder, name));
        if (at !== undefined && owners.isGone(owner, at)) left.push(name);
      }
    }
    return left;
  }

  /** What somebody began to add up and never ended. First it becomes ours, so that no third one takes it as well. */
  private async takeOver(name: string, mine: string): Promise<void> {
    const { files, folder, owners, newId } = this.deps;
    const shell = join(folder, nameText({ state: 'fold', owner: owners.own, id: newId() }));
    if (!(await files.move(join(folder, name), shell))) return;
    let all = true;
    for (const inner of await files.list(shell)) {
      if (!(await files.move(join(shell, inner), join(mine, inner)))) all = false;
    }
    if (all) await files.remove(shell);
  }

  /** Undefined where something was moved meanwhile. */
  private async sum(names: readonly string[]): Promise<CallCounts | undefined> {
    const { files, folder } = this.deps;
    const total = new CallCounts();
    for (const name of names) {
      const path = join(folder, name);
      const isFold = segmentName(name)?.state === 'fold';
      const paths = isFold ? (await files.list(path)).map((inner) => join(path, inner)) : [path];
      for (const one of paths) {
        const read = await this.read(name, one);
        if (read.state === 'gone') return undefined;
        if (read.state === 'read') total.addAll(read.counts);
        else this.tellDamage(name);
      }
    }
    return total;
  }

  private async read(name: string, path: string): Promise<ReadCounts> {
    const known = this.done.get(name);
    if (known) return { state: 'read', counts: known, number: 1 };
    const read = await this.deps.files.read(path);
    if (read.state === 'read' && segmentName(name)?.state === 'done') this.done.set(name, read.counts);
    return read;
  }

  private async setAside(path: string, name: string): Promise<void> {
    this.tellDamage(name);
    await this.deps.files.move(path, join(this.deps.folder, `damaged-${name}`));
  }

  private tellDamage(name: string): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    this.deps.log.log('warn', 'A file with call counts cannot be read and is set aside', { name });
  }
}

/** Others were adding up all the while. */
class BusyFolderError extends Error {
  override readonly name = 'BusyFolderError';
}
