import type { IDisposable } from './lifecycle.js';

/** Gathers what changes within a short while and hands it on together, at most once per interval. */
export class Coalescer<T> implements IDisposable {
  private readonly waiting = new Set<T>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(
    private readonly intervalMs: number,
    private readonly flush: (items: readonly T[]) => void,
  ) {}

  add(item: T): void {
    if (this.disposed) return;
    this.waiting.add(item);
    this.timer ??= setTimeout(() => this.release(), this.intervalMs);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  private release(): void {
    this.timer = undefined;
    const items = [...this.waiting];
    this.waiting.clear();
    this.flush(items);
  }
}
