import type { CodedValue, Decoder, Decoding } from './decoder.js';
import { hsvOf, rgbOf, type Hsv } from './hsv.js';

interface LampColour extends Hsv {
  /** `#ff8000`, where the value has it itself. */
  readonly rgb?: string;
  /** The range of saturation and brightness is only the usual one. */
  readonly isAssumed?: true;
}

/**
 * A lamp's colour. As text: 12 hex digits `HHHHSSSSVVVV`, saturation and brightness up to 1000, or the 14 of older
 * lamps, `RRGGBBHHHHSSVV`, up to 255. From the cloud also JSON with `h`, `s` and `v`, whose range a specification tells.
 *
 * Layouts: jasonacox/tinytuya, BulbDevice (`rgb8` and `hsv16`); the ranges of JSON as in Tuya's standard instruction set
 * for lights: up to 255 for `colour_data`, up to 1000 for `colour_data_v2`. Lamps with 1000 report as `colour_data`, too.
 */
export const colour: Decoder = (coded, known) =>
  decodingOf(hexColour(coded) ?? jsonColour(coded, 255, known?.full));

export const colourV2: Decoder = (coded, known) =>
  decodingOf(hexColour(coded) ?? jsonColour(coded, 1000, known?.full));

function hexColour({ kind, raw }: CodedValue): LampColour | undefined {
  if (kind !== 'text' || !/^(?:[\da-f]{12}|[\da-f]{14})$/i.test(raw)) return undefined;
  const at = (from: number, length: number): number => Number.parseInt(raw.slice(from, from + length), 16);
  if (raw.length === 12) return hsvOf(at(0, 4), at(4, 4), at(8, 4), 1000);
  const hsv = hsvOf(at(6, 4), at(10, 2), at(12, 2), 255);
  return hsv && { ...hsv, rgb: `#${raw.slice(0, 6).toLowerCase()}` };
}

/** @param full as the product's model says; a value beyond it is read by what is usual */
function jsonColour(coded: CodedValue, most: 255 | 1000, full = 0): LampColour | undefined {
  if (coded.kind !== 'json') return undefined;
  const { h, s, v } = coded.value as Readonly<Record<string, unknown>>;
  if (typeof h !== 'number' || typeof s !== 'number' || typeof v !== 'number') return undefined;
  if (s <= full && v <= full) return hsvOf(h, s, v, full);
  if (most === 1000 || s > 255 || v > 255) return hsvOf(h, s, v, 1000);
  const hsv = hsvOf(h, s, v, 255);
  return hsv && { ...hsv, isAssumed: true };
}

function decodingOf(hsv: LampColour | undefined): Decoding | undefined {
  if (!hsv) return undefined;
  const [h, s, v] = [`${Math.round(hsv.h)}°`, `${Math.round(hsv.s * 100)} %`, `${Math.round(hsv.v * 100)} %`];
  const rgb = hsv.rgb ?? rgbOf(hsv);
  return {
    text: `${hsv.isAssumed ? '≈ ' : ''}hsv(${h}, ${s}, ${v}) ${rgb}`,
    ...(hsv.isAssumed && { isAssumed: true }),
    fields: [
      { name: 'hue', text: h },
      { name: 'saturation', text: s },
      { name: 'brightness', text: v },
      { name: 'colour', text: rgb },
    ],
  };
}
