import { expect, it } from 'vitest';
import { RegexSandbox, type RegexOutcome } from '../../../../../src/model/logs/filter/regexSandbox.js';

const hostile = `${'a'.repeat(60)}!`;

/** A busy machine stops it before it has begun, now and then. */
function untilItGotTo<T>(done: number, run: (results: T[]) => RegexOutcome): [RegexOutcome, T[]] {
  for (;;) {
    const results: T[] = [];
    const outcome = run(results);
    expect(outcome.kind).toBe('timedOut');
    if (outcome.kind !== 'timedOut' || outcome.done === done) return [outcome, results];
    expect(results).toHaveLength(outcome.done);
  }
}

it('stops a regex in time, keeps what it found before, and says what CPU time it had', () => {
  let cpuTime = 100;
  const sandbox = new RegexSandbox(10, () => (cpuTime += 3));
  const texts = ['a', 'b', hostile, 'a'];
  expect(untilItGotTo<boolean>(2, (results) => sandbox.test(/(a+)+$/, texts, results))).toEqual([
    { kind: 'timedOut', done: 2, workedMs: 3 },
    [true, false],
  ]);
  expect(untilItGotTo<number[]>(2, (results) => sandbox.find(/(a+)+$/g, texts, results))).toEqual([
    { kind: 'timedOut', done: 2, workedMs: 3 },
    [[0, 1], []],
  ]);
});

it('counts the CPU time of a regex that does nothing but work', () => {
  const sandbox = new RegexSandbox(10);
  let workedMs = 0;
  // A busy machine gives it little at a time, but gives it.
  while (workedMs < 20) {
    const [outcome] = untilItGotTo<boolean>(0, (results) => sandbox.test(/(a+)+$/, [hostile], results));
    workedMs += outcome.kind === 'timedOut' ? outcome.workedMs : NaN;
  }
});

it('finds so many places of a text, and no more', () => {
  // However busy the machine is, in the end it gets there.
  const sandbox = new RegexSandbox(10_000);
  const results: number[][] = [];
  const texts = ['a'.repeat(10_000), 'ab', 'b'];
  expect(sandbox.find(/a/g, texts, results)).toEqual({ kind: 'done' });
  expect(results.map((spans) => spans.length / 2)).toEqual([50, 1, 0]);
  expect(results[0]?.slice(-2)).toEqual([49, 50]);
});
