import type { LogEntry } from '../../src/tuya/results.js';
import { fraction } from '../../src/simulator/requests/random.js';

/** A log row as the cloud gives it. */
export function entry(eventTime: number, rest: Partial<LogEntry> = {}): LogEntry {
  return { eventTime, eventId: 7, eventFrom: '1', code: 'switch', value: 'true', extra: {}, ...rest };
}

/** A stream of numbers from 0 up to, but not including, 1, that is the same for the same seed. */
export class Dice {
  private throws = 0;

  constructor(private readonly seed: number) {}

  next(): number {
    return fraction(this.seed, this.throws++);
  }

  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  chance(of: number): boolean {
    return this.next() < of;
  }
}

/** What a cloud knows of one device, the newest row first; it can get to know of rows late. */
export class LogLedger {
  rows: LogEntry[] = [];
  private keys = 0;

  constructor(
    private readonly dice: Dice,
    private readonly isPaid: boolean,
    /** Few moments, so that many rows share one. */
    private readonly moments: number,
  ) {}

  add(time = this.dice.below(this.moments)): void {
    const { dice } = this;
    const row = entry(time, {
      eventId: dice.pick([7, 7, 7, 1]),
      value: dice.pick(['1', '2']),
      ...(dice.chance(0.3) ? { eventFrom: '2' } : {}),
      ...(this.isPaid ? { row: `key_${this.keys++}`, status: '1' } : {}),
    });
    const first = this.rows.findIndex(({ eventTime }) => eventTime <= time);
    const from = first < 0 ? this.rows.length : first;
    const same = this.rows.slice(from).findIndex(({ eventTime }) => eventTime < time);
    const count = same < 0 ? this.rows.length - from : same;
    this.rows.splice(from + dice.below(count + 1), 0, row);
  }

  /** All rows of these moments, both included. */
  read(from: number, to: number): LogEntry[] {
    return this.rows.filter(({ eventTime }) => eventTime >= from && eventTime <= to);
  }
}
