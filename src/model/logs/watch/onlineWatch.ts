import { deviceKey, splitDeviceKey } from '../../../base/deviceKey.js';
import type { Clock } from '../../../base/clock.js';
import { isAbortError } from '../../../base/errors.js';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import { passes } from '../../../tuya/errors/recovery.js';
import type { Device } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';

const minute = 60_000;
const pace = { first: 15_000, slowest: 2 * minute, growth: 1.1 } as const;
/** Nobody waits longer for a device on a bench; a forgotten watch ends by itself. */
export const longestWatchMs = 24 * 60 * minute;

/** How a watch ended. */
export type WatchEnd =
  | { readonly end: 'online'; readonly device: Device; readonly waitedMs: number; readonly calls: number }
  /** It was online when it was first asked. */
  | { readonly end: 'wasOnline'; readonly device: Device }
  | { readonly end: 'tooLong'; readonly calls: number }
  | { readonly end: 'cancelled' }
  | { readonly end: 'failed'; readonly error: unknown };

interface OnlineWatchesDeps {
  /** Asks the cloud for the device: one call. */
  read(ref: DeviceRef, signal: AbortSignal): Promise<Device>;
  readonly clock: Clock;
}

/** HTTP calls of a whole watch, where every question is answered at once. */
export function callsOfWatch(ms: number): number {
  let calls = 1;
  for (let at = 0, wait: number = pace.first; at + wait <= ms; wait = slower(wait)) {
    at += wait;
    calls++;
  }
  return calls;
}

/**
 * Asks for devices again and again until they are online: each 15 s at first, each 2 min after a while, for at most a
 * day. One watch per device, however often it is asked for.
 */
export class OnlineWatches extends Disposable {
  private readonly running = new Map<
    string,
    { readonly controller: AbortController; readonly ended: Promise<WatchEnd> }
  >();
  private readonly changed = this._register(new Emitter<DeviceRef>());
  readonly onDidChange: Event<DeviceRef> = this.changed.event;

  constructor(private readonly deps: OnlineWatchesDeps) {
    super();
    this._register(toDisposable(() => this.running.forEach(({ controller }) => controller.abort())));
  }

  isWatching(ref: DeviceRef): boolean {
    return this.running.has(deviceKey(ref));
  }

  /**
   * Resolves once, however the watch ends; undefined where the device is being watched already.
   * @param waits called once, when the first answer was no
   */
  start(ref: DeviceRef, waits: () => void = () => undefined): Promise<WatchEnd> | undefined {
    const id = deviceKey(ref);
    if (this.running.has(id) || this.isDisposed) return undefined;
    const controller = new AbortController();
    const ended = this.watch(ref, waits, controller.signal).finally(() => {
      this.running.delete(id);
      this.changed.fire(ref);
    });
    this.running.set(id, { controller, ended });
    this.changed.fire(ref);
    return ended;
  }

  cancel(ref: DeviceRef): void {
    this.running.get(deviceKey(ref))?.controller.abort();
  }

  /** Ends every watch of a project. */
  cancelProject(projectId: string): void {
    for (const [id, { controller }] of this.running) {
      if (splitDeviceKey(id).projectId === projectId) controller.abort();
    }
  }

  private async watch(ref: DeviceRef, waits: () => void, signal: AbortSignal): Promise<WatchEnd> {
    const { clock } = this.deps;
    const startedAt = clock.now();
    let wait: number = pace.first;
    try {
      for (let calls = 1; ; calls++, wait = slower(wait)) {
        const device = await this.ask(ref, signal);
        const waitedMs = clock.now() - startedAt;
        if (device?.online === true) {
          return calls === 1 ? { end: 'wasOnline', device } : { end: 'online', device, waitedMs, calls };
        }
        if (calls === 1) waits();
        if (waitedMs + wait > longestWatchMs) return { end: 'tooLong', calls };
        await clock.sleep(wait, signal);
      }
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return { end: 'cancelled' };
      return { end: 'failed', error };
    }
  }

  /** Undefined where the question failed in a way that passes. */
  private async ask(ref: DeviceRef, signal: AbortSignal): Promise<Device | undefined> {
    try {
      return await this.deps.read(ref, signal);
    } catch (error) {
      if (signal.aborted || !passes(error)) throw error;
      return undefined;
    }
  }
}

function slower(wait: number): number {
  return Math.min(pace.slowest, Math.round(wait * pace.growth));
}
