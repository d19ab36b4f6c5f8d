import { deviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { OperationName } from '../../tuya/operations.js';
import type { DeviceRef } from '../projects/project.js';
import type { Doubt } from './doubt.js';
import type { WriteResult } from './writeResult.js';

/** Which change: two that are equal in all of this do the same. */
export interface Change {
  readonly ref: DeviceRef;
  readonly operation: OperationName;
  /** What is changed beyond the device, and into what: outlet, user, name. */
  readonly about: readonly string[];
}

/** A change in doubt, at one moment. */
export interface OpenDoubt extends Change {
  /** Of this window; never used twice. */
  readonly id: number;
  readonly result: WriteResult<unknown>;
}

interface Entry extends Change {
  readonly id: number;
  readonly doubt: Doubt<unknown>;
}

/** The changes of this window of which it isn't known whether they were made: until it is, or they are put away. */
export class Doubts extends Disposable {
  private readonly entries = new Map<string, Entry>();
  /** Nobody is shown these any more; the same change is still looked for before it is sent again. */
  private readonly putAway = new WeakSet<Entry>();
  private made = 0;
  /** How often a project has got other keys, or gone. */
  private readonly drops = new Map<string, number>();
  private readonly changed = this._register(new Emitter<OpenDoubt>());
  /** Fires where a doubt begins, is looked at again, and ends: by then its result is no longer unknown, or it is put away. */
  readonly onDidChange: Event<OpenDoubt> = this.changed.event;

  constructor() {
    super();
    this._register(toDisposable(() => this.entries.forEach(({ doubt }) => doubt.close())));
  }

  /** Those of a device, the oldest first. */
  of(ref: DeviceRef): readonly OpenDoubt[] {
    const key = deviceKey(ref);
    return [...this.entries.values()]
      .filter((entry) => deviceKey(entry.ref) === key && !this.putAway.has(entry))
      .map(shown);
  }

  /** The doubt about the very same change. */
  find(change: Change): Doubt<unknown> | undefined {
    return this.entries.get(keyOf(change))?.doubt;
  }

  add(change: Change, doubt: Doubt<unknown>, done: () => void): void {
    const key = keyOf(change);
    const { ref, operation, about } = change;
    const entry: Entry = { ref, operation, about, doubt, id: ++this.made };
    this.remove(key);
    if (this.isDisposed) return doubt.close();
    this.entries.set(key, entry);
    doubt.follow(() => {
      if (this.entries.get(key) !== entry) return;
      if (doubt.result.outcome !== 'unknown') {
        this.entries.delete(key);
        done();
      }
      this.changed.fire(shown(entry));
    });
    this.changed.fire(shown(entry));
  }

  /** The same change is being made anew. */
  forget(change: Change): void {
    this.remove(keyOf(change));
  }

  /** Looks once more, for a person. Rejects with an abort error only. */
  async lookAgain(id: number, signal?: AbortSignal): Promise<void> {
    await this.entry(id)?.[1].doubt.lookAgain(signal);
  }

  /** Puts a doubt away: nobody looks by itself any more. */
  dismiss(id: number): void {
    const [, entry] = this.entry(id) ?? [];
    if (!entry) return;
    this.putAway.add(entry);
    entry.doubt.cancel();
    this.changed.fire(shown(entry));
  }

  /** Ends the looks at a device that follow by themselves. */
  cancel(ref: DeviceRef): void {
    const key = deviceKey(ref);
    for (const { ref: other, doubt } of this.entries.values()) if (deviceKey(other) === key) doubt.cancel();
  }

  /** Another one each time that a project's doubts were dropped. */
  generationOf(projectId: string): number {
    return this.drops.get(projectId) ?? 0;
  }

  /** A project is gone, or has other keys: what they show would be no answer. */
  drop(projectId: string): void {
    this.drops.set(projectId, this.generationOf(projectId) + 1);
    for (const [key, { ref, doubt }] of this.entries) {
      if (ref.projectId !== projectId) continue;
      doubt.close();
      this.remove(key);
    }
  }

  private entry(id: number): [string, Entry] | undefined {
    return [...this.entries].find(([, entry]) => entry.id === id);
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    entry.doubt.cancel();
    this.entries.delete(key);
    this.changed.fire(shown(entry));
  }
}

function keyOf({ ref: { projectId, deviceId }, operation, about }: Change): string {
  return JSON.stringify([projectId, deviceId, operation, ...about]);
}

function shown({ id, ref, operation, about, doubt }: Entry): OpenDoubt {
  return { id, ref, operation, about, result: doubt.result };
}
