import type { RegexOutcome, RegexSandbox } from '../../src/model/logs/filter/regexSandbox.js';

/** The CPU time a regex gets on this text before it is stopped, ms; undefined where it is through. */
export type SlowAt = (text: string, regex: RegExp, batch: number) => number | undefined;

/** How long a try takes that runs out of time, on the wall. */
const timeoutMs = 50;

/** A sandbox in which time runs out where a test says so: no regex of it is slow, and no real clock runs. */
export function slowSandbox(slowAt: SlowAt) {
  let cpuTime = 0;
  const time = { now: 0 };
  const batches: number[] = [];
  const run = <T>(
    regex: RegExp,
    texts: readonly string[],
    results: T[],
    resultOf: (text: string) => T,
  ): RegexOutcome => {
    batches.push(texts.length);
    for (const [done, text] of texts.entries()) {
      const workedMs = slowAt(text, regex, texts.length);
      if (workedMs !== undefined) {
        cpuTime += workedMs;
        time.now += timeoutMs;
        return { kind: 'timedOut', done, workedMs };
      }
      results[done] = resultOf(text);
    }
    return { kind: 'done' };
  };
  const sandbox: Pick<RegexSandbox, 'test' | 'find' | 'cpuTime'> = {
    test: (regex, texts, results) => run(regex, texts, results, (text) => regex.test(text)),
    find: (regex, texts, results) =>
      run(regex, texts, results, (text) =>
        [...text.matchAll(regex)].flatMap((found) => [found.index, found.index + found[0].length]),
      ),
    cpuTime: () => cpuTime,
  };
  /** Something else takes up time of this thread. */
  const work = (ms: number): void => {
    cpuTime += ms;
    time.now += ms;
  };
  return { sandbox, batches, work, time };
}
