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
const digits = (value: number): string => String(value).padStart(2, '0');

/**
 * What is left of a countdown, as people say it: `1 h 05 min`. The unit is the product's, or what is usual for the code:
 * Tuya's standard instruction set for sockets and lights has seconds.
 */
export const countdown: Decoder = (coded, { scale = 0, unit = '' } = {}) => {
  if (coded.kind !== 'number') return undefined;
  const total = (coded.value * (seconds.get(unit.toLowerCase()) ?? Number.NaN)) / 10 ** scale;
  if (!Number.isSafeInteger(total) || total < 60) return undefined;
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  // Below an hour of whole minutes, the number in minutes is that already.
  if (hours === 0 && rest === 0 && seconds.get(unit.toLowerCase()) === 60) return undefined;
  const parts = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 || (hours > 0 && rest > 0) ? [`${hours > 0 ? digits(minutes) : minutes} min`] : []),
    ...(rest > 0 ? [`${digits(rest)} s`] : []),
  ];
  const text = parts.join(' ');
  return { text, fields: [{ name: 'duration', text }] };
};
