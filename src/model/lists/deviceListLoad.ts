import { endingWith, SharedCall, type Asking, type EndingAsking } from '../../base/asking.js';
import { abortable } from '../../base/async.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { BadRecord, IncompleteReason } from '../../tuya/results.js';
import { addPartlyRead, type PartlyRead } from '../fleet/partlyRead.js';
import type { Connections } from '../projects/connections.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { DeviceRef } from '../projects/project.js';
import type { DeviceListQuery } from './deviceListQuery.js';
import { readDeviceList, type ListStep } from './readDeviceList.js';

/** Devices that are read before anybody asks for more: what fits under one parent of the tree. */
const devicesAtOnce = 900;

export interface DeviceListLoadDeps {
  readonly connections: Pick<Connections, 'client' | 'time'>;
  readonly devices: DeviceStore;
  readonly now: () => number;
}

export interface DeviceListState {
  /** In the order they came, each once, without those that were deleted since. The devices are in the store. */
  readonly ids: readonly string[];
  /** When reading last ended well, epoch milliseconds. */
  readonly at?: number;
  readonly loading: boolean;
  /** There is more, and it waits to be asked for. */
  readonly hasMore: boolean;
  readonly progress?: { readonly part: number; readonly parts: number };
  /** Why reading ended early; what came before is shown. */
  readonly problem?: unknown;
  readonly badRecords: readonly BadRecord[];
  /** Devices that are there without a field of theirs. */
  readonly partly?: PartlyRead;
  /** Why devices may be missing though every call succeeded. */
  readonly incomplete: readonly IncompleteReason[];
  /** Pasted ids that the cloud didn't answer. */
  readonly missing: readonly string[];
}

interface Reading {
  readonly steps: AsyncGenerator<ListStep, void>;
  /** A step under way, so that a cancelled wait loses nothing of it. */
  pending: Promise<IteratorResult<ListStep, void>> | undefined;
  readonly ids: Set<string>;
  /** Devices that came, those that the list doesn't ask for included. */
  came: number;
  readonly badRecords: BadRecord[];
  partly?: PartlyRead | undefined;
  readonly incomplete: Set<IncompleteReason>;
  readonly missing: string[];
  progress?: { readonly part: number; readonly parts: number };
  /** `failed`: it can't go on from there. */
  stage: 'open' | 'ended' | 'failed';
}

/**
 * What was read of one list of devices. A refresh that fails or is cancelled leaves the last whole state, with the
 * problem; without one, what came before the failure is shown. Never rejects.
 */
export class DeviceListLoad extends Disposable {
  private shown: Reading | undefined;
  private readAt: number | undefined;
  private problem: unknown;
  private readonly reading = new SharedCall((asking) => this.attempt(() => this.readAnew(asking)));
  private readonly extending = new SharedCall((asking) => this.attempt(() => this.readOn(asking)));
  private readonly ended = new AbortController();
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    readonly projectId: string,
    readonly query: DeviceListQuery,
    private readonly deps: DeviceListLoadDeps,
  ) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    const isOurs = (ref: DeviceRef): boolean => ref.projectId === projectId && this.names(ref.deviceId);
    this._register(deps.devices.keep(isOurs));
  }

  state(): DeviceListState {
    const { shown, readAt, problem } = this;
    return {
      ids: [...(shown?.ids ?? [])].filter((deviceId) => this.isKnown(deviceId)),
      loading: this.underWay !== undefined,
      hasMore: shown?.stage === 'open',
      badRecords: shown?.badRecords ?? [],
      incomplete: [...(shown?.incomplete ?? [])],
      missing: shown?.missing ?? [],
      ...(shown?.partly && { partly: shown.partly }),
      ...(shown?.progress && { progress: shown.progress }),
      ...(readAt !== undefined && { at: readAt }),
      ...(problem !== undefined && { problem }),
    };
  }

  /** Nothing has been read yet, nor has it failed. */
  get needsLoad(): boolean {
    return this.shown === undefined && this.problem === undefined;
  }

  /** Reads from the start. Callers share one run. */
  refresh(asking: Asking): Promise<void> {
    return this.join(this.reading, asking);
  }

  /** Reads on where reading stopped, after a cancel too. */
  async loadMore(asking: Asking): Promise<void> {
    if (this.shown?.stage === 'open') await this.join(this.extending, asking);
  }

  private get underWay(): SharedCall<void> | undefined {
    return [this.reading, this.extending].find(({ running }) => running !== undefined);
  }

  private async join(call: SharedCall<void>, asking: Asking): Promise<void> {
    if (this.isDisposed) return;
    try {
      await (this.underWay ?? call).run(endingWith(asking, this.ended.signal));
    } catch (problem) {
      // One who gave up leaves the reading to the others.
      if (!this.underWay) this.problem = problem;
    }
    this.changed.fire();
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    // Told after it is under way.
    await Promise.resolve();
    this.changed.fire();
    await work();
    this.problem = undefined;
    this.readAt = this.deps.now();
  }

  private async readAnew(asking: EndingAsking): Promise<void> {
    const { connections, now } = this.deps;
    const client = await connections.client(this.projectId, asking);
    // When a device was activated is said by the cloud's clock.
    const cloudNow = now() + connections.time(this.projectId).shift;
    const reading: Reading = {
      steps: readDeviceList(client, this.query, cloudNow, this.ended.signal),
      pending: undefined,
      ids: new Set(),
      came: 0,
      badRecords: [],
      incomplete: new Set(),
      missing: [],
      stage: 'open',
    };
    const keepsOld = this.readAt !== undefined;
    if (!keepsOld) this.shown = reading;
    await this.advance(reading, asking.signal);
    this.shown = reading;
    this.deps.devices.letGo();
  }

  private async readOn(asking: EndingAsking): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    // The steps have their client; whether it may be called is asked anew.
    await this.deps.connections.client(this.projectId, asking);
    await this.advance(shown, asking.signal);
  }

  /** Takes steps until enough devices came or the list ends. A cancel ends the waiting; it can go on from there. */
  private async advance(reading: Reading, signal: AbortSignal): Promise<void> {
    const until = reading.came + devicesAtOnce;
    while (reading.stage === 'open' && reading.came < until) {
      throwIfAborted(signal);
      reading.pending ??= reading.steps.next();
      try {
        const { value: step, done } = await abortable(reading.pending, signal);
        if (done || !step) reading.stage = 'ended';
        else this.take(reading, step);
      } catch (error) {
        if (isAbortError(error)) throw error;
        reading.stage = 'failed';
        throw error;
      }
      reading.pending = undefined;
    }
  }

  private take(reading: Reading, step: ListStep): void {
    const { devices, passedOver, badRecords, incomplete, missing, part, parts } = step;
    reading.came += devices.length + passedOver;
    this.deps.devices.put(this.projectId, devices, this.deps.now());
    for (const { id } of devices) reading.ids.add(id);
    for (const record of badRecords) reading.badRecords.push(record);
    reading.partly = addPartlyRead(reading.partly, devices, ({ id }) => id);
    for (const id of missing ?? []) reading.missing.push(id);
    if (incomplete) reading.incomplete.add(incomplete);
    reading.progress = { part, parts };
    if (reading === this.shown) this.changed.fire();
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    const isOurs = ({ projectId, deviceId }: DeviceRef): boolean =>
      projectId === this.projectId && this.names(deviceId) && !this.isKnown(deviceId);
    if (refs.some(isOurs)) this.changed.fire();
  }

  private names(deviceId: string): boolean {
    return this.shown?.ids.has(deviceId) === true;
  }

  private isKnown(deviceId: string): boolean {
    return this.deps.devices.device({ projectId: this.projectId, deviceId }) !== undefined;
  }
}
