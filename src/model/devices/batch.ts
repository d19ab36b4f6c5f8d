import { NotAdmittedError } from '../../base/asking.js';
import { uniqueDevices } from '../../base/deviceKey.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { DeviceRef } from '../projects/project.js';
import type { SettledBy, WriteResult } from './writeResult.js';

/** How far a batch is with one device. */
export type BatchItem =
  | { readonly ref: DeviceRef; readonly state: 'notStarted' | 'running' }
  | { readonly ref: DeviceRef; readonly state: 'done'; readonly settledBy: 'answer' | 'look' }
  /** It wasn't done, and this is why. */
  | {
      readonly ref: DeviceRef;
      readonly state: 'refused';
      readonly settledBy: SettledBy;
      readonly error: unknown;
    }
  | {
      readonly ref: DeviceRef;
      readonly state: 'unknown';
      readonly result: Extract<WriteResult, { outcome: 'unknown' }>;
    };

export type BatchState = BatchItem['state'];

export interface BatchReport {
  /** One per device, in the order of the selection. */
  readonly items: readonly BatchItem[];
  readonly counts: Readonly<Record<BatchState, number>>;
}

type Action = (ref: DeviceRef) => Promise<WriteResult<unknown>>;

/**
 * The same write for a selection of devices. Each is started at most once per device, unless it was refused and is
 * tried again; a cancel takes effect between devices, and what has started is waited for.
 */
export class Batch extends Disposable {
  private readonly items: BatchItem[];
  private running: Promise<BatchReport> | undefined;
  /** Projects that may not be called, and why: a person who said no isn't asked about each device. */
  private readonly closed = new Map<string, NotAdmittedError>();
  private readonly progress = this._register(new Emitter<BatchReport>());
  /** Fires when a device starts or ends. */
  readonly onDidProgress: Event<BatchReport> = this.progress.event;

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
        this.set(index, await this.perform(item));
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, this.concurrency) }, lane));
    return this.report();
  }

  private async perform(item: BatchItem): Promise<BatchItem> {
    const { ref } = item;
    if (item.state === 'unknown' && !item.result.lookAgain) return item;
    try {
      const closed = this.closed.get(ref.projectId);
      if (closed) throw closed;
      const result = await (item.state === 'unknown' ? item.result.lookAgain?.() : this.action(ref));
      if (!result) return item;
      switch (result.outcome) {
        case 'done':
          return { ref, state: 'done', settledBy: result.settledBy };
        case 'notDone':
          return { ref, state: 'refused', settledBy: result.settledBy, error: result.error };
        case 'unknown':
          return { ref, state: 'unknown', result: result as Extract<WriteResult, { outcome: 'unknown' }> };
      }
    } catch (error) {
      if (error instanceof NotAdmittedError) this.closed.set(ref.projectId, error);
      // Actions reject only before anything was sent. A look that was cut off leaves it as it was.
      if (item.state === 'unknown') return item;
      return isAbortError(error)
        ? { ref, state: 'notStarted' }
        : { ref, state: 'refused', settledBy: 'answer', error };
    }
  }

  private set(index: number, item: BatchItem): void {
    this.items[index] = item;
    this.progress.fire(this.report());
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
