import { AbortError, throwIfAborted } from '../../../base/errors.js';
import { Limiter } from '../../../tuya/wire/limiter.js';

const atOnce = 2;

/** Lets only so many pages of a session be asked for at once, and none that nobody waits for. */
export class ReadingGate {
  private readonly limiter = new Limiter({ start: atOnce, max: atOnce });
  private isOpen = true;
  private readonly waiting = new Set<() => void>();

  /** Closed: what a person asked for stops where it is, until they look again. */
  setOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    if (!isOpen) return;
    for (const go of this.waiting) go();
    this.waiting.clear();
  }

  /** Waits for the gate to be open. */
  opened(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.isOpen) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waiting.delete(go);
        reject(new AbortError(undefined, { cause: signal.reason }));
      };
      const go = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      this.waiting.add(go);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Asks as soon as it's its turn, open or not. */
  readonly run = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    const slot = await this.limiter.acquire(signal);
    try {
      return await ask();
    } finally {
      slot.release(false);
    }
  };
}
