import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { LiveState, RefreshOutcome } from './detailsState.js';
import { BudgetError } from '../meter/budgetError.js';

/** What a person can choose from, in milliseconds. */
export const liveIntervals = [5_000, 15_000, 60_000, 300_000] as const;

/** Failures double the pause, up to this; ms. */
const longestPauseMs = 300_000;

/**
 * Reads a device again and again, one call each time, for as long as somebody looks. After failures that pass it waits
 * longer and longer; any other one ends it, with the reason.
 */
export class LiveRefresh extends Disposable {
  private current: LiveState = { state: 'off' };
  private visible = true;
  private running: AbortController | undefined;

  constructor(
    private readonly read: () => Promise<RefreshOutcome>,
    private readonly clock: Pick<Clock, 'sleep'>,
    private readonly changed: () => void,
    /** Whether the project may still be called by itself. */
    private readonly mayRun: () => boolean = () => true,
  ) {
    super();
    this._register(toDisposable(() => this.running?.abort()));
  }

  get state(): LiveState {
    return this.current;
  }

  /** The first read is now, the next one an interval after it has ended. */
  start(intervalMs: number): void {
    if (this.isDisposed) return;
    if (!this.mayRun()) return this.stop(new BudgetError('background'));
    this.running?.abort();
    this.set({ state: this.visible ? 'on' : 'paused', intervalMs });
    if (this.visible) this.run(intervalMs);
  }

  /** @param problem why, where it isn't the person's wish */
  stop(problem?: unknown): void {
    this.running?.abort();
    this.set(problem === undefined ? { state: 'off' } : { state: 'off', problem });
  }

  /** While nobody sees the device nothing is read; it goes on when it's seen again. */
  setVisible(visible: boolean): void {
    if (this.visible === visible) return;
    this.visible = visible;
    const { current } = this;
    if (current.state === 'off') return;
    this.start(current.intervalMs);
  }

  private run(intervalMs: number): void {
    const running = (this.running = new AbortController());
    this.loop(intervalMs, running.signal).catch((problem: unknown) => {
      if (!running.signal.aborted && !isAbortError(problem)) this.stop(problem);
    });
  }

  private async loop(intervalMs: number, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      if (!this.mayRun()) return this.stop(new BudgetError('background'));
      const result = await this.read();
      if (signal.aborted) return;
      if (result.outcome === 'failed') {
        if (!passes(result.problem)) return this.stop(result.problem);
        failures++;
      } else failures = 0;
      const longest = Math.max(intervalMs, longestPauseMs);
      await this.clock.sleep(Math.min(longest, intervalMs * 2 ** failures), signal);
    }
  }

  private set(state: LiveState): void {
    this.current = state;
    this.changed();
  }
}
