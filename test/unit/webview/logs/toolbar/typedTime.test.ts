import { describe, expect, it } from 'vitest';
import { readTypedTime, typedTime } from '../../../../../src/webview/logs/toolbar/typedTime.js';

const at = (text: string, zone?: string): number | string => {
  const typed = readTypedTime(text, zone);
  return typed.ok ? typed.time : typed.reason;
};

describe('typed times', () => {
  it('reads what was typed in the zone it was typed for', () => {
    expect(at('2026-11-23 10:42:03.120', 'UTC')).toBe(Date.UTC(2026, 10, 23, 10, 42, 3, 120));
    expect(at('2026-11-23 10:42:03.120', '+08:00')).toBe(Date.UTC(2026, 10, 23, 2, 42, 3, 120));
    expect(at('2026-11-23 10:42:03.120', 'America/New_York')).toBe(Date.UTC(2026, 10, 23, 15, 42, 3, 120));
    expect(at('2026-11-23T10:42:03Z', '+08:00')).toBe(Date.UTC(2026, 10, 23, 10, 42, 3));
    expect(at(' 2026-1-2 3:04 ', 'UTC')).toBe(Date.UTC(2026, 0, 2, 3, 4));
    expect(at('2026-01-02', 'UTC')).toBe(Date.UTC(2026, 0, 2));
    expect(at('2026-11-23 10:42:03,5', 'UTC')).toBe(Date.UTC(2026, 10, 23, 10, 42, 3, 500));
  });

  it('knows hours that clocks skip, and takes the first of two', () => {
    expect(at('2026-03-29 02:30', 'Europe/Berlin')).toBe('noSuchTime');
    expect(at('2026-10-25 02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(at('2026-10-25 03:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 2, 0));
  });

  it('takes the second of two for the end of a range', () => {
    const end = (text: string): unknown => readTypedTime(text, 'Europe/Berlin', 'last');
    expect(end('2026-10-25 02:30')).toEqual({ ok: true, time: Date.UTC(2026, 9, 25, 1, 30) });
    expect(end('2026-10-25 03:00')).toEqual({ ok: true, time: Date.UTC(2026, 9, 25, 2, 0) });
    expect(end('2026-10-25 00:30Z')).toEqual({ ok: true, time: Date.UTC(2026, 9, 25, 0, 30) });
  });

  it('tells what is no time from what is no date', () => {
    for (const text of ['', 'now', '10:42', '23.11.2026', '2026-11-23 10', '2026-11-23 10:42:03.1234'])
      expect(at(text, 'UTC'), text).toBe('notATime');
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-11-23 24:00',
      '2026-11-23 10:60',
      '1969-12-31 23:59',
      '0099-12-31 23:59',
    ])
      expect(at(text, 'UTC'), text).toBe('noSuchTime');
  });

  it('reads back what it writes, in any zone and at any time of the year', () => {
    for (const zone of ['UTC', '-03:30', 'Asia/Kolkata', 'Europe/Berlin', undefined]) {
      for (let day = 0; day < 366; day += 5) {
        const time = Date.UTC(2026, 0, day, (day * 7) % 24, day % 60, 12, day);
        const again = at(typedTime(time, zone), zone);
        // An hour that comes twice is read as its first time.
        expect([time, time - 3_600_000]).toContain(again);
      }
    }
  });
});
