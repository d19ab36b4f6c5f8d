import { SharedCall, type Asker, type EndingAsking } from '../../base/asking.js';
import { isAbortError } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { MaybeSupported } from './detailsState.js';

/**
 * One thing that is read when it is asked for. A read again keeps showing what was read before; one that is asked for
 * while another is under way follows it, for what is under way may be older than the reason to ask.
 */
export class OnDemandRead<T> {
  private current: MaybeSupported<T> = { state: 'unread' };
  private readonly reading: SharedCall<void>;
  private next: Promise<void> | undefined;

  /** @param ended ends every read; nothing is told afterwards */
  constructor(
    private readonly read: (asking: EndingAsking) => Promise<T>,
    private readonly changed: () => void,
    private readonly ended: AbortSignal,
  ) {
    this.reading = new SharedCall((asking) => this.run(asking));
  }

  get state(): MaybeSupported<T> {
    return this.current;
  }

  /** Never rejects: the failure is in `state`. */
  async load(asker: Asker): Promise<void> {
    try {
      await this.reading.run({ asker, signal: this.ended });
    } catch {
      // It is in the state.
    }
  }

  /** As `load` for a person who changed it, but never with the answer to a question that was asked before. */
  loadAgain(): Promise<void> {
    const { running } = this.reading;
    const load = (): Promise<void> => {
      this.next = undefined;
      return this.load('person');
    };
    return running ? (this.next ??= running.then(load, load)) : load();
  }

  /** Changes what was read without reading; nothing where nothing was. */
  amend(change: (value: T) => T): void {
    if (this.current.state === 'read') this.set({ state: 'read', value: change(this.current.value) });
  }

  forget(): void {
    this.current = { state: 'unread' };
  }

  private async run(asking: EndingAsking): Promise<void> {
    const before = this.current;
    if (before.state !== 'read') this.set({ state: 'loading' });
    try {
      this.set({ state: 'read', value: await this.read(asking) });
    } catch (problem) {
      if (isAbortError(problem)) this.set(before.state === 'read' ? before : { state: 'unread' });
      else this.set(isUnsupported(problem) ? { state: 'unsupported' } : { state: 'failed', problem });
      throw problem;
    }
  }

  private set(state: MaybeSupported<T>): void {
    this.current = state;
    if (!this.ended.aborted) this.changed();
  }
}

/** 2009, 2003 and the like: the device has nothing of the kind, which is no failure. */
function isUnsupported(problem: unknown): boolean {
  return TuyaError.is(problem) && problem.reason === 'unsupported';
}
