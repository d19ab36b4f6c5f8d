import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import { isArranged, isFiltered, readTreeOptions, usualOptions, type TreeOptions } from './treeOptions.js';

const optionsKey = 'tree/options';

/** How the person wants to see the tree: one choice for all projects, kept for the next window. */
export class ViewOptions extends Disposable {
  private now: TreeOptions;
  private readonly changed = this._register(new Emitter<TreeOptions>());
  readonly onDidChange: Event<TreeOptions> = this.changed.event;

  constructor(private readonly state: StateStore) {
    super();
    this.now = readTreeOptions(state.get(optionsKey));
  }

  get current(): TreeOptions {
    return this.now;
  }

  /** Whether devices are hidden. */
  get isFiltered(): boolean {
    return isFiltered(this.now);
  }

  /** Whether devices stand elsewhere than under user and gateway. */
  get isArranged(): boolean {
    return isArranged(this.now);
  }

  set(change: Partial<TreeOptions>): void {
    const next = { ...this.now, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.now)) return;
    this.now = next;
    this.changed.fire(next);
    // What can't be kept holds in this window.
    this.state.update(optionsKey, next).then(undefined, () => undefined);
  }

  /** Hides nothing any more; groups and order stay. */
  clearFilter(): void {
    const { text, state, products, categories } = usualOptions;
    this.set({ text, state, products, categories });
  }

  reset(): void {
    this.set({ ...usualOptions, state: undefined });
  }
}
