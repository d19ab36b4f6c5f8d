/** Whole numbers of all sizes, small ones too, and both signs; the same for the same seed. */
export function* wholeNumbers(seed: number, count: number): Generator<number> {
  let state = seed;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let at = 0; at < count; at++) {
    const size = Math.floor(next() * 54);
    const value = Math.floor(next() * Math.min(2 ** size, Number.MAX_SAFE_INTEGER));
    yield next() < 0.5 && value !== 0 ? -value : value;
  }
  yield* [0, 1, -1, 9, 10, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
}
