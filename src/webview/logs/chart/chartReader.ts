/** Between readings that nobody asked for by hand, ms: while a log is followed its rows change all the time. */
const pause = 500;

/** Reads the points when something changed: one reading at a time, and not more often than is of use. */
export class ChartReader {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private again: 'soon' | 'now' | undefined;
  private lastAt = -Infinity;
  private isEnded = false;

  constructor(private readonly read: () => Promise<void>) {}

  /** @param now a person waits for it */
  ask(now: boolean): void {
    if (this.isEnded) return;
    if (this.running) {
      this.again = now ? 'now' : (this.again ?? 'soon');
      return;
    }
    const wait = now ? 0 : this.lastAt + pause - performance.now();
    if (wait <= 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
      void this.run();
    } else this.timer ??= setTimeout(() => void this.run(), wait);
  }

  begin(): void {
    this.isEnded = false;
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.running = true;
    this.again = undefined;
    this.lastAt = performance.now();
    try {
      await this.read();
    } finally {
      this.running = false;
      if (this.again) this.ask(this.again === 'now');
    }
  }
}
