import { describe, expect, it } from 'vitest';
import type { CodedValue, Decoding, KnownScale } from '../../../../src/model/decoders/decoder.js';
import { decoderOf } from '../../../../src/model/decoders/decoders.js';
import { soaked } from '../../../support/soak.js';

const decoded = (code: string, coded: CodedValue, known?: KnownScale): Decoding | undefined =>
  decoderOf(code)?.(coded, known);
const binary = (...bytes: number[]): CodedValue => ({
  kind: 'binary',
  raw: Buffer.from(bytes).toString('base64'),
  bytes: Uint8Array.from(bytes),
});
const base64 = (raw: string): CodedValue => binary(...Buffer.from(raw, 'base64'));
const text = (raw: string): CodedValue => ({ kind: 'text', raw });
const json = (value: object): CodedValue => ({ kind: 'json', raw: JSON.stringify(value), value });

/** 233.8 V, 5.620 A, 1185 W; 100 var, 1314 VA, 0.90 */
const newer = [9, 0x22, 0, 0x15, 0xf4, 0, 4, 0xa1, 0, 0, 100, 0, 5, 0x22, 90];

describe('electricity', () => {
  it.each<[string, CodedValue, string | undefined]>([
    ['8 bytes', base64('CSIAFfQABKE='), '233.8 V, 5.620 A, 1185 W'],
    ['8 bytes of another meter', base64('COwABY8AARA='), '228.4 V, 1.423 A, 272 W'],
    ['8 bytes of nothing', binary(0, 0, 0, 0, 0, 0, 0, 0), '0.0 V, 0.000 A, 0 W'],
    ['8 bytes of a meter that feeds in', binary(9, 38, 0, 0, 146, 153, 153, 134), '234.2 V, 0.146 A, -20 W'],
    ['8 bytes of more fed in than can be', binary(9, 38, 0, 0, 146, 153, 143, 134), undefined],
    ['8 bytes of no power', binary(9, 38, 0, 0, 146, 153, 153, 154), undefined],
    [
      'a meter that feeds in behind 01 0F',
      binary(1, 15, 9, 38, 0, 0, 146, 153, 153, 134, ...newer.slice(8)),
      undefined,
    ],
    ['15 bytes behind 01 0F', binary(1, 15, ...newer), '233.8 V, 5.620 A, 1185 W'],
    ['15 bytes and no sign behind 02 0F', binary(2, 15, ...newer, 0), '233.8 V, 5.620 A, 1185 W'],
    ['a sign of the current', binary(2, 15, ...newer, 1), '233.8 V, -5.620 A, 1185 W'],
    ['a sign of the power', binary(2, 15, ...newer, 2), '233.8 V, 5.620 A, -1185 W'],
    ['signs that nobody knows', binary(2, 15, ...newer, 16), undefined],
    ['a head without its layout', binary(3, 15, ...newer), undefined],
    ['15 bytes without a head', binary(...newer), undefined],
    ['the newer layout cut', binary(1, 15, ...newer.slice(1)), undefined],
    ['7 bytes', binary(9, 0x22, 0, 0x15, 0xf4, 0, 4), undefined],
    ['9 bytes', binary(9, 0x22, 0, 0x15, 0xf4, 0, 4, 0xa1, 0), undefined],
    ['more volts than there are', binary(0xff, 0xff, 0, 0x15, 0xf4, 0, 4, 0xa1), undefined],
    ['more power than there can be', binary(9, 0x22, 0, 0x15, 0xf4, 0x40, 4, 0xa1), undefined],
    ['text', text('CSIAFfQABKE='), undefined],
  ])('reads %s', (_, coded, line) => {
    for (const code of ['phase_a', 'phase_b', 'phase_c']) expect(decoded(code, coded)?.text).toBe(line);
  });

  it('has all parts of the newer layouts, each with its sign', () => {
    const texts = (signs: number): string[] | undefined =>
      decoded('phase_a', binary(2, 15, ...newer, signs))?.fields?.map(({ text: one }) => one);
    expect(texts(0)).toEqual(['233.8 V', '5.620 A', '1185 W', '100 var', '1314 VA', '0.90']);
    const unmeasured = binary(1, 15, ...newer.slice(0, 14), 255);
    expect(decoded('phase_a', unmeasured)?.fields?.map(({ name }) => name)).not.toContain('powerFactor');
    expect(texts(15)).toEqual(['233.8 V', '-5.620 A', '-1185 W', '-100 var', '1314 VA', '-0.90']);
    expect(decoded('phase_a', base64('CSIAFfQABKE='))?.fields?.map(({ name }) => name)).toEqual([
      'voltage',
      'current',
      'activePower',
    ]);
  });
});

describe('a colour', () => {
  it.each<[string, string, CodedValue, string | undefined]>([
    ['12 digits', 'colour_data', text('007803e803e8'), 'hsv(120°, 100 %, 100 %) #00ff00'],
    ['12 digits', 'colour_data_v2', text('000003E801F4'), 'hsv(0°, 100 %, 50 %) #800000'],
    ['14 digits', 'colour_data', text('ff00000000ffff'), 'hsv(0°, 100 %, 100 %) #ff0000'],
    ['a hue beyond the circle', 'colour_data', text('016903e803e8'), undefined],
    ['a saturation beyond 1000', 'colour_data', text('007803e903e8'), undefined],
    ['13 digits', 'colour_data', text('007803e803e80'), undefined],
    ['12 letters', 'colour_data', text('livingroom12'), undefined],
    ['JSON', 'colour_data_v2', json({ h: 30, s: 1000, v: 500 }), 'hsv(30°, 100 %, 50 %) #804000'],
    ['JSON', 'colour_data', json({ h: 30, s: 1000, v: 500 }), 'hsv(30°, 100 %, 50 %) #804000'],
    ['JSON, usually', 'colour_data', json({ h: 240, s: 255, v: 255 }), '≈ hsv(240°, 100 %, 100 %) #0000ff'],
    ['JSON without v', 'colour_data', json({ h: 240, s: 255 }), undefined],
    ['a hue as text', 'colour_data', json({ h: '240', s: 255, v: 255 }), undefined],
    ['a hue that is none', 'colour_data', json({ h: Number.NaN, s: 1, v: 1 }), undefined],
    ['a list', 'colour_data', json([1, 2, 3]), undefined],
  ])('of %s of %s', (_, code, coded, line) => {
    expect(decoded(code, coded)?.text).toBe(line);
  });

  it.each([
    [0, '#ff0000'],
    [60, '#ffff00'],
    [180, '#00ffff'],
    [300, '#ff00ff'],
    [360, '#ff0000'],
  ])('with a hue of %d° is %s', (h, rgb) => {
    expect(decoded('colour_data_v2', json({ h, s: 1000, v: 1000 }))?.fields?.at(-1)?.text).toBe(rgb);
  });
});

describe('a scene', () => {
  it.each<[string, string | undefined]>([
    [
      '07464602000003e803e800000000464602007803e803e80000000046460200f003e803e800000000',
      '7: #ff0000, #00ff00, #0000ff',
    ],
    ['000e0d0000000000000000032001f4', undefined],
    ['000e0d00000000000000032001f4', '0: ☼ 80 %/50 %'],
    ['07464603000003e803e800000000', undefined],
    ['07464602016903e803e800000000', undefined],
    ['07ff4602000003e803e800000000', undefined],
    ['07', undefined],
    [`07${'464602000003e803e800000000'.repeat(9)}`, undefined],
    ['0z464602000003e803e800000000', undefined],
  ])('%s', (raw, line) => {
    expect(decoded('scene_data', text(raw))?.text).toBe(line);
  });
});

it('a colour of JSON is certain where the product says what is full', () => {
  const bright = json({ h: 240, s: 200, v: 250 });
  expect(decoded('colour_data', bright, { full: 1000 })?.text).toBe('hsv(240°, 20 %, 25 %) #333340');
  expect(decoded('colour_data', bright, { full: 255 })?.text).toBe('hsv(240°, 78 %, 98 %) #3636fa');
  expect(decoded('colour_data_v2', bright, { full: 255 })?.text).toBe('hsv(240°, 78 %, 98 %) #3636fa');
  // Models are wrong, too.
  expect(decoded('colour_data', json({ h: 240, s: 1000, v: 1000 }), { full: 255 })?.text).toBe(
    'hsv(240°, 100 %, 100 %) #0000ff',
  );
  expect(decoded('colour_data', bright)?.isAssumed).toBe(true);
  expect(decoded('colour_data', bright, { full: 255 })?.isAssumed).toBeUndefined();
});

describe('a countdown', () => {
  const left = (value: number, unit?: string, scale = 0): string | undefined =>
    decoded(
      'countdown_1',
      { kind: 'number', raw: String(value), value },
      { scale, ...(unit !== undefined && { unit }) },
    )?.text;

  it.each([
    [3900, 's', '1 h 05 min'],
    [3601, 's', '1 h 00 min 01 s'],
    [7200, 's', '2 h'],
    [90, '秒', '1 min 30 s'],
    [60, 'S', '1 min'],
    [59, 's', undefined],
    [-90, 's', undefined],
    [90, 'min', '1 h 30 min'],
    [59, 'min', undefined],
    [90, 'h', undefined],
    [90, undefined, undefined],
    [90.5, 's', undefined],
    [2 ** 53, 's', undefined],
  ])('of %d %s is %s', (value, unit, line) => {
    expect(left(value, unit)).toBe(line);
  });

  it('is read with its scale', () => {
    expect(left(36_000, 's', 1)).toBe('1 h');
    expect(left(900, 'min', 1)).toBe('1 h 30 min');
    expect(left(605, 's', 1)).toBeUndefined();
    expect(decoded('countdown', { kind: 'number', raw: '3600', value: 3600 })).toBeUndefined();
  });

  it('has its decoder by the name of its code', () => {
    const codes = ['countdown', 'countdown_1', 'countdown2', 'countdown_usb1', 'countdown_left'];
    expect(codes.filter((code) => decoderOf(code) === undefined)).toEqual([]);
    expect(['countdown_alarm_text', 'mycountdown', 'constructor', ''].map(decoderOf)).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('a schedule', () => {
  it.each<[string, CodedValue, string | undefined]>([
    ['random_time', text('803e01e00528'), '✓ 08:00–22:00 12345'],
    ['random_time', text('003e01e00528814105280000'), '✗ 08:00–22:00 12345, ✓ #1 22:00–00:00 67'],
    ['random_time', text(Buffer.from('800001e00528', 'hex').toString('base64')), '✓ 08:00–22:00 1×'],
    ['random_time', text('80ff01e00528'), undefined],
    ['random_time', text('803e05a10528'), undefined],
    ['random_time', text('803e01e005'), undefined],
    ['random_time', text('80'.repeat(6 * 65)), undefined],
    ['random_time', text('evening only'), undefined],
    ['cycle_time', text('813e01e00528000f001e'), '✓ #1 08:00–22:00 (15 min/30 min) 12345'],
    ['cycle_time', text('813e01e00528'), undefined],
    [
      'cycle_timing',
      binary(0, 16, 3, 0x42, 1, 0xe0, 5, 0x28, 0, 15, 0, 30, 0, 0, 0, 0, 100, 0),
      '✓ 08:00–22:00 (15 min/30 min) 16',
    ],
    ['cycle_timing', binary(0, 16, 1, 0x42, 1, 0xe0, 5, 0x28, 0, 15, 0, 30, 0, 0, 0, 0, 100, 0), undefined],
    ['cycle_timing', binary(1, 16, 3, 0x42, 1, 0xe0, 5, 0x28, 0, 15, 0, 30, 0, 0, 0, 0, 100, 0), undefined],
    ['random_timing', binary(0, 12, 2, 0, 1, 0xe0, 5, 0x28, 0, 0, 0, 0, 100, 0), '✗ 08:00–22:00 1×'],
    ['random_timing', binary(0, 12), undefined],
  ])('of %s', (code, coded, line) => {
    expect(decoded(code, coded)?.text).toBe(line);
  });

  it('of several entries has them as parts', () => {
    const fields = decoded('random_time', text('003e01e00528814105280000'))?.fields;
    expect(fields?.map(({ text: one }) => one)).toEqual(['✗ 08:00–22:00 12345', '✓ #1 22:00–00:00 67']);
  });
});

describe('settings of alarms', () => {
  it.each<[CodedValue, string | undefined]>([
    [binary(1, 1, 0, 63, 3, 1, 0, 253, 4, 0, 0, 190), '1 ✓ 63, 3 ✓ 253, 4 ✗ 190'],
    [binary(1, 1, 1, 0), '1 ✓ 256'],
    [binary(1, 2, 0, 63), undefined],
    [binary(1, 1, 0, 63, 1, 1, 0, 64), undefined],
    [binary(1, 1, 0), undefined],
    [binary(), undefined],
  ])('%o', (coded, line) => {
    expect(decoded('alarm_set_2', coded)?.text).toBe(line);
  });
});

describe('every decoder', () => {
  const codes = [
    'phase_a',
    'colour_data',
    'colour_data_v2',
    'scene_data',
    'countdown',
    'random_time',
    'cycle_time',
    'random_timing',
    'cycle_timing',
    'alarm_set_1',
  ];

  it('stands whatever it gets, and stays short', () => {
    let state = 5;
    const random = (below: number): number => ((state = (state * 48_271) % 2_147_483_647) >> 8) % below;
    const bytes = (): number[] =>
      Array.from({ length: random(80) }, () => (random(2) ? random(256) : random(4)));
    for (let round = 0; round < soaked(50_000, 2_000); round++) {
      const some = bytes();
      const coded = [
        binary(...some),
        text(Buffer.from(some).toString('hex')),
        text(Buffer.from(some).toString('base64')),
        json({ h: random(400), s: random(1100), v: random(1100) }),
        { kind: 'number', raw: '', value: random(2 ** 22) / (1 + random(2)) },
      ] as const;
      for (const one of coded) {
        for (const code of codes)
          expect((decoded(code, one, { unit: 's' })?.text ?? '').length).toBeLessThan(2_000);
      }
    }
  });
});
