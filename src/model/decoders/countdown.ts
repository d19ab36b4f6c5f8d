import type { Decoder } from './decoder.js';

const seconds: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['sec', 1],
  ['second', 1],
  ['seconds', 1],
  ['秒', 1],
  ['秒钟', 1],
  ['min', 60],
  ['minute', 60],
  ['minutes', 60],
  ['分', 60],
  ['分钟', 60],
]);
const digits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/**
 * What is left of a countdown, as people say it: `1 h 05 min`. The unit is the product's, or what is usual for the code:
 * Tuya's standard instruction set for sockets and lights has seconds.
 */
export const countdown: Decoder = (coded, model = {}) => {
  const text = coded.kind === 'number' ? countdownText(coded.value, model) : undefined;
  return text === undefined ? undefined : { text, fields: [{ name: 'duration', text }] };
};

/** Of a unit of time; NaN for any other. */
export function secondsOf(unit: string): number {
  return seconds.get(unit) ?? seconds.get(unit.toLowerCase()) ?? Number.NaN;
}

/** Undefined where it says no more than the number does. */
export function countdownText(
  value: number,
  { scale = 0, unit = '' }: { readonly scale?: number; readonly unit?: string },
): string | undefined {
  const perUnit = secondsOf(unit);
  const total = (value * perUnit) / 10 ** scale;
  if (!Number.isSafeInteger(total) || total < 60) return undefined;
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  // Below an hour of whole minutes, the number in minutes is that already.
  if (hours === 0 && rest === 0 && perUnit === 60) return undefined;
  const withMinutes = minutes > 0 || (hours > 0 && rest > 0);
  const minutesText = withMinutes ? `${hours > 0 ? `${hours} h ${digits(minutes)}` : minutes} min` : '';
  const whole = withMinutes || hours === 0 ? minutesText : `${hours} h`;
  return rest > 0 ? `${whole} ${digits(rest)} s` : whole;
}
