import { describe, expect, it } from 'vitest';
import { FilterError } from '../../../../../src/model/logs/filter/filterTypes.js';
import { RegexMatcher } from '../../../../../src/model/logs/filter/textMatcher.js';
import { slowSandbox } from '../../../../support/slowSandbox.js';

const texts = Array.from({ length: 1000 }, (_, n) => `${n}`);
/** CPU time of a try that ran out of time, ms: on a machine at leisure, and on one with other things to do. */
const [slow, busy] = [50, 2];

/** A sandbox in which time runs out at certain texts. */
function setUp(timeoutsAt: (text: string, batch: number) => number | undefined) {
  const { sandbox, batches } = slowSandbox((text, _, batch) => timeoutsAt(text, batch));
  // What only the sandbox is trusted with.
  const matcher = new RegexMatcher('(?=7)', false, { from: 3, to: 6 }, sandbox, () => 0);
  const run = (some: readonly string[] = texts): number => {
    let breaks = 0;
    for (const steps = matcher.ahead(some); steps.next().done !== true;) breaks++;
    return breaks;
  };
  return { batches, matcher, run };
}

const tooSlow = expect.objectContaining({ problem: { from: 3, to: 6, reason: 'tooSlow' } }) as FilterError;

describe('RegexMatcher', () => {
  it('takes a break after each batch, and the batches grow while they are quick', () => {
    const { batches, matcher, run } = setUp(() => undefined);
    expect(run()).toBe(batches.length);
    expect(batches).toEqual([128, 256, 512, 104]);
    expect(texts.filter((text) => matcher.hit(text))).toEqual(texts.filter((text) => text.includes('7')));
    expect(matcher.hit('another')).toBeUndefined();
  });

  it('tries a text again, alone, and gives the regex up at the third time', () => {
    const { batches, run } = setUp((text) => (text === '5' ? slow : undefined));
    expect(run).toThrow(FilterError);
    expect(batches.slice(1)).toEqual([1, 1]);
  });

  it('goes on where a text is slow twice, and all is forgotten', () => {
    let times = 0;
    const { matcher, run } = setUp((text) => (text === '5' && ++times % 3 !== 0 ? slow : undefined));
    for (let round = 0; round < 5; round++) run();
    expect(times).toBe(15);
    expect(matcher.hit('5')).toBe(false);
    expect(matcher.hit('7')).toBe(true);
  });

  it('forgets a hiccup when rows come one at a time', () => {
    let times = 0;
    const { matcher, run } = setUp(() => (times++ % 2 === 0 ? slow : undefined));
    for (const text of texts.slice(0, 50)) run([text]);
    expect(matcher.hit('49')).toBe(false);
  });

  it('goes on where a text is only slow together with others', () => {
    const { matcher, run } = setUp((text, batch) => (text === '5' && batch > 1 ? slow : undefined));
    run();
    expect(matcher.hit('7')).toBe(true);
  });

  it('gives up a regex that is slow on one text after the other', () => {
    const { batches, run } = setUp((_, batch) => (batch > 1 ? slow : undefined));
    expect(run).toThrow(tooSlow);
    expect(batches.filter((length) => length > 1)).toHaveLength(3);
  });

  it('does not blame the regex while the machine is busy with other things', () => {
    let times = 0;
    const { matcher, run } = setUp(() => (times++ < 15 ? busy : undefined));
    run();
    expect(matcher.hit('7')).toBe(true);
  });

  it('goes over any number of texts on a machine that stays busy', () => {
    let calls = 0;
    const { batches, matcher, run } = setUp(() => (calls++ % 40 === 0 ? busy : undefined));
    run();
    expect(batches.length).toBeGreaterThan(20);
    expect(texts.map((text) => matcher.hit(text))).not.toContain(undefined);
  });

  it('adds up what a regex works on a busy machine: the verdict only takes longer', () => {
    const { batches, run } = setUp((text) => (text === '5' ? 10 : undefined));
    expect(run).toThrow(tooSlow);
    expect(batches).toHaveLength(8);
  });

  it('gives up in the end, whatever the CPU clock says', () => {
    const { batches, run } = setUp((text) => (text === '5' ? 0 : undefined));
    expect(run).toThrow(tooSlow);
    expect(batches).toHaveLength(20);
  });
});
