import { NotAdmittedError } from '../../base/asking.js';
import { uniqueDevices } from '../../base/deviceKey.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { DeviceRef } from '../projects/project.js';
import type { UnknownResult, WriteResult } from './writeResult.js';

/** How far a batch is with one device. */
export type BatchItem =
  | { readonly ref: DeviceRef; readonly state: 'notStarted' | 'running' }
  | { readonly ref: DeviceRef; readonly state: 'done'; readonly settledBy: 'answer' | 'look' }
  /** It wasn't done, and this is why. */
  | {
      readonly ref: DeviceRef;
      readonly state: 'refused';
      readonly error: unknown;
    }
  | { readonly ref: DeviceRef; readonly state: 'unknown'; readonly result: UnknownResult<unknown> };

export type BatchState = BatchItem['state'];

export interface BatchReport {
  /** One per device, in the order of the selection. */
  readonly items: readonly BatchItem[];
  readonly counts: Readonly<Record<BatchState, number>>;
}

/** The signal ends the waiting before the write and the looking after it, never the write itself. */
type Action = (ref: DeviceRef, signal?: AbortSignal) => Promise<WriteResult<unknown>>;

/**
 * The same write for a selection of devices. Each is started at most once per device, unless it was refused and is
 * tried again; a cancel takes effect between devices and while one is only looked at: a write that has left is waited for.
 */
export class Batch extends Disposable {
  private readonly items: BatchItem[];
  private running: Promise<BatchReport> | undefined;
  /** Projects that may not be called, and why: a person who said no isn't asked about each device. */
  private readonly closed = new Map<string, NotAdmittedError>();
  private readonly progress = this._register(new Emitter<BatchReport>());
  /** Fires when a device starts or ends. */
  readonly onDidProgress: Event<BatchReport> = this.progress.event;
  private readonly looked = this._register(new Emitter<BatchReport>());
  /** Fires when the looks that followed by themselves have ended for a device. */
  readonly onDidLook: Event<BatchReport> = this.looked.event;
  private readonly following = new Set<Promise<void>>();

  /** @param concurrency how many devices are under way at the same time */
  constructor(
    refs: readonly DeviceRef[],
    private readonly action: Action,
    private readonly concurrency = 1,
  ) {
    super();
    this.items = uniqueDevices(refs).map((ref) => ({ ref, state: 'notStarted' }));
  }

  report(): BatchReport {
    const counts = { notStarted: 0, running: 0, done: 0, refused: 0, unknown: 0 };
    for (const { state } of this.items) counts[state]++;
    return { items: [...this.items], counts };
  }

  /** Resolves when no looks follow by themselves any more. */
  async followed(): Promise<void> {
    while (this.following.size > 0) await Promise.all(this.following);
  }

  /** Starts what hasn't been started. Never rejects: how each device ended is in the report. */
  run(signal?: AbortSignal): Promise<BatchReport> {
    return this.start((item) => item.state === 'notStarted', signal);
  }

  /**
   * Tries again what was refused, and looks again where it isn't known; what is done, and what was never started,
   * stays so.
   */
  retry(signal?: AbortSignal): Promise<BatchReport> {
    return this.start(({ state }) => state === 'refused' || state === 'unknown', signal);
  }

  private start(chosen: (item: BatchItem) => boolean, signal: AbortSignal | undefined): Promise<BatchReport> {
    this.running ??= this.work(chosen, signal).finally(() => (this.running = undefined));
    return this.running;
  }

  private async work(
    chosen: (item: BatchItem) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<BatchReport> {
    this.closed.clear();
    const waiting = this.items.flatMap((item, index) => (chosen(item) ? [index] : []));
    const lane = async (): Promise<void> => {
      while (!signal?.aborted) {
        const index = waiting.shift();
        const item = index === undefined ? undefined : this.items[index];
        if (index === undefined || !item) return;
        this.set(index, { ref: item.ref, state: 'running' });
        this.set(index, await this.perform(item, signal));
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, this.concurrency) }, lane));
    return this.report();
  }

  private async perform(item: BatchItem, signal: AbortSignal | undefined): Promise<BatchItem> {
    const { ref } = item;
    if (item.state === 'unknown' && !item.result.lookAgain) return item;
    try {
      const closed = this.closed.get(ref.projectId);
      if (closed) throw closed;
      const result = await (item.state === 'unknown'
        ? item.result.lookAgain?.(signal)
        : this.action(ref, signal));
      return result ? ended(ref, result) : item;
    } catch (error) {
      if (error instanceof NotAdmittedError) this.closed.set(ref.projectId, error);
      // Actions reject only before anything was sent. A look or a wait that was cut off leaves it as it was.
      return item.state === 'unknown' || isAbortError(error) ? item : { ref, state: 'refused', error };
    }
  }

  private async follow(index: number, item: BatchItem, later: Promise<WriteResult<unknown>>): Promise<void> {
    const result = await later;
    // Tried again meanwhile, it is told by that.
    if (this.items[index] !== item) return;
    this.items[index] = ended(item.ref, result);
    this.looked.fire(this.report());
  }

  private set(index: number, item: BatchItem): void {
    this.items[index] = item;
    this.progress.fire(this.report());
    if (item.state !== 'unknown' || !item.result.later) return;
    const following = this.follow(index, item, item.result.later);
    this.following.add(following);
    void following.finally(() => this.following.delete(following));
  }
}

function ended(ref: DeviceRef, result: WriteResult<unknown>): BatchItem {
  switch (result.outcome) {
    case 'done':
      return { ref, state: 'done', settledBy: result.settledBy };
    case 'notDone':
      return { ref, state: 'refused', error: result.error };
    case 'unknown':
      return { ref, state: 'unknown', result };
  }
}

/** Sub-devices before their gateways: a gateway that is deleted takes its sub-devices with it. */
export function subDevicesFirst(
  refs: readonly DeviceRef[],
  gatewayOf: (ref: DeviceRef) => string | undefined,
): DeviceRef[] {
  const isSub = (ref: DeviceRef): boolean => gatewayOf(ref) !== undefined;
  return [...refs.filter(isSub), ...refs.filter((ref) => !isSub(ref))];
}
