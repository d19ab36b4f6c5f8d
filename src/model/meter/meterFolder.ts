import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
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
  /** What each segment was last seen to hold, by its path. */
  private readonly known = new Map<string, CallCounts>();
  private readonly told = new Set<string>();

  constructor(private readonly deps: MeterFolderDeps) {}

  /**
   * What all segments but `own` hold. One that can't be read is told; it has what it was last seen to hold.
   * @throws Error of the file system where the folder can't be listed
   */
  async readOthers(own: string): Promise<CallCounts> {
    const { log } = this.deps;
    for (let attempt = 1; ; attempt++) {
      const seen = await this.look(own);
      const { total, gone, left } = await this.sum(seen.parts);
      const isSame =
        isDeepStrictEqual(await this.look(own), seen) &&
        isDeepStrictEqual(await this.namesBut(own), seen.names);
      // One that is listed again and again, and never there, was moved by nobody.
      const isWhole = gone.length === 0 || attempt === triesAtMost;
      if (isSame && isWhole) {
        for (const name of [...left, ...gone]) this.tell(name, 'Call counts cannot be read and are left out');
        for (const path of this.known.keys()) if (!seen.parts.has(path)) this.known.delete(path);
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
      const known = this.known.get(join(folder, name));
      if (read.state === 'read') total.addAll(read.counts);
      else if (read.state === 'damaged') {
        if (known) total.addAll(known);
        await this.setAside(join(mine, name), name);
      } else await files.move(join(mine, name), join(folder, name));
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
        const at = await files.writtenAt(join(folder, name)).catch(() => undefined);
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
    const names = await files.list(shell).catch(() => undefined);
    // It is no folder, or nobody may read it: it is left as it is.
    if (!names) return;
    for (const inner of names) {
      if (!(await files.move(join(shell, inner), join(mine, inner)))) all = false;
    }
    if (all) await files.remove(shell);
  }

  /**
   * All that counts. Segments also go from one fold into another, which the names in the folder don't show: where two
   * looks are the same, and the names after them too, nothing was moved between them.
   */
  private async look(own: string): Promise<Look> {
    const names = await this.namesBut(own);
    const parts = new Map<string, string>();
    for (const name of names) for (const path of await this.partsOf(name)) parts.set(path, name);
    return { names, parts };
  }

  private async namesBut(own: string): Promise<string[]> {
    const { files, folder } = this.deps;
    return (await files.list(folder)).filter((name) => name !== own).sort();
  }

  private async sum(parts: ReadonlyMap<string, string>): Promise<Sum> {
    const sum: Sum = { total: new CallCounts(), gone: [], left: [] };
    for (const [path, name] of parts) {
      const read = await this.read(name, path);
      const counts = read.state === 'read' ? read.counts : this.known.get(path);
      if (counts) sum.total.addAll(counts);
      if (read.state === 'gone') sum.gone.push(name);
      if (read.state === 'unreadable') sum.left.push(name);
      if (read.state === 'damaged') this.tellDamage(name);
    }
    return sum;
  }

  /** A fold has segments in it; where they can't be listed, reading it as one says so. */
  private async partsOf(name: string): Promise<string[]> {
    const path = join(this.deps.folder, name);
    if (segmentName(name)?.state !== 'fold') return [path];
    const inner = await this.deps.files.list(path).catch(() => undefined);
    return inner ? inner.sort().map((part) => join(path, part)) : [path];
  }

  /** Segments that are added up never change. */
  private async read(name: string, path: string): Promise<ReadCounts> {
    const known = this.known.get(path);
    if (known && segmentName(name)?.state === 'done') return { state: 'read', counts: known, number: 1 };
    const read = await this.deps.files.read(path);
    if (read.state === 'read') this.known.set(path, read.counts);
    return read;
  }

  private async setAside(path: string, name: string): Promise<void> {
    this.tellDamage(name);
    await this.deps.files.move(path, join(this.deps.folder, `damaged-${name}`));
  }

  private tellDamage(name: string): void {
    this.tell(name, 'A file with call counts cannot be read and is set aside');
  }

  /** Once for each. */
  private tell(name: string, message: string): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    this.deps.log.log('warn', message, { name });
  }
}

interface Look {
  /** In the folder. */
  readonly names: readonly string[];
  /** The paths of segments, each with the name that it stands in. */
  readonly parts: ReadonlyMap<string, string>;
}

interface Sum {
  readonly total: CallCounts;
  /** What was listed and isn't there. */
  readonly gone: string[];
  /** What can't be read. */
  readonly left: string[];
}

/** Others were adding up all the while. */
class BusyFolderError extends Error {
  override readonly name = 'BusyFolderError';
}
