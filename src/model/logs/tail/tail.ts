import { isAbortError } from '../../../base/errors.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import { DeviceTail, type DeviceTailDeps, type TailStart } from './deviceTail.js';
import type { LogTailState } from '../state/sessionState.js';
import { fastestMs, fastSpanMs } from './tailPace.js';

/** Follows the logs of all devices of a session, each at its own pace. */
export class Tail extends Disposable {
  private tails: readonly DeviceTail[] = [];
  private running: AbortController | undefined;
  private wanted = false;
  private visible = true;
  private fastUntil = 0;
  /** A clock that is set back makes it no longer. */
  private readonly isFast = (): boolean => {
    const left = this.fastUntil - this.deps.clock.now();
    return left > 0 && left <= fastSpanMs;
  };

  constructor(
    private readonly deps: Omit<DeviceTailDeps, 'device' | 'isFast'> & {
      /** Whether what comes of something that was sent to this device is being waited for. */
      readonly isAwaited: (device: DeviceTailDeps['device']) => boolean;
    },
    /** Whether rows are kept on this machine, so that they are wanted even if nobody looks. */
    private readonly isKept: () => boolean,
  ) {
    super();
    this._register(toDisposable(() => this.running?.abort()));
  }

  get isWanted(): boolean {
    return this.wanted;
  }

  /** The earliest moment up to which all devices have been asked. */
  get covered(): number | undefined {
    return this.tails.length === 0 ? undefined : Math.min(...this.tails.map(({ covered }) => covered));
  }

  /** Up to here a device has been asked; undefined while nothing of it is followed. */
  coveredOf(device: DeviceTailDeps['device']): number | undefined {
    return this.tails.find((tail) => tail.device === device)?.covered;
  }

  /** Follows other stretches from now on; see {@link TailStart}. */
  start(starts: readonly (TailStart & { readonly device: DeviceTailDeps['device'] })[]): void {
    this.halt();
    this.tails = starts.map(
      ({ device, ...start }) =>
        new DeviceTail(start, {
          ...this.deps,
          device,
          isFast: () => this.isFast() || this.deps.isAwaited(device),
        }),
    );
    this.go(fastestMs);
  }

  /** A range is about to be read: nothing is followed until `start`. */
  clear(): void {
    this.halt();
    this.tails = [];
  }

  follow(on: boolean): void {
    if (this.wanted === on) return;
    this.wanted = on;
    if (on) return this.go(0);
    this.halt();
    for (const tail of this.tails) tail.stopped();
  }

  /** Asks as often as it may for some minutes, or as usual again. */
  fast(on: boolean): void {
    this.fastUntil = on ? this.deps.clock.now() + fastSpanMs : 0;
    if (on) this.hurry();
    this.deps.changed();
  }

  /** Something is about to happen: asks at once, unless it is just asking. */
  hurry(): void {
    if (!this.visible || !this.running) return;
    const now = this.deps.clock.now();
    for (const tail of this.tails) tail.pace.reset();
    // Where a poll failed, its wait stands.
    const canAsk = this.tails.every(({ problem }) => problem === undefined);
    if (canAsk && this.tails.every(({ nextAt }) => nextAt !== undefined && nextAt > now)) this.go(0);
  }

  /** The same for one device. */
  hurryFor(device: DeviceTailDeps['device']): void {
    if (this.visible && this.running) this.tails.find((tail) => tail.device === device)?.hurry();
  }

  setVisible(visible: boolean): void {
    if (this.visible === visible) return;
    this.visible = visible;
    this.go(0);
  }

  /** Whether an archive is on has changed. */
  keptChanged(): void {
    if (!this.visible) this.go(0);
  }

  state(isFrozen: boolean, queued: number): LogTailState {
    const { clock, cloudNow } = this.deps;
    const now = clock.now();
    const asking = this.tails.filter(({ nextAt }) => nextAt !== undefined);
    const successes = this.tails.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []);
    const covered = this.covered;
    const problem: unknown = this.tails.find((tail) => tail.problem !== undefined)?.problem;
    const isRunning = this.wanted && this.running !== undefined;
    const next = asking.map(({ nextAt }) => nextAt ?? now);
    return {
      state: !this.wanted
        ? 'off'
        : !isRunning
          ? 'waiting'
          : problem !== undefined
            ? 'failing'
            : isFrozen
              ? 'paused'
              : 'following',
      frozen: isFrozen,
      queued,
      intervalMs: asking.length === 0 ? 0 : Math.min(...asking.map(({ intervalMs }) => intervalMs)),
      cantKeepUp: isRunning && this.tails.some(({ isBehind }) => isBehind),
      ...(this.isFast() && { fastUntil: this.fastUntil }),
      ...(isRunning && next.length > 0 && { nextAt: Math.min(...next) }),
      ...(successes.length > 0 && { lastSuccessAt: Math.max(...successes) }),
      ...(this.wanted && covered !== undefined && { lagMs: Math.max(0, cloudNow() - covered) }),
      ...(this.wanted && problem !== undefined && { problem }),
    };
  }

  private go(firstAfterMs: number): void {
    this.halt();
    const isHidden = !this.visible;
    if (!this.wanted || this.isDisposed || this.tails.length === 0 || (isHidden && !this.isKept())) {
      return this.deps.changed();
    }
    const running = (this.running = new AbortController());
    for (const tail of this.tails) {
      tail.run(firstAfterMs, isHidden, running.signal).catch((error: unknown) => {
        if (!isAbortError(error)) throw error;
      });
    }
    this.deps.changed();
  }

  private halt(): void {
    this.running?.abort();
    this.running = undefined;
  }
}
