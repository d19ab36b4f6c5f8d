import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from './clock.js';
import { isAbortError, throwIfAborted } from './errors.js';

interface FileLockDeps {
  /** Of the lock's file; its folder may not exist yet. */
  readonly path: string;
  /** Tells processes apart, and which of them have ended. */
  readonly owners: { readonly own: string; isGone(owner: string, writtenAt: number): boolean };
  readonly clock: Clock;
}

export interface HeldLock {
  /** Somebody else had it before. */
  readonly wasWaitedFor: boolean;
  /**
   * Whether it still is. Whoever stood still for long, as on a computer that slept, may wake beside its successor: it asks
   * before each step that two at once must not do.
   */
  isOurs(): Promise<boolean>;
  /** Never rejects. */
  release(): Promise<void>;
}

const pollMs = 50;
/** Nobody waits longer: then it is done without the lock. */
const waitAtMostMs = 20_000;
/** Longer than anything that is done under a lock. An id of a process may have become another's. */
const staleAfterMs = 120_000;
/** A lock whose text isn't whole: its owner ended while it wrote. */
const brokenAfterPolls = 20;
/** What Windows says of a file that is just being deleted, and of a folder that nobody may write to. */
const deniedAtMost = 5;

/**
 * A lock between the processes of a machine: a file that only one of them can make. It says who has it and since when, so
 * that one whose owner has ended is taken over.
 */
export class FileLock {
  constructor(private readonly deps: FileLockDeps) {}

  /**
   * Waits until nobody else has it. Undefined where that takes too long.
   * @throws Error of the file system where no lock can be made; an abort error
   */
  async take(signal?: AbortSignal): Promise<HeldLock | undefined> {
    const { path, owners, clock } = this.deps;
    const began = clock.now();
    let denied = 0;
    let broken = 0;
    let wasStale = false;
    await mkdir(dirname(path), { recursive: true });
    for (let polls = 0; ; polls++) {
      throwIfAborted(signal);
      // Since when it is had, not since when it is waited for: others would take over what is too old.
      const owner: Owner = { owner: owners.own, at: clock.now() };
      const text = JSON.stringify({ ...owner, id: randomUUID() });
      try {
        await makeFile(path, text);
        // Others who saw the stale one may be clearing it away yet, and this one with it.
        if (wasStale) await clock.sleep(pollMs, signal);
        if (!wasStale || (await this.isThere(text)))
          return {
            wasWaitedFor: polls > 0,
            isOurs: async () => (await this.isThere(text)) && !this.isStale(owner),
            release: () => this.release(text),
          };
      } catch (error) {
        if (isAbortError(error)) {
          // Nobody takes over from one who is there, and doesn't want it any more.
          await this.release(text);
          throw error;
        }
        if (codeOf(error) !== 'EEXIST' && ++denied > deniedAtMost) throw error;
      }
      const found = await readFile(path, 'utf8').catch(() => undefined);
      const other = found === undefined ? undefined : ownerOf(found);
      if (found !== undefined && other === undefined) broken++;
      if (found !== undefined && (other ? this.isStale(other) : broken > brokenAfterPolls)) {
        wasStale = true;
        // One that can't be cleared away, as in a folder of another user, is waited for like any other.
        if (await this.clear(found)) continue;
      }
      // A clock that is set back makes nobody wait longer.
      if (Math.abs(clock.now() - began) >= waitAtMostMs) return undefined;
      await clock.sleep(pollMs, signal);
    }
  }

  private async release(text: string): Promise<void> {
    const { path } = this.deps;
    if (await this.isThere(text)) await rm(path, { force: true }).catch(() => undefined);
  }

  private async isThere(text: string): Promise<boolean> {
    return (await readFile(this.deps.path, 'utf8').catch(() => undefined)) === text;
  }

  private isStale({ owner, at }: Owner): boolean {
    const { owners, clock } = this.deps;
    return Math.abs(clock.now() - at) > staleAfterMs || owners.isGone(owner, at);
  }

  /**
   * Others may do the same, and one of them may have made the lock anew since: that one is put back.
   * @returns whether the stale one is out of the way
   */
  private async clear(text: string): Promise<boolean> {
    const { path } = this.deps;
    const aside = `${path}.${randomUUID()}`;
    let isCleared = false;
    try {
      await rename(path, aside);
      isCleared = (await readFile(aside, 'utf8')) === text;
      if (!isCleared) await link(aside, path);
    } catch {
      // Somebody else was first, or nobody may.
    }
    await rm(aside, { force: true }).catch(() => undefined);
    return isCleared;
  }
}

/** A full disk makes the file and takes no text: nobody would know whose lock that is. */
async function makeFile(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

interface Owner {
  readonly owner: string;
  readonly at: number;
}

function ownerOf(text: string): Owner | undefined {
  try {
    const { owner, at } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>;
    return typeof owner === 'string' && typeof at === 'number' ? { owner, at } : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
