import type { StateStore } from '../../base/storage.js';

/**
 * VS Code's global state, written one change at a time.
 *
 * VS Code answers every change of the global state with all its values as they were then, and takes that answer for what
 * is stored now: what an extension has written meanwhile is gone, and its next change makes that last (read in
 * extHostMemento.ts and mainThreadStorage.ts, 1.139). With one change under way there is no such meanwhile.
 */
export class SerialState implements StateStore {
  /** What isn't stored yet, by key. */
  private readonly waiting = new Map<string, Change>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly state: StateStore) {}

  /** What was written last, stored or not. */
  get(key: string): unknown {
    const change = this.waiting.get(key);
    return change ? change.value : this.state.get(key);
  }

  /** Resolves once the value, or a later one of the key, is stored. */
  update(key: string, value: unknown): Promise<void> {
    // What is done to an object later isn't stored, and isn't to be read.
    const kept: unknown = typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
    const waits = this.waiting.get(key);
    if (waits && !waits.isUnderWay) {
      waits.value = kept;
      return waits.stored;
    }
    const change: Change = { value: kept, isUnderWay: false, stored: Promise.resolve() };
    change.stored = this.last.then(() => this.store(key, change));
    this.waiting.set(key, change);
    this.last = change.stored.catch(() => undefined);
    return change.stored;
  }

  private async store(key: string, change: Change): Promise<void> {
    change.isUnderWay = true;
    try {
      await this.state.update(key, change.value);
    } finally {
      if (this.waiting.get(key) === change) this.waiting.delete(key);
    }
  }
}

interface Change {
  value: unknown;
  isUnderWay: boolean;
  stored: Promise<void>;
}
