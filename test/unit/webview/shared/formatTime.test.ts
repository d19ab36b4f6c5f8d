import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../../src/base/isoTime.js';
import { offsetMinutes, TimeFormat } from '../../../../src/webview/shared/formatTime.js';
import { personsLocale } from '../../../../src/webview/shared/personsLocale.js';

const at = Date.UTC(2026, 10, 23, 9, 42, 3);
/** Intl puts narrow no-break spaces where versions differ. */
const plain = (text: string | undefined): string | undefined => text?.replace(/[\u202f\u00a0]/g, ' ');

describe('the person’s locale', () => {
  it.each([
    ['en', ['en-GB', 'en'], 'en-GB'],
    ['en', ['de-DE', 'en-AU'], 'en-AU'],
    ['zh-cn', ['en-GB'], 'zh-cn'],
    ['en', ['en-US@posix'], 'en'],
    ['en', [], 'en'],
    // Its dates are known, and its plurals are not everywhere.
    ['mi', ['mi-NZ'], 'mi-NZ'],
    ['not a language', ['x_y'], 'en'],
  ])('for %s and %j is %s', (locale, preferred, chosen) => {
    expect(personsLocale(locale, preferred)).toBe(chosen);
  });
});

describe('a device’s zone', () => {
  it.each([
    ['+08:00', 480],
    ['-03:30', -210],
    ['+0545', 345],
    ['+8', 480],
    ['UTC+8', 480],
    ['GMT-03:30', -210],
    ['Z', 0],
    ['UTC', 0],
    ['-00:00', 0],
    ['+25:00', undefined],
    ['+08:75', undefined],
    ['Europe/Berlin', undefined],
    ['', undefined],
    ['+08:00; x', undefined],
  ])('reads %s as %s minutes', (zone, minutes) => {
    expect(offsetMinutes(zone)).toBe(minutes);
  });
});

describe('times for people', () => {
  const time = new TimeFormat('en-GB', 'Europe/Berlin');

  it('are in the person’s zone, summer and winter', () => {
    expect(plain(time.local(at))).toBe('23 Nov 2026, 10:42:03');
    expect(plain(time.local(Date.UTC(2026, 6, 1, 9, 42, 3)))).toBe('1 Jul 2026, 11:42:03');
  });

  it('follow the clock over the change to winter time', () => {
    expect(plain(time.local(Date.UTC(2026, 9, 25, 0, 30)))).toBe('25 Oct 2026, 02:30:00');
    expect(plain(time.local(Date.UTC(2026, 9, 25, 1, 30)))).toBe('25 Oct 2026, 02:30:00');
    expect(plain(time.local(Date.UTC(2026, 9, 25, 2, 30)))).toBe('25 Oct 2026, 03:30:00');
  });

  it.each([
    ['+08:00', '23 Nov 2026, 17:42:03 (+08:00)'],
    ['-03:30', '23 Nov 2026, 06:12:03 (-03:30)'],
    ['Asia/Kathmandu', '23 Nov 2026, 15:27:03 (Asia/Kathmandu)'],
    ['America/New_York', '23 Nov 2026, 04:42:03 (America/New_York)'],
    ['Mars/Olympus', undefined],
    ['<b>', undefined],
  ])('in the device’s zone %s are %s', (zone, text) => {
    expect(plain(time.inZone(at, zone))).toBe(text);
  });

  it('leave the date out where it is today’s', () => {
    expect(plain(time.recent(at, at + 60_000))).toBe('10:42:03');
    expect(plain(time.recent(at, at + 24 * 3600_000))).toBe('23 Nov 2026, 10:42:03');
  });

  it('have no text where no calendar holds them', () => {
    expect([time.local(Number.NaN), time.local(9e15), isoTime(9e15), time.inZone(9e15, '+08:00')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are ISO 8601 in UTC for machines', () => {
    expect(isoTime(at)).toBe('2026-11-23T09:42:03.000Z');
  });
});

describe('times of day', () => {
  const exact = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const times = [
    at + 120,
    0,
    -1,
    Date.UTC(1901, 4, 6, 7, 8, 9),
    Date.UTC(2026, 6, 1, 23, 59, 59, 999),
    8.64e15,
    9e15,
  ];
  const zones = [undefined, 'UTC', '+08:00', '-03:30', 'Asia/Kathmandu'];

  it.each(['en', 'en-GB', 'en-US', 'zh-cn', 'en-FI', 'de'])('of %s are those of Intl', (locale) => {
    for (const zone of zones) {
      const [own, offset] = [new TimeFormat(locale), zone === undefined ? undefined : offsetMinutes(zone)];
      const format = new Intl.DateTimeFormat(locale, {
        ...{ ...exact, fractionalSecondDigits: 3, hourCycle: 'h23' },
        timeZone: offset === undefined ? zone : 'UTC',
      });
      const expected = times.map((time) => {
        const moved = new Date(time + (offset ?? 0) * 60_000);
        return Number.isNaN(moved.getTime()) ? undefined : format.format(moved);
      });
      expect(times.map((time) => own.exactTime(time, zone))).toEqual(expected);
    }
  });

  it('know whether two are of one day, in every zone', () => {
    const own = new TimeFormat('en-GB');
    const midnight = Date.UTC(2026, 10, 23);
    const sameAround = (zone: string, shift: number): readonly boolean[] =>
      [midnight + shift, midnight + shift - 1].map((time) =>
        own.isSameDay(time, midnight + shift + 1000, zone),
      );
    expect(sameAround('UTC', 0)).toEqual([true, false]);
    expect(sameAround('+08:00', -8 * 3_600_000)).toEqual([true, false]);
    expect(sameAround('Asia/Kathmandu', -5.75 * 3_600_000)).toEqual([true, false]);
    const local = new Date(2026, 10, 23).getTime();
    expect([own.isSameDay(local, local + 1000), own.isSameDay(local - 1, local)]).toEqual([true, false]);
  });
});

describe('how long ago something was', () => {
  const now = Date.UTC(2026, 10, 23, 9, 42, 3);
  it.each([
    [now - 200, 'just now'],
    // Clocks differ.
    [now + 200, 'just now'],
    [now - 9_999, 'just now'],
    [now - 10_000, '10s ago'],
    [now - 59_000, '59s ago'],
    [now - 190_000, '3m ago'],
    [now - 3 * 3_600_000, '3h ago'],
    [now - 3 * 86_400_000, '3d ago'],
    [now + 15_000, 'in 15s'],
    [Number.NaN, undefined],
  ])('%s is %s', (then, text) => {
    expect(new TimeFormat('en').since(then, now)).toBe(text);
  });
});
