/** Anything that must be let go of. Structurally the same as `vscode.Disposable`. */
export interface IDisposable {
  dispose(): void;
}

export function toDisposable(dispose: () => void): IDisposable {
  return { dispose };
}

/** Owns disposables and lets go of them together, the last one first. What comes after the end is disposed at once. */
export class DisposableStore implements IDisposable {
  private readonly items = new Set<IDisposable>();
  private readonly closing: Promise<void>[] = [];
  private disposed = false;

  get isDisposed(): boolean {
    return this.disposed;
  }

  add<T extends IDisposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Owns what takes a while to close: `dispose` begins it where it stands in the order, and {@link close} waits for it. */
  addClosing(close: () => Promise<void>): void {
    this.add(toDisposable(() => void this.closing.push(close())));
  }

  delete(item: IDisposable): void {
    if (this.items.delete(item)) item.dispose();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const items = [...this.items].reverse();
    this.items.clear();
    const failures: unknown[] = [];
    for (const item of items) {
      try {
        item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts could not be disposed of.');
  }

  /** {@link dispose}, and resolves when everything is closed; called again, it waits for the same end. */
  async close(): Promise<void> {
    try {
      this.dispose();
    } finally {
      await Promise.all(this.closing);
    }
  }
}

export abstract class Disposable implements IDisposable {
  private readonly store = new DisposableStore();

  protected get isDisposed(): boolean {
    return this.store.isDisposed;
  }

  protected _register<T extends IDisposable>(item: T): T {
    return this.store.add(item);
  }

  dispose(): void {
    this.store.dispose();
  }
}
