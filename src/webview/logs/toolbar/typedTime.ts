import { offsetMinutes } from '../../shared/formatTime.js';

export type TypedTime =
  | { readonly ok: true; readonly time: number }
  | { readonly ok: false; readonly reason: 'notATime' | 'noSuchTime' };

const form = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?(Z)?$/i;

/**
 * Reads `2026-11-23 10:42:03.120`; what is left out at the end counts as 0, a `Z` means UTC.
 * @param zone `UTC`, an offset or an IANA name; the person's own where it's left out
 * @param which of the two times that a clock shows in an hour that comes twice
 */
export function readTypedTime(text: string, zone?: string, which: 'first' | 'last' = 'first'): TypedTime {
  const match = form.exec(text.trim());
  if (!match) return { ok: false, reason: 'notATime' };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const ms = Number((match[7] ?? '').padEnd(3, '0'));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const again = new Date(wall);
  // Years below 100 are taken for others.
  const isReal =
    again.getUTCFullYear() === year &&
    again.getUTCMonth() === month - 1 &&
    again.getUTCDate() === day &&
    again.getUTCHours() === hour &&
    again.getUTCMinutes() === minute &&
    again.getUTCSeconds() === second;
  if (!isReal) return { ok: false, reason: 'noSuchTime' };
  const time = fromWall(wall, match[8] === undefined ? zone : 'UTC', which);
  // In an hour that clocks skip there is no such time.
  return time === undefined || time < 0 ? { ok: false, reason: 'noSuchTime' } : { ok: true, time };
}

/** The same form back, so that what is shown can be typed. */
export function typedTime(time: number, zone?: string): string {
  return new Date(time + offsetAt(time, zone)).toISOString().replace('T', ' ').replace('Z', '');
}

/** The moment when clocks of the zone show this. */
function fromWall(wall: number, zone: string | undefined, which: 'first' | 'last'): number | undefined {
  const day = 86_400_000;
  const offsets = [offsetAt(wall - day, zone), offsetAt(wall, zone), offsetAt(wall + day, zone)];
  const found = offsets.map((offset) => wall - offset).filter((time) => time + offsetAt(time, zone) === wall);
  if (found.length === 0) return undefined;
  return which === 'first' ? Math.min(...found) : Math.max(...found);
}

/** How far the zone's clocks are ahead of UTC at a time, in ms. */
function offsetAt(time: number, zone: string | undefined): number {
  if (zone === undefined) return -new Date(time).getTimezoneOffset() * 60_000;
  const fixed = offsetMinutes(zone);
  if (fixed !== undefined) return fixed * 60_000;
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(time);
    const part = (type: string): number => Number(parts.find((own) => own.type === type)?.value);
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return shown - Math.floor(time / 1000) * 1000;
  } catch {
    return -new Date(time).getTimezoneOffset() * 60_000; // a zone that Intl doesn't know
  }
}
