import type { Decoder } from './decoder.js';
import { bytesOf, entriesOf, scheduleDecoding, type ScheduleEntry } from './schedules.js';

/**
 * Schedules of sockets. Entries of 6 bytes, of 10 where on and off take turns: the channel with bit 7 for on, the days,
 * start and end in minutes of the day, then minutes on and minutes off; as hex digits, from some as base64.
 *
 * Layout: the descriptions of `random_time` and `cycle_time` in product schemas themselves (iobroker.tuya 3.18.2,
 * lib/schema.json); clach04/python-tuya#18 has the same of `randomTime` and `cycleTime`.
 */
export const randomTimes: Decoder = (coded) => {
  for (const bytes of bytesOf(coded)) {
    const entries = entriesOf(bytes, 6, entryOf);
    if (entries) return scheduleDecoding(entries);
  }
  return undefined;
};

export const cycleTimes: Decoder = (coded) => {
  for (const bytes of bytesOf(coded)) {
    const entries = entriesOf(bytes, 10, (entry) => ({
      ...entryOf(entry),
      cycle: [entry.getUint16(6), entry.getUint16(8)],
    }));
    if (entries) return scheduleDecoding(entries);
  }
  return undefined;
};

function entryOf(entry: DataView): ScheduleEntry {
  const channel = entry.getUint8(0);
  return {
    isOn: (channel & 0x80) !== 0,
    channel: channel & 0x7f,
    days: entry.getUint8(1),
    start: entry.getUint16(2),
    end: entry.getUint16(4),
  };
}
