import type { Clock } from '../../../base/clock.js';
import { throwIfAborted } from '../../../base/errors.js';
import { TuyaError } from '../../../tuya/errors/errors.js';
import { passes } from '../../../tuya/errors/recovery.js';
import type { LogSelection } from '../read/logSource.js';
import type { StretchReader } from '../read/stretchReader.js';
import type { Stretch, StretchLabel } from '../read/stretches.js';
import type { TailRateLimit } from './tailRateLimit.js';
import type { DeviceLog } from '../state/deviceLog.js';
import { aheadMs } from '../state/resolveRange.js';
import { Sweeps } from './sweeps.js';
import { fastestMs, TailPace } from './tailPace.js';

const hourMs = 3_600_000;
/** A page costs the same whether it reaches back a minute or a day. */
const lookBackMs = 24 * hourMs;
/** Pages of one poll, and pages of older holes that are filled after it. */
const pagesPerPoll = 5;
const triesPerSweep = 3;
/** The cloud says that there is more: so often it's believed, until it turns out not to be so. */
const emptyPagesAtMost = 3;

export interface DeviceTailDeps {
  readonly device: DeviceLog;
  readonly clock: Clock;
  /** What is asked for goes by the cloud's clock; how long to wait, by this one. */
  readonly cloudNow: () => number;
  /** This moment has passed by the cloud's clock, epoch ms. */
  readonly passed: () => number;
  readonly random: () => number;
  readonly budget: TailRateLimit;
  /** Whether it asks as often as it may, also while nothing comes. */
  readonly isFast: () => boolean;
  /** Lets only so many pages be asked for at once. */
  readonly gate: <T>(ask: () => Promise<T>, signal: AbortSignal) => Promise<T>;
  /** Before this the cloud keeps nothing. */
  readonly retentionFrom: () => number | undefined;
  /** A poll has ended, or waits for another moment. */
  readonly changed: () => void;
}

/** Where a tail begins. */
export interface TailStart {
  readonly selection: LogSelection;
  /** The log is wanted from here on; older parts may be added. */
  readonly from: () => number;
  /** Up to here it was asked for before; what came since then must be caught up on. */
  readonly coveredTo: number;
  /** For what can't be caught up on at once. */
  readonly hole: StretchLabel;
}

/** Asks for one device's newest rows again and again. Holes it leaves are labelled, and filled as calls allow. */
export class DeviceTail {
  readonly pace: TailPace;
  /** When it next asks. */
  nextAt: number | undefined;
  intervalMs = 0;
  lastSuccessAt: number | undefined;
  /** Why the last poll failed. */
  problem: unknown;
  /** There are holes, since more came than it may read. */
  isBehind = false;
  private readonly generation: number;
  private coveredTo: number;
  /** Rows before this moment have been read. */
  private floor: number;
  private hole: StretchLabel;
  private readonly sweeps: Sweeps;
  private emptyPages = emptyPagesAtMost;
  /** Ends a wait between two polls. */
  private hurrying = new AbortController();
  private sweep: { readonly reader: StretchReader; readonly at: number; tries: number } | undefined;

  constructor(
    private readonly start: TailStart,
    private readonly deps: DeviceTailDeps,
  ) {
    const { device, cloudNow } = deps;
    this.pace = new TailPace(deps.random);
    this.generation = device.generation;
    this.coveredTo = start.coveredTo;
    const from = start.from();
    const before = device.stretches.labelAt(start.coveredTo - 1)?.kind;
    const isAsked = before === 'read' || before === 'incomplete';
    // What nobody has got to yet isn't the tail's to read.
    this.floor = isAsked ? Math.max(from, Math.min(device.newest ?? from, start.coveredTo)) : start.coveredTo;
    this.hole = start.hole;
    this.sweeps = new Sweeps(cloudNow());
  }

  get device(): DeviceLog {
    return this.deps.device;
  }

  /** Something is about to happen: asks soon. Where a poll failed, its wait stands. */
  hurry(): void {
    this.pace.reset();
    if (this.problem === undefined) this.hurrying.abort();
  }

  /** Somebody stopped the tail: what has come until it goes on is read if it's asked for. */
  stopped(): void {
    this.hole = { kind: 'paused' };
    this.pace.reset();
    this.nextAt = undefined;
  }

  /** Up to here it has asked. */
  get covered(): number {
    return this.coveredTo;
  }

  /**
   * Polls until the signal fires, or the device turns out to have no log.
   * @param firstAfterMs how long to wait before the first poll
   * @param isHidden whether nobody looks
   */
  async run(firstAfterMs: number, isHidden: boolean, signal: AbortSignal): Promise<void> {
    const { device, clock, cloudNow } = this.deps;
    const restMs = Math.min(fastestMs, (this.lastSuccessAt ?? -Infinity) + fastestMs - clock.now());
    // A panel that is hidden and shown again and again doesn't ask each time.
    let after = Math.max(firstAfterMs, restMs, this.deps.budget.waitMs());
    while (device.state === 'open') {
      await this.wait(after, signal);
      const startedAt = cloudNow();
      try {
        const { found, pages } = await this.poll(startedAt, signal);
        this.problem = undefined;
        this.lastSuccessAt = clock.now();
        after = this.pace.succeeded(found, pages, this.deps.isFast());
        if (isHidden) after = Math.max(after, this.pace.hidden());
      } catch (error) {
        // Only what ends this tail is its end; a request that was given up elsewhere has failed.
        throwIfAborted(signal);
        this.failed(error, startedAt);
        after = this.pace.failed(passes(error));
      }
      after = Math.max(after, this.deps.budget.intervalMs);
      this.isBehind = this.nextHole() !== undefined;
    }
    // Why is said of the device, and the others are followed.
    this.problem = undefined;
    this.nextAt = undefined;
    this.deps.changed();
  }

  private async wait(ms: number, signal: AbortSignal): Promise<void> {
    const { clock, budget } = this.deps;
    let pause = ms;
    do {
      pause = Math.max(pause, budget.waitMs());
      this.intervalMs = pause;
      this.nextAt = clock.now() + pause;
      this.deps.changed();
      pause = pause > 0 ? await this.sleep(pause, signal) : 0;
    } while (pause > 0 || budget.waitMs() > 0);
  }

  /** Cut short where something is about to happen; answers how long to wait all the same. */
  private async sleep(ms: number, signal: AbortSignal): Promise<number> {
    const { clock } = this.deps;
    const hurrying = (this.hurrying = new AbortController());
    try {
      await clock.sleep(ms, AbortSignal.any([signal, hurrying.signal]));
      return 0;
    } catch (error) {
      if (signal.aborted || !hurrying.signal.aborted) throw error;
      return Math.max(0, Math.min(fastestMs, (this.lastSuccessAt ?? -Infinity) + fastestMs - clock.now()));
    }
  }

  private async poll(asked: number, signal: AbortSignal): Promise<Reading> {
    const { device, budget, passed } = this.deps;
    const { from, selection } = this.start;
    const start = Math.max(from(), device.keptFrom, Math.min(this.floor, asked - lookBackMs));
    const reader = device.reader(selection, start, asked + aheadMs, this.emptyPages);
    let reading: Reading;
    try {
      reading = await this.readDown(reader, this.floor, asked, pagesPerPoll, signal);
    } catch (problem) {
      const isOver = signal.aborted;
      this.arrived(
        reader,
        asked,
        isOver ? { kind: 'unread', auto: true } : { kind: 'failed', problem, auto: true },
      );
      throw problem;
    }
    this.arrived(reader, asked, this.hole);
    this.hole = { kind: 'unread', auto: true };
    this.deps.changed();
    // However tight the budget, old holes aren't left for good: the polls to come wait for what they cost.
    const older = await this.readOlder(
      reader,
      Math.min(asked, passed()),
      budget.isAmple ? pagesPerPoll : 1,
      signal,
    );
    return { found: reading.found || older.found, pages: reading.pages + older.pages };
  }

  /** A poll has got somewhere, though perhaps not down to where the one before had begun. */
  private arrived(reader: StretchReader, asked: number, hole: StretchLabel): void {
    const { device } = this.deps;
    const { reached } = reader;
    // Where this computer's clock was set since the last answer, this one has said so.
    const passed = this.deps.passed();
    const now = Math.min(asked, passed);
    // What is known now is of another range.
    if (device.generation !== this.generation || reached >= reader.to) return;
    if (!reader.isDone) device.stretches.mark(this.floor, Math.min(reached, now), hole);
    this.coveredTo = Math.max(Math.min(this.coveredTo, passed), now);
    // A device whose clock is ahead must not make its later rows look like old ones.
    this.floor = Math.max(Math.min(this.floor, passed), Math.min(device.newest ?? this.floor, now));
    this.sweeps.read(now, this.wholeFrom(reached));
  }

  /** What has been left out so far: holes, and rows that may have come late. */
  private async readOlder(
    reader: StretchReader,
    now: number,
    pagesAtMost: number,
    signal: AbortSignal,
  ): Promise<Reading> {
    const { device } = this.deps;
    let pages = 0;
    let found = false;
    for (let hole = this.nextHole(); hole && pages < pagesAtMost; hole = this.nextHole()) {
      const filling = device.reader(this.start.selection, hole.from, hole.to, this.emptyPages);
      const read = await this.readDown(filling, hole.from, hole.to, pagesAtMost - pages, signal);
      found ||= read.found;
      pages += read.pages;
    }
    if (!this.sweep && pages < pagesAtMost) {
      const due = this.sweeps.due(now);
      const from = Math.max(this.sweptFrom, due ?? Infinity);
      if (from < reader.reached) {
        this.sweep = {
          reader: device.reader(this.start.selection, from, reader.reached, this.emptyPages),
          at: now,
          tries: 0,
        };
      }
    }
    const { sweep } = this;
    if (!sweep) return { found, pages };
    // Where a page of it fails the same page is asked for next time, but not for ever.
    if (sweep.tries++ > triesPerSweep) this.sweep = undefined;
    const swept = await this.readDown(
      sweep.reader,
      sweep.reader.from,
      sweep.reader.to,
      Math.min(pagesAtMost - pages, this.sweeps.takePages(now)),
      signal,
    );
    sweep.tries = 0;
    if (sweep.reader.isDone) {
      this.sweeps.read(sweep.at, this.wholeFrom(sweep.reader.from));
      this.sweep = undefined;
    }
    return { found: found || swept.found, pages: pages + swept.pages };
  }

  /** What a person left unread isn't read unless they ask for it. */
  private get sweptFrom(): number {
    const { stretches, keptFrom } = this.deps.device;
    const left = stretches.all().findLast(({ label }) => label.kind === 'unread' && label.auto !== true);
    return Math.max(this.start.from(), keptFrom, left?.to ?? 0);
  }

  /** Where everything that is wanted was read, that's as far back as one can get. */
  private wholeFrom(reached: number): number {
    return reached <= this.sweptFrom ? 0 : reached;
  }

  /** The newest stretch that the tail has to fill by itself. */
  private nextHole(): Stretch | undefined {
    const { device, retentionFrom } = this.deps;
    const edge = Math.max(this.start.from(), device.keptFrom, retentionFrom() ?? 0);
    const hole = device.stretches
      .all()
      .findLast(({ label, to }) => isForTail(label) && to > edge && to <= this.coveredTo);
    return hole && hole.from < edge ? { ...hole, from: edge } : hole;
  }

  /** Reads until `floor` is reached, or the pages are used up; at least so far that it gets on. */
  private async readDown(
    reader: StretchReader,
    floor: number,
    top: number,
    pagesAtMost: number,
    signal: AbortSignal,
  ): Promise<Reading> {
    const { device, gate } = this.deps;
    let pages = 0;
    let found = false;
    const start = reader.reached;
    while (!reader.isDone && reader.reached > floor) {
      if (pages >= pagesAtMost && (reader.reached < start || pages === 0)) break;
      const before = Math.min(top, reader.reached);
      const step = await gate(() => reader.next({ asker: 'background', signal }), signal);
      pages++;
      const { added } = device.take(step, this.start.selection, before, 'newest');
      found ||= added > 0;
      if (reader.endedEmpty) this.emptyPages = 1;
      // Where it always says that there is more, a page with nothing new is taken for the last.
      else if (this.emptyPages === 1 && added === 0 && reader.from < floor) break;
      if (step.end && step.end !== 'complete') {
        device.stretches.mark(Math.max(floor, reader.from), Math.min(top, step.reached), {
          kind: 'incomplete',
          reason: step.end,
        });
      }
    }
    return { found, pages };
  }

  private failed(problem: unknown, now: number): void {
    const { device } = this.deps;
    this.problem = problem;
    if (TuyaError.is(problem) && problem.reason === 'unsupported') device.state = 'unsupported';
    else if (TuyaError.is(problem) && problem.reason === 'notFound') device.state = 'gone';
    else device.stretches.mark(this.coveredTo, now, { kind: 'failed', problem, auto: true });
    this.deps.changed();
  }
}

interface Reading {
  /** There were rows that hadn't been read before. */
  readonly found: boolean;
  readonly pages: number;
}

function isForTail(label: StretchLabel): boolean {
  return label.kind === 'failed' || (label.kind === 'unread' && label.auto === true);
}
