import { hexDigits, nameHash, text } from '../requests/random.js';
import type { LogEvent } from './logEvent.js';

const largestLong = 9_223_372_036_854_775_807n;
const keyTopic = nameHash('row key');

/** Where a page of a log begins or ended. */
export interface RowPosition {
  readonly time: number;
  readonly seq: number;
}

/** Writes and reads the row keys of one device's log, in both editions' forms. */
export class RowKeys {
  private readonly prefix: string;

  constructor(seed: number, deviceIndex: number) {
    this.prefix = text(hexDigits, 28, seed, keyTopic, deviceIndex);
  }

  /** Base64 of `prefix_(2⁶³−1−time)_type_seq`, as on the page. */
  free({ time, type, seq }: LogEvent): string {
    return Buffer.from(`${this.prefix}_${reversed(time)}_${type}_${seq}`).toString('base64');
  }

  /** `prefix_(2⁶³−1−time)_seq` in plain text. */
  paid({ time, seq }: LogEvent): string {
    return `${this.prefix}_${reversed(time)}_${seq}`;
  }

  readFree(key: string): RowPosition | undefined {
    const parts = Buffer.from(key, 'base64').toString('latin1').split('_');
    const [prefix, time, type, seq] = parts;
    if (parts.length !== 4 || prefix !== this.prefix || !areNumbers([time, type, seq])) return undefined;
    const position = { time: restored(time ?? ''), seq: Number(seq) };
    return Buffer.from(parts.join('_'), 'latin1').toString('base64') === key ? position : undefined;
  }

  readPaid(key: string): RowPosition | undefined {
    const parts = key.split('_');
    const [prefix, time, seq] = parts;
    if (parts.length !== 3 || prefix !== this.prefix || !areNumbers([time, seq])) return undefined;
    return { time: restored(time ?? ''), seq: Number(seq) };
  }
}

function areNumbers(parts: readonly (string | undefined)[]): boolean {
  return parts.every((part) => part !== undefined && /^\d{1,19}$/.test(part));
}

function reversed(time: number): bigint {
  return largestLong - BigInt(time);
}

function restored(reversedTime: string): number {
  return Number(largestLong - BigInt(reversedTime));
}
