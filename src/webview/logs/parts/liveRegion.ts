const everyMs = 5000;

/** What is said to a screen reader: sentences at once, new rows as a sum every few seconds at most. */
export class LiveRegion {
  private rows = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = '';

  constructor(
    private readonly show: (text: string) => void,
    private readonly newRows: (count: number) => string,
  ) {}

  say(text: string): void {
    // The same words twice are told twice.
    this.last = this.last === text ? `${text}\u00a0` : text;
    this.show(this.last);
  }

  rowsCame(count: number): void {
    this.rows += count;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.say(this.newRows(this.rows));
      this.rows = 0;
    }, everyMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
