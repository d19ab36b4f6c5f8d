import { describe, expect, it } from 'vitest';
import { gapsBetween, mergeIntervals } from '../../../../../src/model/logs/archive/intervals.js';
import { nameHash } from '../../../../../src/simulator/requests/random.js';

describe('intervals whose ends both belong to them', () => {
  it('join where they touch, and stay apart where a millisecond is missing', () => {
    expect(
      mergeIntervals([
        { from: 11, to: 20 },
        { from: 0, to: 10 },
        { from: 22, to: 22 },
      ]),
    ).toEqual([
      { from: 0, to: 20 },
      { from: 22, to: 22 },
    ]);
    expect(mergeIntervals([{ from: 5, to: 4 }])).toEqual([]);
  });

  it('leave the gaps that a plain list of milliseconds shows', () => {
    for (let seed = 0; seed < 300; seed++) {
      const pick = (name: string, below: number): number => nameHash(`${seed} ${name}`) % below;
      const intervals = Array.from({ length: pick('count', 8) }, (_, index) => {
        const from = pick(`from ${index}`, 60);
        return { from, to: from + pick(`length ${index}`, 12) };
      });
      const from = pick('from', 40);
      const to = from + pick('to', 40);
      const inside = (time: number): boolean => intervals.some((one) => one.from <= time && time <= one.to);
      const missing = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
        (time) => !inside(time),
      );
      const told = gapsBetween(intervals, from, to);
      const spelled = told.flatMap((gap) =>
        Array.from({ length: gap.to - gap.from + 1 }, (_, at) => gap.from + at),
      );
      expect(spelled, `seed ${seed}`).toEqual(missing);
      expect(mergeIntervals(told), `seed ${seed}`).toEqual(told);
    }
  });
});
