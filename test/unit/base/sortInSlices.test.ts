import { expect, it } from 'vitest';
import { sortInSlices } from '../../../src/base/sortInSlices.js';

const byValue = (one: { value: number }, other: { value: number }): number => one.value - other.value;

it.each([0, 1, 255, 256, 257, 1_000, 5_003])(
  'sorts %i items as `sort` does, equal ones in their order',
  async (count) => {
    let seed = 7;
    const items = Array.from({ length: count }, (_, at) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return { value: seed % 50, at };
    });
    expect(await sortInSlices(items, byValue)).toEqual([...items].sort(byValue));
  },
);

it('lets other work go on, and ends with its signal', async () => {
  const items = Array.from({ length: 60_000 }, (_, at) => ({ value: (at * 7_919) % 60_000 }));
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await sortInSlices(items, byValue);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(0);
  const controller = new AbortController();
  const sorting = sortInSlices(items, byValue, controller.signal);
  controller.abort();
  await expect(sorting).rejects.toThrow();
});
