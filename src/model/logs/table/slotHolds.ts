/** Keeps slots from being used again while somebody still reads the rows that stood there. */
export class SlotHolds {
  private holders = 0;
  /** Slots below this are held. */
  private limit = 0;
  private waiting: number[] = [];

  constructor(private readonly release: (slot: number) => void) {}

  /** @param limit all slots are below this; free ones are held as well, which only makes them wait */
  begin(limit: number): void {
    this.holders++;
    this.limit = Math.max(this.limit, limit);
  }

  end(): void {
    this.holders--;
    if (this.holders > 0) return;
    const { waiting } = this;
    this.limit = 0;
    this.waiting = [];
    for (const slot of waiting) this.release(slot);
  }

  /** The row has left the table. */
  letGo(slot: number): void {
    if (slot < this.limit) this.waiting.push(slot);
    else this.release(slot);
  }
}
