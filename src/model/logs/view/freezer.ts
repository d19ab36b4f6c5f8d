import type { IDisposable } from '../../../base/lifecycle.js';
import type { LogNote } from '../rows/logTypes.js';
import type { LogTable } from '../table/logTable.js';
import type { TableChange } from '../table/tableChange.js';
import type { TypeCounter } from '../table/typeCounter.js';

interface Frozen {
  readonly order: Int32Array;
  readonly notes: readonly LogNote[];
  readonly typeCounts: TypeCounter;
}

/** Keeps what a view needs to stay as it is while its table changes. */
export class Freezer implements IDisposable {
  private frozen: Frozen | undefined;
  /** Rows that are shown are kept until the view has caught up. */
  private holds: IDisposable[] = [];
  private waiting = 0;

  constructor(private readonly table: LogTable) {}

  get isFrozen(): boolean {
    return this.frozen !== undefined;
  }

  get queued(): number {
    return this.waiting;
  }

  /** Undefined while it isn't frozen. */
  get order(): Int32Array | undefined {
    return this.frozen?.order;
  }

  get notes(): readonly LogNote[] | undefined {
    return this.frozen?.notes;
  }

  get typeCounts(): TypeCounter {
    return this.frozen?.typeCounts ?? this.table.typeCounts();
  }

  freeze(notes: readonly LogNote[]): void {
    this.holds.push(this.table.hold());
    this.frozen = {
      order: this.table.slotsInOrder().slice(),
      notes: [...notes],
      typeCounts: this.table.typeCounts().copy(),
    };
  }

  queue(change: TableChange): void {
    this.waiting += change.added.length;
  }

  /** The view may catch up. */
  thaw(): void {
    this.frozen = undefined;
  }

  /** The view shows what its source has. */
  caughtUp(): void {
    if (this.isFrozen) return;
    this.waiting = 0;
    for (const hold of this.holds) hold.dispose();
    this.holds = [];
  }

  dispose(): void {
    this.frozen = undefined;
    this.caughtUp();
  }
}
