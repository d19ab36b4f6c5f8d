import { describe, expect, it } from 'vitest';
import { lastOf, rangeThrough, union } from '../../../../src/base/timeRange.js';
import { looksLikeDeviceId, readPastedIds } from '../../../../src/model/lists/deviceIds.js';
import {
  checkListQuery,
  costOf,
  partsOf,
  type DeviceListQuery,
} from '../../../../src/model/lists/deviceListQuery.js';
import { longestWindowMs, wireWindows } from '../../../../src/model/lists/wireWindows.js';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `bf${String(at).padStart(20, '0')}`);

describe('pasted ids', () => {
  it.each([
    ['bf1234567890abcdefgh', ['bf1234567890abcdefgh'], []],
    ['27511006b4e62d4b1234,27511006b4e62d4b5678', ['27511006b4e62d4b1234', '27511006b4e62d4b5678'], []],
    ['  a1234567 \n\t b1234567; c1234567|d1234567', ['a1234567', 'b1234567', 'c1234567', 'd1234567'], []],
    ['["vdevo153490924188132","vdevo153490924188132"]', ['vdevo153490924188132'], []],
    ['[{"id": "bf1234567890abcdefgh", "name": "Lamp"}]', ['bf1234567890abcdefgh'], ['id', 'name', 'Lamp']],
    ['747b2165d9449964****', [], ['747b2165d9449964****']],
    ['../../token?x=1', [], ['..', 'token?x', '1']],
    ['', [], []],
  ])('%j', (text, expected, rejected) => {
    expect(readPastedIds(text)).toEqual({ ids: expected, rejected });
  });

  it.each([
    ['bf1234567890abcdefgh', true],
    ['vdevo153490924188132', true],
    ['Wohnzimmer', false],
    ['short1', false],
    ['x'.repeat(65), false],
    ['bf12345678/../token', false],
  ])('%s looks like an id: %s', (text, expected) => {
    expect(looksLikeDeviceId(text)).toBe(expected);
  });
});

describe('windows of at most 30 days', () => {
  it.each([
    ['a moment', now, now, 1],
    ['a day', now - day, now, 1],
    ['30 days', now - 30 * day, now, 1],
    ['30 days and a second', now - 30 * day - 1000, now, 2],
    ['a year', now - 365 * day, now, 13],
  ])('%s', (_, from, to, count) => {
    const windows = wireWindows(rangeThrough(from, to));
    expect(windows).toHaveLength(count);
    expect([windows.at(-1)?.startTime, windows[0]?.endTime]).toEqual([from, to]);
    for (const [at, { startTime, endTime }] of windows.entries()) {
      expect(endTime - startTime).toBeLessThanOrEqual(longestWindowMs);
      expect(endTime % 1000).toBe(0);
      // No gap: each begins where the newer one ends.
      if (at > 0) expect(endTime).toBe(windows[at - 1]?.startTime);
    }
  });

  it('hold for every odd millisecond, and ask for the seconds of the range and no other', () => {
    for (let odd = 0; odd < 1000; odd += 37) {
      const range = { from: now - 100 * day + odd, to: now + 1000 - odd };
      const windows = wireWindows(range);
      for (const { startTime, endTime } of windows)
        expect(endTime - startTime).toBeLessThanOrEqual(longestWindowMs);
      // The wire counts both ends in, as whole seconds.
      const asked = union(windows.map(({ startTime, endTime }) => ({ from: startTime, to: endTime + 1000 })));
      const [first, last] = [Math.floor(range.from / 1000), Math.floor(lastOf(range) / 1000)];
      expect(asked).toEqual([{ from: first * 1000, to: (last + 1) * 1000 }]);
    }
  });

  it('end with the second before a day that ends the range', () => {
    expect(wireWindows({ from: now - day, to: now })).toEqual([
      { startTime: now - day, endTime: now - 1000 },
    ]);
  });
});

describe('a list', () => {
  it.each<[string, DeviceListQuery, Record<string, string>]>([
    ['of a user', { kind: 'user', uid: 'ay1' }, {}],
    ['without a user', { kind: 'user', uid: ' ' }, { uid: 'missing' }],
    ['of no id', { kind: 'user', uid: 'a b' }, { uid: 'notAnId' }],
    ['of everything', { kind: 'project' }, {}],
    ['by product and dates', { kind: 'project', productId: 'p', activated: { from: now - day } }, {}],
    ['by schema and product', { kind: 'project', schema: 's', productId: 'p' }, { productId: 'notTogether' }],
    [
      'by all three',
      { kind: 'project', schema: 's', productId: 'p', deviceIds: ids(1) },
      { productId: 'notTogether', deviceIds: 'notTogether' },
    ],
    ['by no ids', { kind: 'project', deviceIds: [] }, { deviceIds: 'missing' }],
    ['by too many ids', { kind: 'project', deviceIds: ids(2001) }, { deviceIds: 'tooMany' }],
    ['by nonsense', { kind: 'project', deviceIds: ['../token'] }, { deviceIds: 'notAnId' }],
    ['a product with a comma', { kind: 'project', productId: 'a,b' }, { productId: 'notAnId' }],
    [
      'an end before its start',
      { kind: 'project', activated: { from: now, to: now - 1 } },
      { activated: 'endBeforeStart' },
    ],
    ['a start to come', { kind: 'project', activated: { from: now + 1 } }, { activated: 'inTheFuture' }],
    ['an end alone', { kind: 'project', activated: { to: now - day } }, {}],
    ['an end alone, to come', { kind: 'project', activated: { to: now + day } }, {}],
    ['neither', { kind: 'project', activated: {} }, { activated: 'missing' }],
    ['no end', { kind: 'project', activated: { to: Number.NaN } }, { activated: 'missing' }],
    ['no start', { kind: 'project', activated: { from: Number.NaN } }, { activated: 'missing' }],
    ['a lifetime', { kind: 'project', activated: { from: now - 11 * 366 * day } }, { activated: 'tooLong' }],
  ])('%s', (_, query, problems) => {
    expect(Object.fromEntries(checkListQuery(query, now))).toEqual(problems);
  });

  it.each<[DeviceListQuery, { calls: number; exact: boolean }]>([
    [
      { kind: 'user', uid: 'ay1' },
      { calls: 1, exact: false },
    ],
    [{ kind: 'project' }, { calls: 1, exact: false }],
    [
      { kind: 'project', deviceIds: ids(41) },
      { calls: 3, exact: true },
    ],
    [
      { kind: 'project', deviceIds: [...ids(20), ...ids(20)] },
      { calls: 1, exact: true },
    ],
    [
      { kind: 'project', activated: { from: now - 365 * day, to: now } },
      { calls: 13, exact: false },
    ],
    [
      { kind: 'project', deviceIds: ids(21), activated: { from: now - 31 * day } },
      { calls: 4, exact: true },
    ],
    // No window says how far back.
    [
      { kind: 'project', activated: { to: now - 365 * day } },
      { calls: 1, exact: false },
    ],
    [
      { kind: 'project', deviceIds: ids(21), activated: { to: now } },
      { calls: 2, exact: true },
    ],
    // What lies ahead costs nothing.
    [
      { kind: 'project', activated: { from: now - day, to: now + 900 * day } },
      { calls: 1, exact: false },
    ],
  ])('%j costs %j', (query, cost) => {
    expect(costOf(query, now)).toEqual(cost);
  });

  it('that is wrong is never asked for', () => {
    expect(() => partsOf({ kind: 'project', schema: 's', productId: 'p' }, now)).toThrow(/notTogether/);
  });
});
