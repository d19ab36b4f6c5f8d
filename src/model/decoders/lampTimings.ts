import type { Decoder } from './decoder.js';
import { bytesOf, entriesOf, scheduleDecoding, type ScheduleEntry } from './schedules.js';

/** Version 0, then the length of an entry. */
const headLength = 2;

/**
 * Schedules of lamps: a head, then entries with on (3) or off (2), the days, start and end in minutes of the day, for
 * cycles the minutes on and off, and the light, which isn't read here.
 *
 * Layout: developer.tuya.com, lamp solution, “Advanced - Random Timing” and “Advanced - Cycle Timing”.
 */
export const lampRandomTiming: Decoder = (coded) => timings(coded, 12, entryOf);

export const lampCycleTiming: Decoder = (coded) =>
  timings(coded, 16, (entry) => {
    const one = entryOf(entry);
    return one && { ...one, cycle: [entry.getUint16(6), entry.getUint16(8)] };
  });

function timings(
  coded: Parameters<Decoder>[0],
  length: number,
  read: (entry: DataView) => ScheduleEntry | undefined,
): ReturnType<Decoder> {
  for (const bytes of bytesOf(coded)) {
    if (bytes[0] !== 0 || bytes[1] !== length) continue;
    const entries = entriesOf(bytes.subarray(headLength), length, read);
    if (entries) return scheduleDecoding(entries);
  }
  return undefined;
}

function entryOf(entry: DataView): ScheduleEntry | undefined {
  const isOn = entry.getUint8(0);
  if (isOn !== 2 && isOn !== 3) return undefined;
  return {
    isOn: isOn === 3,
    channel: 0,
    days: entry.getUint8(1),
    start: entry.getUint16(2),
    end: entry.getUint16(4),
  };
}
