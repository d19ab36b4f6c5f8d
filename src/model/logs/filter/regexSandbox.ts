import { createContext, Script, type Context } from 'node:vm';
import { threadCpuTime } from '../../../base/cpuTime.js';

interface Job {
  readonly regex: RegExp;
  readonly texts: readonly string[];
  readonly results: unknown[];
  /** Texts that are done with; kept up to date while it runs, as it can be stopped anywhere. */
  done: number;
}

export type RegexOutcome =
  | { readonly kind: 'done' }
  /** `workedMs`: the CPU time it had, far less than the limit on a machine with other things to do. */
  | { readonly kind: 'timedOut'; readonly done: number; readonly workedMs: number }
  /** V8 takes some regexes and refuses to run them: too large, or too deep. */
  | { readonly kind: 'failed' };

const testing = new Script(`{
  const { regex, texts, results } = job;
  for (let at = job.done; at < texts.length; at++) {
    results[at] = regex.test(texts[at]);
    job.done = at + 1;
  }
}`);

/** Stretches that match, 50 of a text at most; empty ones left out. */
const finding = new Script(`{
  const { regex, texts, results } = job;
  for (let at = job.done; at < texts.length; at++) {
    const spans = [];
    regex.lastIndex = 0;
    for (let found; spans.length < 100 && (found = regex.exec(texts[at])); ) {
      if (found[0] === '') regex.lastIndex++;
      else spans.push(found.index, found.index + found[0].length);
    }
    results[at] = spans;
    job.done = at + 1;
  }
}`);

/**
 * Runs regexes of people on texts from outside. A regex can take ages on a hostile value, and nothing in JavaScript
 * stops it; V8 itself does when the script that runs it is out of time.
 */
export class RegexSandbox {
  private readonly global: { job: Job | undefined } = { job: undefined };
  private context: Context | undefined;

  /**
   * @param timeoutMs how long one call may block the event loop
   * @param cpuTime of this thread, ms of any origin
   */
  constructor(
    private readonly timeoutMs = 50,
    readonly cpuTime: () => number = threadCpuTime,
  ) {}

  /** Whether each text matches. */
  test(regex: RegExp, texts: readonly string[], results: boolean[]): RegexOutcome {
    return this.run(testing, { regex, texts, results, done: 0 });
  }

  /** Where each text matches: from, to, from, to … @param regex with flag g */
  find(regex: RegExp, texts: readonly string[], results: number[][]): RegexOutcome {
    return this.run(finding, { regex, texts, results, done: 0 });
  }

  private run(script: Script, job: Job): RegexOutcome {
    this.context ??= createContext(this.global);
    this.global.job = job;
    const before = this.cpuTime();
    try {
      script.runInContext(this.context, { timeout: this.timeoutMs });
      return { kind: 'done' };
    } catch (error) {
      if (!isTimeout(error)) return { kind: 'failed' };
      return { kind: 'timedOut', done: job.done, workedMs: this.cpuTime() - before };
    } finally {
      this.global.job = undefined;
    }
  }
}

/** The error comes from the context's world, where Error is another class. */
function isTimeout(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
