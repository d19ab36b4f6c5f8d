import { AgoText } from './agoText.js';
import { isPlain } from './plainText.js';

/**
 * Times for people. Intl only; a formatter is made once per language and zone, which is most of its cost.
 * All times are epoch milliseconds; one that no calendar holds has no text.
 */
export class TimeFormat {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly ago: AgoText;

  /** @param zone IANA name of the person's zone; the browser's own where it's left out. */
  constructor(
    private readonly locale: string,
    private readonly zone?: string,
  ) {
    this.ago = new AgoText(locale);
  }

  /** `3 min ago`. */
  since(at: number, now: number): string | undefined {
    return this.ago.since(at, now);
  }

  /** `23 Nov 2026, 10:42:03` in the person's zone. */
  local(at: number): string | undefined {
    return this.text(at, { dateStyle: 'medium', timeStyle: 'medium' }, this.zone);
  }

  /** The time of day, with the date where it isn't today's. */
  recent(at: number, now: number): string | undefined {
    const day = (time: number): string | undefined => this.text(time, { dateStyle: 'short' }, this.zone);
    return day(at) === day(now) ? this.text(at, { timeStyle: 'medium' }, this.zone) : this.local(at);
  }

  /**
   * In the device's zone, which the cloud gives as an offset (`+08:00`) or, on newer devices, as an IANA
   * name. Undefined where it is neither.
   */
  inZone(at: number, zone: string): string | undefined {
    const offset = offsetMinutes(zone);
    if (offset !== undefined) {
      const text = this.text(at + offset * 60_000, { dateStyle: 'medium', timeStyle: 'medium' }, 'UTC');
      return text && `${text} (${offsetText(offset)})`;
    }
    const text = this.text(at, { dateStyle: 'medium', timeStyle: 'medium' }, zone);
    return text && `${text} (${zone})`;
  }

  /**
   * `10:42:03.120`.
   * @param zone as the cloud gives it, an IANA name or `UTC`; the person's own where it's left out
   */
  exactTime(at: number, zone?: string): string | undefined {
    const wall = isPlain(this.locale) ? this.wallTime(at, zone) : undefined;
    return wall === undefined
      ? this.inAnyZone(at, exactTime, zone)
      : new Date(wall).toISOString().slice(-13, -1);
  }

  /** Whether two times are of one day in a zone, as `day` has it. */
  isSameDay(one: number, other: number, zone?: string): boolean {
    const [a, b] = [this.wallTime(one, zone), this.wallTime(other, zone)];
    if (a === undefined || b === undefined) return this.day(one, zone) === this.day(other, zone);
    return Math.floor(a / dayMs) === Math.floor(b / dayMs);
  }

  /** `Mon 23 Nov 2026`. */
  day(at: number, zone?: string): string | undefined {
    return this.inAnyZone(at, day, zone);
  }

  /** `23 Nov 2026, 10:42:03.120`. */
  exact(at: number, zone?: string): string | undefined {
    return this.inAnyZone(at, exact, zone);
  }

  /** The time that in UTC reads as `at` does in the zone; undefined where only Intl knows the zone, or no calendar the time. */
  private wallTime(at: number, zone = this.zone): number | undefined {
    const offset = zone === undefined ? -new Date(at).getTimezoneOffset() : offsetMinutes(zone);
    const wall = new Date(at + (offset ?? Number.NaN) * minuteMs).getTime();
    return Number.isNaN(wall) ? undefined : wall;
  }

  private inAnyZone(at: number, style: NamedStyle, zone: string | undefined): string | undefined {
    const offset = zone === undefined ? undefined : offsetMinutes(zone);
    if (offset !== undefined) return this.text(at + offset * 60_000, style, 'UTC');
    return this.text(at, style, zone ?? this.zone);
  }

  private text(at: number, named: NamedStyle, timeZone?: string): string | undefined {
    if (Number.isNaN(new Date(at).getTime())) return undefined;
    const { name, ...style } = named;
    const key = `${name ?? `${style.dateStyle} ${style.timeStyle}`} ${timeZone}`;
    try {
      let format = this.formats.get(key);
      if (!format) {
        format = new Intl.DateTimeFormat(this.locale, { ...style, ...(timeZone && { timeZone }) });
        this.formats.set(key, format);
      }
      return format.format(at);
    } catch {
      return undefined; // a zone that Intl doesn't know
    }
  }
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A style that isn't one of Intl's own has a name, to be found again by. */
type NamedStyle = Intl.DateTimeFormatOptions & { readonly name?: string };

const hours = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
} as const;
const exactTime: NamedStyle = { name: 'exactTime', ...hours };
const day: NamedStyle = {
  name: 'day',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
};
const exact: NamedStyle = { name: 'exact', day: 'numeric', month: 'short', year: 'numeric', ...hours };

/** Minutes east of UTC of `+08:00`, `-0330`, `+8`, `UTC+8`, `GMT-03:30`, `Z`; undefined for anything else. */
export function offsetMinutes(zone: string): number | undefined {
  if (/^(z|utc|gmt)$/i.test(zone)) return 0;
  const match = /^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(zone.trim());
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 18 * 60) return undefined;
  return match[1] === '-' && minutes > 0 ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
