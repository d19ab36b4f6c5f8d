import type { OperationName } from './operations.js';

/** One call as the cloud saw it. Holds no secret: not the query of token calls, no header, no body but a write's. */
export interface LedgerEntry {
  /** Epoch milliseconds, true time. */
  readonly at: number;
  /** Undefined where no operation has that path and method. */
  readonly operation: OperationName | undefined;
  readonly method: string;
  /** With the query; a refresh token is left out. */
  readonly path: string;
  /** HTTP status; 0 where no answer was given. */
  readonly status: number;
  /** 0 for success; undefined where the answer was no envelope. */
  readonly code: number | undefined;
  /** The operation took place. For a write: something was changed. */
  readonly executed: boolean;
  /** The kinds of faults that were put in, if any. */
  readonly faults: readonly string[];
  /** A write's body as text. */
  readonly body?: string;
}

export interface OperationCount {
  readonly calls: number;
  readonly executed: number;
}

/** What the cloud was asked and what it did: what tests compare with. Keeps the last calls, counts all. */
export class Ledger {
  private readonly kept: LedgerEntry[] = [];
  private readonly counts = new Map<OperationName | 'unknown', OperationCount>();

  constructor(private readonly keepAtMost = 10_000) {}

  get entries(): readonly LedgerEntry[] {
    return this.kept;
  }

  /** Writes that really happened, oldest first. */
  get writes(): readonly LedgerEntry[] {
    return this.kept.filter(({ executed, method }) => executed && method !== 'GET');
  }

  get totalCalls(): number {
    return [...this.counts.values()].reduce((sum, { calls }) => sum + calls, 0);
  }

  count(operation: OperationName | 'unknown'): OperationCount {
    return this.counts.get(operation) ?? { calls: 0, executed: 0 };
  }

  counters(): Readonly<Record<string, OperationCount>> {
    return Object.fromEntries(this.counts);
  }

  add(entry: LedgerEntry): void {
    const name = entry.operation ?? 'unknown';
    const { calls, executed } = this.count(name);
    this.counts.set(name, { calls: calls + 1, executed: executed + (entry.executed ? 1 : 0) });
    this.kept.push(entry);
    if (this.kept.length > this.keepAtMost * 1.1) this.kept.splice(0, this.kept.length - this.keepAtMost);
  }

  /** The operation of this entry took place after its answer. */
  tookPlace(entry: LedgerEntry): void {
    const name = entry.operation ?? 'unknown';
    const { calls, executed } = this.count(name);
    this.counts.set(name, { calls, executed: executed + 1 });
    const at = this.kept.indexOf(entry);
    if (at >= 0) this.kept[at] = { ...entry, executed: true };
  }

  clear(): void {
    this.kept.length = 0;
    this.counts.clear();
  }
}
