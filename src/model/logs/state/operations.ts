import { isAbortError } from '../../../base/errors.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';

type Operation = (signal: AbortSignal) => Promise<void>;

/** One reading of a range at a time. */
export class Operations extends Disposable {
  private current: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  private generation = 0;

  constructor() {
    super();
    this._register(toDisposable(() => this.cancel()));
  }

  cancel(): void {
    this.generation++;
    this.current?.abort.abort();
  }

  /** In place of what is under way and of what waits. */
  replace(operation: Operation): Promise<void> {
    this.cancel();
    return this.add(operation);
  }

  /** After what is under way; not at all if that is cancelled. */
  async add(operation: Operation): Promise<void> {
    const { generation } = this;
    while (this.current) await this.current.done;
    if (generation !== this.generation || this.isDisposed) return;
    const abort = new AbortController();
    const done = operation(abort.signal).catch((error: unknown) => {
      if (!isAbortError(error)) throw error;
    });
    const current = { abort, done: done.then(ignore, ignore) };
    this.current = current;
    try {
      await done;
    } finally {
      if (this.current === current) this.current = undefined;
    }
  }
}

function ignore(): void {
  // Whoever asked for it hears of it.
}
