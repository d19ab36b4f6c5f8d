const everyMs = 5000;

/** Tells a screen reader of new rows: their sum, every few seconds at most. */
export class NewRowsSaid {
  private rows = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly say: (rows: number) => void) {}

  came(count: number): void {
    this.rows += count;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.say(this.rows);
      this.rows = 0;
    }, everyMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
