import { offsetMinutes } from '../../shared/formatTime.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps between the marks of a time axis, ms. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 56, 112, 224].map((count) => count * day),
];

/** Times of the chart in one zone, for its axis and its texts. All are epoch ms. */
export class ChartTimes {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();

  /** @param zone IANA name or UTC offset; the browser's own where it is left out */
  constructor(
    private readonly locale: string,
    private readonly zone: string | undefined,
  ) {}

  /** Marks for an axis: at round times of the zone, at most so many. */
  marks(from: number, to: number, count: number): { readonly times: number[]; readonly step: number } {
    const least = (to - from) / Math.max(1, count);
    const step = steps.find((one) => one >= least) ?? Math.ceil(least / (364 * day)) * 364 * day;
    const offset = this.offset(from);
    const times: number[] = [];
    for (let wall = Math.ceil((from + offset) / step) * step; ; wall += step) {
      // Clocks are changed by whole hours: shorter steps go on through it, longer ones keep to what clocks show.
      const time = wall - (step < hour ? offset : this.offset(wall - this.offset(wall - offset)));
      if (!(time <= to)) break;
      if (time >= from && time > (times.at(-1) ?? -Infinity)) times.push(time);
    }
    return { times, step };
  }

  /** A mark's text: as much of the time of day as the step needs, and the day where it is another one. */
  mark(time: number, step: number, before: number | undefined): string {
    const date = this.text(time, { month: 'short', day: 'numeric' });
    if (step >= day) return date;
    const text = this.text(time, {
      hour: '2-digit',
      minute: '2-digit',
      ...(step < minute && { second: '2-digit' }),
      ...(step < second && { fractionalSecondDigits: 3 }),
    });
    const isNewDay = before === undefined || date !== this.text(before, { month: 'short', day: 'numeric' });
    return isNewDay ? `${text}\n${date}` : text;
  }

  /** A point's time, to the millisecond. */
  exact(time: number): string {
    return this.text(time, {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    });
  }

  private text(time: number, parts: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(parts);
    let format = this.formats.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(this.locale, { ...parts, hourCycle: 'h23', timeZone: 'UTC' });
      this.formats.set(key, format);
    }
    const shown = new Date(time + this.offset(time));
    return Number.isNaN(shown.getTime()) ? '' : format.format(shown);
  }

  /** How far the zone's clocks are ahead of UTC, ms. */
  private offset(time: number): number {
    const own = -new Date(time).getTimezoneOffset() * minute;
    if (this.zone === undefined) return own;
    const fixed = offsetMinutes(this.zone);
    if (fixed !== undefined) return fixed * minute;
    try {
      this.zoneFormat ??= new Intl.DateTimeFormat('en', { timeZone: this.zone, timeZoneName: 'longOffset' });
      const name = this.zoneFormat.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value;
      return (offsetMinutes(name ?? '') ?? 0) * minute;
    } catch {
      return own; // a zone that Intl doesn't know
    }
  }

  private zoneFormat: Intl.DateTimeFormat | undefined;
}
