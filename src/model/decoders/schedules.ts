import type { CodedValue, Decoding } from './decoder.js';

/** One entry of a schedule. */
export interface ScheduleEntry {
  readonly isOn: boolean;
  /** Of a socket with several; 0 is all of it. */
  readonly channel: number;
  /** Bit 0 is Sunday, bit 6 Saturday; none is once. */
  readonly days: number;
  /** Minutes of the day. */
  readonly start: number;
  readonly end: number;
  /** Minutes on and minutes off, in turn. */
  readonly cycle?: readonly [on: number, off: number];
}

/** More entries than any device has are something else. */
const entriesAtMost = 64;
const dayLength = 24 * 60;

/** Bytes in entries of one length; undefined where one doesn't fit. */
export function entriesOf(
  bytes: Uint8Array,
  length: number,
  read: (entry: DataView) => ScheduleEntry | undefined,
): readonly ScheduleEntry[] | undefined {
  const count = bytes.length / length;
  if (!Number.isInteger(count) || count === 0 || count > entriesAtMost) return undefined;
  const entries: ScheduleEntry[] = [];
  for (let at = 0; at < bytes.length; at += length) {
    const entry = read(new DataView(bytes.buffer, bytes.byteOffset + at, length));
    if (!entry || !fits(entry)) return undefined;
    entries.push(entry);
  }
  return entries;
}

function fits({ days, start, end }: ScheduleEntry): boolean {
  return days <= 0x7f && start <= dayLength && end <= dayLength;
}

/** `✓ 08:00–22:00 12345`: on, from when to when, on which days, 1 being Monday; `1×` is once. */
export function scheduleDecoding(entries: readonly ScheduleEntry[]): Decoding {
  const texts = entries.map(entryText);
  return {
    text: texts.join(', '),
    ...(texts.length > 1 && { fields: texts.map((text) => ({ name: 'schedule', text }) as const) }),
  };
}

function entryText({ isOn, channel, days, start, end, cycle }: ScheduleEntry): string {
  return [
    isOn ? '✓' : '✗',
    ...(channel > 0 ? [`#${channel}`] : []),
    `${time(start)}–${time(end)}`,
    ...(cycle ? [`(${cycle[0]} min/${cycle[1]} min)`] : []),
    days === 0 ? '1×' : weekdays(days),
  ].join(' ');
}

function time(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function weekdays(days: number): string {
  return [1, 2, 3, 4, 5, 6, 0]
    .filter((bit) => days & (1 << bit))
    .map((bit) => String(bit || 7))
    .join('');
}

/** The bytes of a value that is raw, or text that can be read as bytes: all the ways that may be meant. */
export function bytesOf(coded: CodedValue): readonly Uint8Array[] {
  if (coded.kind === 'binary') return [coded.bytes];
  if (coded.kind !== 'text' || coded.raw.length > 4096) return [];
  const { raw } = coded;
  const isHex = /^(?:[\da-f]{2})+$/i.test(raw);
  const fromBase64 = Buffer.from(raw, 'base64');
  return [
    ...(isHex ? [Uint8Array.from(Buffer.from(raw, 'hex'))] : []),
    ...(fromBase64.toString('base64') === raw ? [Uint8Array.from(fromBase64)] : []),
  ];
}
