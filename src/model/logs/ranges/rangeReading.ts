import { NotAdmittedError, type EndingAsking } from '../../../base/asking.js';
import { isAbortError, throwIfAborted } from '../../../base/errors.js';
import { TuyaError } from '../../../tuya/errors/errors.js';
import type { LogSelection } from '../read/logSource.js';
import type { ReadStep, StretchReader } from '../read/stretchReader.js';
import type { DeviceLog } from '../state/deviceLog.js';
import type { ReadingGate } from './readingGate.js';

/** One device's part of a range. */
export interface RangeJob {
  readonly device: DeviceLog;
  readonly reader: StretchReader;
  /** Where what is shown ends; the reader may ask further ahead. */
  readonly top: number;
  /** A page that was read before, as to know what the range will cost. */
  readonly first?: ReadStep | undefined;
  /** Pages at most; what is left then is labelled `unread`. */
  readonly pages?: number;
}

export interface RangeProgress {
  readonly rows: number;
  /** Everything from here on is read, for every device. */
  readonly reached: number;
  /** 0 … 1 */
  readonly part: number;
  /** Every device has been asked for its newest rows. */
  readonly hasNewest: boolean;
}

export interface RangeOutcome {
  /** The first of the problems. */
  readonly problem?: unknown;
  /** The table had no room for more. */
  readonly isFull: boolean;
  readonly isCancelled: boolean;
}

const workers = 2;

/** Reads a stretch of several devices' logs, the newest pages of all of them first. Never rejects. */
export class RangeReading {
  private rows = 0;
  private problem: unknown;
  private isFull = false;
  private readonly answered = new Set<RangeJob>();
  private readonly pagesOf = new Map<RangeJob, number>();
  private readonly waiting: Set<RangeJob>;

  constructor(
    private readonly jobs: readonly RangeJob[],
    private readonly selection: LogSelection,
    private readonly gate: ReadingGate,
    private readonly progressed: (progress: RangeProgress) => void,
  ) {
    this.waiting = new Set(jobs);
    for (const { device, reader, top } of jobs) {
      device.stretches.mark(reader.from, Math.min(reader.to, top), { kind: 'loading' });
    }
  }

  async run(asking: EndingAsking): Promise<RangeOutcome> {
    try {
      await Promise.all(Array.from({ length: workers }, () => this.work(asking)));
    } catch (error) {
      if (!isAbortError(error)) throw error;
    }
    const left = this.isFull ? ({ kind: 'dropped' } as const) : ({ kind: 'unread' } as const);
    for (const { device } of this.jobs) device.stretches.repaint('loading', left);
    return {
      isFull: this.isFull,
      isCancelled: asking.signal.aborted,
      ...(this.problem !== undefined && { problem: this.problem }),
    };
  }

  private async work(asking: EndingAsking): Promise<void> {
    for (let job = this.nextJob(); job; job = this.nextJob()) {
      await this.gate.opened(asking.signal);
      if (await this.readPage(job, asking)) this.waiting.add(job);
    }
  }

  /** The one that lags behind the most, so that the timeline fills from its new end. */
  private nextJob(): RangeJob | undefined {
    if (this.isFull) return undefined;
    const [first, ...others] = this.waiting;
    if (!first) return undefined;
    const job = others.reduce((a, b) => (b.reader.reached > a.reader.reached ? b : a), first);
    this.waiting.delete(job);
    return job;
  }

  /** True where there is more to be read. */
  private async readPage(job: RangeJob, asking: EndingAsking): Promise<boolean> {
    const { device, reader, top, first, pages = Infinity } = job;
    const count = (this.pagesOf.get(job) ?? 0) + 1;
    this.pagesOf.set(job, count);
    const before = count === 1 ? reader.to : reader.reached;
    let step: ReadStep;
    try {
      step = first && count === 1 ? first : await this.gate.run(() => reader.next(asking), asking.signal);
    } catch (error) {
      // Only what ends this reading is its end; a request that was given up elsewhere has failed.
      throwIfAborted(asking.signal);
      this.failed(job, error);
      // Nor may any other device be asked, and a person who said no isn't asked about each.
      if (error instanceof NotAdmittedError) this.refuseOthers(error);
      return false;
    }
    this.answered.add(job);
    // The other worker may have filled the table meanwhile.
    if (this.isFull) return false;
    const result = device.take(step, this.selection, Math.min(before, top), 'oldest');
    this.rows += result.added;
    if (result.refused > 0) this.isFull = true;
    else if (step.end && step.end !== 'complete') {
      device.stretches.mark(reader.from, Math.min(top, step.reached), {
        kind: 'incomplete',
        reason: step.end,
      });
    }
    this.progressed(this.progress());
    // A page that gets nowhere, as one whose rows are mostly of one moment, is followed by another.
    return !this.isFull && !reader.isDone && (count < pages || reader.reached >= Math.min(top, reader.to));
  }

  private failed(job: RangeJob, problem: unknown): void {
    const { device, reader, top } = job;
    this.answered.add(job);
    if (TuyaError.is(problem) && problem.reason === 'unsupported') {
      device.state = 'unsupported';
      device.stretches.clear();
    } else {
      this.problem ??= problem;
      if (TuyaError.is(problem) && problem.reason === 'notFound') device.state = 'gone';
      device.stretches.mark(reader.from, Math.min(top, reader.reached), { kind: 'failed', problem });
    }
    this.progressed(this.progress());
  }

  private refuseOthers(problem: NotAdmittedError): void {
    for (const job of this.waiting) this.failed(job, problem);
    this.waiting.clear();
  }

  private progress(): RangeProgress {
    const open = this.jobs.filter(({ device }) => device.state === 'open');
    const parts = open.map(({ reader, top }) => {
      const length = Math.max(1, Math.min(reader.to, top) - reader.from);
      return Math.min(1, Math.max(0, (top - reader.reached) / length));
    });
    return {
      rows: this.rows,
      reached: Math.max(...open.map(({ reader, top }) => Math.min(top, reader.reached)), 0),
      hasNewest: this.answered.size === this.jobs.length,
      part: parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + part, 0) / parts.length,
    };
  }
}
