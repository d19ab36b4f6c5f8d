import { NotAdmittedError } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { Fleet } from './fleet.js';

/** Failures double a project's pause, up to this, ms; a longer pace is kept. */
const longestPauseMs = 3_600_000;
const hourMs = 3_600_000;

interface OnlineStatesDeps {
  readonly fleet: Pick<Fleet, 'of'>;
  readonly projects: Pick<ProjectStore, 'list' | 'get' | 'onDidChange'>;
  /** Whether a project may be called by itself: its budget. */
  readonly mayRun: (projectId: string) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What stands between a project and its next reading. */
interface Pause {
  readonly failures: number;
  /** Epoch ms; Infinity where asking again changes nothing. */
  readonly until: number;
}

/**
 * Reads the states of all devices that are shown again and again, while the tree is in sight and the person wants it. It
 * begins nothing: only lists that somebody has opened are read again, and only devices they have named are taken.
 */
export class OnlineStates extends Disposable {
  private everyMs: number | undefined;
  private isVisible = false;
  private running: AbortController | undefined;
  private lastAt = -Infinity;
  private readonly pauses = new Map<string, Pause>();

  constructor(private readonly deps: OnlineStatesDeps) {
    super();
    this._register(toDisposable(() => this.running?.abort()));
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) this.pauses.delete(id);
      }),
    );
  }

  /** Reads each so many milliseconds; undefined reads no more. */
  setPace(everyMs: number | undefined): void {
    if (everyMs === this.everyMs) return;
    this.everyMs = everyMs;
    // Whoever sets it means it anew, whatever failed before.
    this.pauses.clear();
    if (everyMs !== undefined) this.lastAt = this.deps.clock.now();
    this.restart();
  }

  /** While nobody sees the tree nothing is read. What is due by then is read when it is seen again. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    this.restart();
  }

  /** Calls of an hour at a pace, for the lists that are open now; the demo's cost nothing. */
  callsAnHour(everyMs: number): number {
    const each = this.deps.projects
      .list()
      .filter(({ kind }) => kind === 'cloud')
      .reduce((sum, { id }) => sum + this.deps.fleet.of(id).stateCalls(), 0);
    return Math.ceil((each * hourMs) / everyMs);
  }

  private restart(): void {
    this.running?.abort();
    this.running = undefined;
    const { everyMs } = this;
    if (everyMs === undefined || !this.isVisible || this.isDisposed) return;
    const running = (this.running = new AbortController());
    this.loop(everyMs, running.signal).catch((error: unknown) => {
      if (!isAbortError(error)) throw error;
    });
  }

  private async loop(everyMs: number, signal: AbortSignal): Promise<void> {
    const { clock, projects } = this.deps;
    for (;;) {
      // A clock that is set back makes it no longer than the pace.
      const wait = Math.min(everyMs, this.lastAt + everyMs - clock.now());
      if (wait > 0) await clock.sleep(wait, signal);
      signal.throwIfAborted();
      this.lastAt = clock.now();
      await Promise.all(projects.list().map(({ id }) => this.read(id, everyMs, signal)));
    }
  }

  private async read(projectId: string, everyMs: number, signal: AbortSignal): Promise<void> {
    const { clock, fleet, log, mayRun, projects } = this.deps;
    const pause = this.pauses.get(projectId);
    if ((pause && clock.now() < pause.until) || !mayRun(projectId)) return;
    try {
      await fleet.of(projectId).readStates({ asker: 'background', signal });
      this.pauses.delete(projectId);
    } catch (error) {
      // A budget that is used up is no failure: it says itself when there is more.
      if (signal.aborted || isAbortError(error) || error instanceof NotAdmittedError) return;
      if (!projects.get(projectId)) return;
      const failures = (pause?.failures ?? 0) + 1;
      const ms = Math.min(Math.max(everyMs, longestPauseMs), everyMs * 2 ** failures);
      this.pauses.set(projectId, { failures, until: passes(error) ? clock.now() + ms : Infinity });
      log.log('warn', 'Online states could not be read', { failures });
    }
  }
}
