/**
 * Randomness without a stream: every number is a pure function of the seed and of what it's for, so the
 * 90,000th device costs the same as the first and nothing has to be kept.
 */

/** A well mixed unsigned 32-bit number for these parts (murmur3's rounds). */
export function mix(seed: number, ...parts: readonly number[]): number {
  let hash = seed | 0;
  for (const part of parts) {
    let k = Math.imul(part | 0, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** From 0 up to, but not including, 1. */
export function fraction(seed: number, ...parts: readonly number[]): number {
  return mix(seed, ...parts) / 0x1_0000_0000;
}

/** A 32-bit number for a name, so that topics can be told apart. */
export function nameHash(name: string): number {
  return mix(name.length, ...Array.from(name, (character) => character.codePointAt(0) ?? 0));
}

export function pick<T>(list: readonly T[], seed: number, ...parts: readonly number[]): T {
  const item = list[mix(seed, ...parts) % list.length];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

export const hexDigits = '0123456789abcdef';
export const lowerAlphanumerics = '0123456789abcdefghijklmnopqrstuvwxyz';
export const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const digits = '0123456789';

/** `length` characters of the alphabet. */
export function text(alphabet: string, length: number, seed: number, ...parts: readonly number[]): string {
  let state = mix(seed, ...parts);
  let result = '';
  for (let at = 0; at < length; at++) {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    result += alphabet[((value ^ (value >>> 14)) >>> 0) % alphabet.length];
  }
  return result;
}

/** A one-to-one map of the unsigned 32-bit numbers (four Feistel rounds), keyed by the seed. */
export function scramble(seed: number, value: number): number {
  let left = value >>> 16;
  let right = value & 0xffff;
  for (let round = 0; round < 4; round++) {
    [left, right] = [right, (left ^ mix(seed, round, right)) & 0xffff];
  }
  return ((left << 16) | right) >>> 0;
}

/** The inverse of {@link scramble}. */
export function unscramble(seed: number, value: number): number {
  let left = value >>> 16;
  let right = value & 0xffff;
  for (let round = 3; round >= 0; round--) {
    [left, right] = [(right ^ mix(seed, round, left)) & 0xffff, left];
  }
  return ((left << 16) | right) >>> 0;
}
