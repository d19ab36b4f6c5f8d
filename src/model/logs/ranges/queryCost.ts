import { NotAdmittedError, type EndingAsking } from '../../../base/asking.js';
import { isAbortError } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogQuery } from '../rows/logTypes.js';
import type { ReadStep, StretchReader } from '../read/stretchReader.js';
import type { LogTable } from '../table/logTable.js';
import { estimateByPage, estimateByRate } from './callEstimate.js';
import type { DeviceLog } from '../state/deviceLog.js';
import type { ReadingGate } from './readingGate.js';
import type { LogEstimate } from '../state/sessionState.js';
import { endOf, type ResolvedRange } from '../state/resolveRange.js';

/** The first page of a query's first device that has a log. */
export interface Probe {
  readonly device: DeviceLog;
  readonly query: string;
  readonly at: number;
  readonly range: ResolvedRange;
  readonly reader: StretchReader;
  readonly step: ReadStep;
}

interface QueryCostDeps {
  readonly table: LogTable;
  /** By the cloud's clock. */
  readonly now: () => number;
  readonly gate: ReadingGate;
  readonly retentionFrom: () => number | undefined;
}

interface CostQuestion {
  readonly query: LogQuery;
  readonly range: ResolvedRange;
  /** Those that have a log. */
  readonly devices: readonly DeviceLog[];
  /** What of the same query is in the table, without a hole. */
  readonly seen: TimeRange | undefined;
}

const keptMs = 60_000;

/** Tells what a query will cost, if need be by its first page, which is kept for the reading that may follow. */
export class QueryCost {
  private probe: Probe | undefined;

  constructor(private readonly deps: QueryCostDeps) {}

  /** @throws an abort error once the signal fires; BudgetError where a person said no */
  async estimate({ query, range, devices, seen }: CostQuestion, asking: EndingAsking): Promise<LogEstimate> {
    const { now, gate, table, retentionFrom } = this.deps;
    const from = Math.max(range.from, retentionFrom() ?? 0);
    const span = { from: Math.min(from, range.to), to: range.to };
    if (seen) return estimateByRate(table.size, seen, span, devices.length);
    const [device] = devices;
    if (!device) return { calls: 1 };
    const reader = device.reader(query, range.from, endOf(range));
    const at = now();
    try {
      const step = await gate.run(() => reader.next(asking), asking.signal);
      this.probe = { query: JSON.stringify(query), at, device, range, reader, step };
      return estimateByPage(step, reader, span, devices.length);
    } catch (error) {
      const isNo = error instanceof NotAdmittedError && error.asker === 'person';
      if (isNo || isAbortError(error)) throw error;
      // The reading will meet the same problem, and say so.
      return { calls: devices.length };
    }
  }

  /** The page that was read for this query a moment ago. */
  take(query: LogQuery): Probe | undefined {
    const { probe } = this;
    this.probe = undefined;
    // Where its answer has told another time of the cloud, it is far from now.
    const isOfNow = probe && Math.abs(this.deps.now() - probe.at) < keptMs;
    return isOfNow && probe.query === JSON.stringify(query) ? probe : undefined;
  }
}
