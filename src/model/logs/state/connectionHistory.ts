import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';

const online = 1;
const offline = 2;

/** From the event `offline` to the `online` after it; without an end (Infinity) while the device is away. */
export interface Absence extends TimeRange {
  readonly id: number;
}

interface Change {
  readonly time: number;
  readonly online: boolean;
  readonly id: number;
}

/** When a device came and went, as far as the rows that were read say so. */
export class ConnectionHistory {
  private changes: Change[] = [];
  /** Until the next change: whoever shows them asks again and again. */
  private found: readonly Absence[] | undefined;

  constructor(private readonly newId: () => number) {}

  /** Takes rows in any order, also ones it had before. True where that changed something. */
  add(entries: readonly LogEntry[]): boolean {
    let isNew = false;
    for (const { eventTime, eventId } of entries) {
      if (eventId !== online && eventId !== offline) continue;
      const change = { time: eventTime, online: eventId === online, id: 0 };
      const at = this.placeOf(change.time);
      const same = this.changes[at];
      const next = this.changes[at + 1];
      if (isSame(same, change) || isSame(next, change)) continue;
      // Within a millisecond it came back: a device that is away can't leave.
      this.changes.splice(same?.time === change.time && change.online ? at + 1 : at, 0, {
        ...change,
        id: this.newId(),
      });
      isNew = true;
      this.found = undefined;
    }
    return isNew;
  }

  /** Oldest first; the same list until something changes. */
  absences(): readonly Absence[] {
    return (this.found ??= this.findAbsences());
  }

  forget(before: number): void {
    if ((this.changes[0]?.time ?? before) < before) {
      this.changes = this.changes.filter(({ time }) => time >= before);
      this.found = undefined;
    }
  }

  clear(): void {
    this.changes = [];
    this.found = undefined;
  }

  private findAbsences(): readonly Absence[] {
    const found: Absence[] = [];
    let start: Change | undefined;
    for (const change of this.changes) {
      if (!change.online) start ??= change;
      else if (start) {
        found.push({ id: start.id, from: start.time, to: change.time });
        start = undefined;
      }
    }
    if (start) found.push({ id: start.id, from: start.time, to: Infinity });
    return found;
  }

  /** The first change at this time or later. */
  private placeOf(time: number): number {
    let low = 0;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.changes[middle]?.time ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isSame(a: Change | undefined, b: Change): boolean {
  return a?.time === b.time && a.online === b.online;
}
