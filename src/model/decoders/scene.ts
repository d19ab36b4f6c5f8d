import type { Decoder } from './decoder.js';
import { hsvOf, rgbOf } from './hsv.js';

const stepLength = 26;
const stepsAtMost = 8;

/**
 * A lamp's scene: its number in two hex digits, then steps of 26: how long it is shown, how long it takes to change, in
 * which way it changes; the colour as in `colour_data`, white brightness and its warmth, all up to 1000.
 *
 * Layout: brandonongzy/LocalTuyaDecoder; niieani/illumination-control, REVERSE-ENGINEERING.md.
 */
export const scene: Decoder = ({ kind, raw }) => {
  const steps = (raw.length - 2) / stepLength;
  if (kind !== 'text' || !Number.isInteger(steps) || steps < 1 || steps > stepsAtMost) return undefined;
  if (!/^[\da-f]+$/i.test(raw)) return undefined;
  const texts: string[] = [];
  for (let at = 2; at < raw.length; at += stepLength) {
    const text = stepText(raw.slice(at, at + stepLength));
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return {
    text: `${hex(raw, 0, 2)}: ${texts.join(', ')}`,
    ...(texts.length > 1 && { fields: texts.map((text) => ({ name: 'step', text }) as const) }),
  };
};

/** `#ff0000`, or where it is white light its brightness and warmth: `☼ 80 %/50 %` */
function stepText(step: string): string | undefined {
  const [shown, change, way] = [hex(step, 0, 2), hex(step, 2, 2), hex(step, 4, 2)];
  const colour = hsvOf(hex(step, 6, 4), hex(step, 10, 4), hex(step, 14, 4), 1000);
  const [white, warmth] = [hex(step, 18, 4), hex(step, 22, 4)];
  if (!colour || shown > 100 || change > 100 || way > 2 || white > 1000 || warmth > 1000) return undefined;
  return white > 0 && colour.v === 0 ? `☼ ${percent(white)}/${percent(warmth)}` : rgbOf(colour);
}

function percent(value: number): string {
  return `${Math.round(value / 10)} %`;
}

function hex(digits: string, at: number, length: number): number {
  return Number.parseInt(digits.slice(at, at + length), 16);
}
