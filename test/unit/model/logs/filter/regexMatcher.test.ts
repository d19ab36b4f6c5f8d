import { describe, expect, it } from 'vitest';
import { FilterError } from '../../../../../src/model/logs/filter/filterTypes.js';
import type { RegexOutcome, RegexSandbox } from '../../../../../src/model/logs/filter/regexSandbox.js';
import { RegexMatcher } from '../../../../../src/model/logs/filter/textMatcher.js';

const texts = Array.from({ length: 1000 }, (_, n) => `${n}`);

/** A sandbox in which time runs out at certain texts. */
function setUp(timeoutsAt: (text: string, batch: number) => 'slow' | 'busy' | undefined) {
  const batches: number[] = [];
  const sandbox: Pick<RegexSandbox, 'test'> = {
    test: (regex, batch, results): RegexOutcome => {
      batches.push(batch.length);
      for (const [done, text] of batch.entries()) {
        const timeout = timeoutsAt(text, batch.length);
        if (timeout) return { kind: 'timedOut', done, isBusy: timeout === 'busy' };
        results[done] = regex.test(text);
      }
      return { kind: 'done' };
    },
  };
  const matcher = new RegexMatcher('7', false, { from: 3, to: 6 }, sandbox, () => 0);
  const run = (): number => {
    let breaks = 0;
    for (const steps = matcher.ahead(texts); steps.next().done !== true;) breaks++;
    return breaks;
  };
  return { batches, matcher, run };
}

describe('RegexMatcher', () => {
  it('takes a break after each batch, and the batches grow while they are quick', () => {
    const { batches, matcher, run } = setUp(() => undefined);
    expect(run()).toBe(batches.length);
    expect(batches).toEqual([128, 256, 512, 104]);
    expect(texts.filter((text) => matcher.hit(text))).toEqual(texts.filter((text) => text.includes('7')));
    expect(matcher.hit('another')).toBeUndefined();
  });

  it('tries a text once more, alone, and gives the regex up at the second time', () => {
    const { batches, run } = setUp((text) => (text === '5' ? 'slow' : undefined));
    expect(run).toThrow(FilterError);
    expect(batches.slice(1)).toEqual([1]);
  });

  it('goes on where a text is only slow together with others', () => {
    const { matcher, run } = setUp((text, batch) => (text === '5' && batch > 1 ? 'slow' : undefined));
    run();
    expect(matcher.hit('7')).toBe(true);
  });

  it('gives up a regex that is slow on one text after the other', () => {
    const { batches, run } = setUp((_, batch) => (batch > 1 ? 'slow' : undefined));
    expect(run).toThrow(expect.objectContaining({ problem: { from: 3, to: 6, reason: 'tooSlow' } }));
    expect(batches.filter((length) => length > 1)).toHaveLength(3);
  });

  it('does not blame the regex while the machine is busy with other things', () => {
    let times = 0;
    const { matcher, run } = setUp(() => (times++ < 5 ? 'busy' : undefined));
    run();
    expect(matcher.hit('7')).toBe(true);
    const always = setUp(() => 'busy');
    expect(always.run).toThrow(FilterError);
  });
});
