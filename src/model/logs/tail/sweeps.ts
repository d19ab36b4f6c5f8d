const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How far back, and how often. Rows mostly come late by seconds, some by minutes, a few by hours. */
const levels = [
  { windowMs: 5 * minuteMs, everyMs: minuteMs },
  { windowMs: hourMs, everyMs: 10 * minuteMs },
  { windowMs: 6 * hourMs, everyMs: hourMs },
  { windowMs: 24 * hourMs, everyMs: 6 * hourMs },
  { windowMs: 7 * 24 * hourMs, everyMs: 24 * hourMs },
] as const;
const pagesAtOnce = 5;
const msPerPage = 20_000;

/**
 * When a tail must look further back than where it has read to, for rows that came late or in another order. Where a
 * poll's one page reaches that far anyway, it's done with that.
 */
export class Sweeps {
  private readonly doneAt: number[];
  private countedAt: number;

  constructor(startedAt: number) {
    this.doneAt = levels.map(() => startedAt);
    this.countedAt = startedAt;
  }

  /** How far back to read now, as a time; undefined for no further than usual. */
  due(now: number): number | undefined {
    const due = levels.findLast(({ everyMs }, at) => now - (this.doneAt[at] ?? 0) >= everyMs);
    return due && now - due.windowMs;
  }

  /** Everything from `reached` on up to the moment `at` has been read again. */
  read(at: number, reached: number): void {
    for (const [level, { windowMs }] of levels.entries()) {
      if (at - windowMs >= reached) this.doneAt[level] = Math.max(at, this.doneAt[level] ?? 0);
    }
  }

  /** Pages that may be spent on it now; they are taken as spent. */
  takePages(now: number): number {
    const pages = Math.min(pagesAtOnce, Math.floor((now - this.countedAt) / msPerPage));
    if (pages > 0 || now < this.countedAt) this.countedAt = now;
    return Math.max(0, pages);
  }
}
