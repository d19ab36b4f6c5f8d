import { Emitter, type Event } from '../../../base/event.js';
import type { IDisposable } from '../../../base/lifecycle.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { LogRow } from '../logTypes.js';
import type { DroppedRows, KeepRows, MergeResult, TableChange } from './tableChange.js';

export interface LogTableOptions {
  /** Rows at most; 500,000 if it isn't given. */
  readonly capacity?: number;
}

/** The rows of a log in columns, in the order of their time. */
export class LogTable implements IDisposable {
  private readonly changes = new Emitter<TableChange>();
  readonly onDidChange: Event<TableChange> = this.changes.event;
  readonly capacity: number;

  constructor(options: LogTableOptions = {}) {
    this.capacity = options.capacity ?? 500_000;
  }

  get size(): number {
    throw new Error('not yet');
  }

  /** Grows with each change. */
  get version(): number {
    throw new Error('not yet');
  }

  get dropped(): DroppedRows | undefined {
    throw new Error('not yet');
  }

  /** @param entries of one device, as the cloud gives them: newest first, whole milliseconds */
  merge(_device: number, _entries: readonly LogEntry[], _keep: KeepRows): MergeResult {
    throw new Error('not yet');
  }

  clear(): void {
    throw new Error('not yet');
  }

  /** The slots of all rows, oldest first. A view of the table's own memory: good until the next change. */
  slotsInOrder(): Int32Array {
    throw new Error('not yet');
  }

  row(_slot: number): LogRow {
    throw new Error('not yet');
  }

  time(_slot: number): number {
    throw new Error('not yet');
  }

  /** Undefined once the row has been dropped. */
  slotOf(_id: number): number | undefined {
    throw new Error('not yet');
  }

  /** The row's place in {@link slotsInOrder}. */
  positionOf(_id: number): number | undefined {
    throw new Error('not yet');
  }

  /** The place in {@link slotsInOrder} of the first row of this time or later; `size` where there is none. */
  firstAt(_time: number): number {
    throw new Error('not yet');
  }

  /** Rows that are dropped from now on stay readable by their slots until this is disposed of. */
  hold(): IDisposable {
    throw new Error('not yet');
  }

  dispose(): void {
    this.changes.dispose();
  }
}
