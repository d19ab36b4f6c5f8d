import { describe, expect, it } from 'vitest';
import { SlotList, type Splice } from '../../../../../src/model/logs/table/slotList.js';
import { Dice } from '../../../../support/logEntries.js';

describe('SlotList', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))('does what an array does (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const list = new SlotList();
    let array: number[] = [];
    let next = 0;
    for (let round = 0; round < 300; round++) {
      const news = (count: number): number[] => Array.from({ length: count }, () => next++);
      const kind = dice.below(20);
      if (kind === 0) {
        list.clear();
        array = [];
      } else if (kind === 1) {
        const slots = news(dice.below(200));
        list.replace(Int32Array.from(slots));
        array = slots;
      } else if (kind < 5) {
        const count = dice.below(30);
        list.dropFirst(count);
        array = array.slice(count);
      } else {
        const splices: Splice[] = [];
        for (let at = dice.below(array.length + 1); at <= array.length; at += 1 + dice.below(40)) {
          const remove = Math.min(dice.below(4), array.length - at);
          // Mostly growing, as a log does; shrinking now and then.
          const slots = news(dice.chance(0.8) ? remove + dice.below(20) : dice.below(3));
          splices.push({ at, remove, slots });
          at += remove;
        }
        list.apply(splices);
        for (const { at, remove, slots } of splices.toReversed()) array.splice(at, remove, ...slots);
      }
      // As text: that many arrays of that length take seconds to be compared.
      expect(list.view().join()).toBe(array.join());
      expect([list.length, list.at(0), list.at(array.length)]).toEqual([array.length, array[0] ?? -1, -1]);
    }
  });
});
