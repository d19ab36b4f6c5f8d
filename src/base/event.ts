import type { IDisposable } from './lifecycle.js';
import { toDisposable } from './lifecycle.js';

/** Subscribes; the answer unsubscribes. Structurally the same as `vscode.Event`'s first form. */
export type Event<T> = (listener: (value: T) => void) => IDisposable;

/** An event source for code that may not know vscode. A listener that throws doesn't keep the others from hearing. */
export class Emitter<T> implements IDisposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    return toDisposable(() => this.listeners.delete(own));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        // Told where every unexpected error of the process is told.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
