import { availableParallelism } from 'node:os';
import { add, noCounts, totalsLine } from './counts.mjs';
import { Screen } from './screen.mjs';
import { runStep } from './runStep.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./runStep.mjs').Outcome} Outcome */

const mostListed = 20;

/**
 * Runs the steps, side by side where the cores allow it, says how each ended, and closes with the totals.
 * @param {readonly Step[]} steps
 * @param {AbortSignal} signal no step begins after it
 * @returns {Promise<number>} exit code
 */
export async function runSteps(steps, signal) {
  const cores = Math.max(2, availableParallelism());
  const screen = new Screen((text) => process.stdout.write(text));
  /** @type {Map<string, Outcome>} */
  const ended = new Map();
  /** @type {Map<Step, Promise<unknown>>} */
  const running = new Map();
  const busy = () => [...running.keys()].reduce((sum, step) => sum + step.cores, 0);
  const isReady = (/** @type {Step} */ step) =>
    step.needs.every((need) => ended.has(need) || !steps.some(({ name }) => name === need));

  const waiting = new Set(steps);
  while (waiting.size + running.size > 0 && !signal.aborted) {
    for (const step of waiting) {
      if (!isReady(step) || (step.cores > 0 && busy() + step.cores > cores)) continue;
      waiting.delete(step);
      const failed = step.needs.find((need) => (ended.get(need)?.counts.failed ?? 0) > 0);
      const end = async () => {
        ended.set(step.name, await runStep(step, screen.block(step.name), failed));
        running.delete(step);
      };
      running.set(step, end());
    }
    screen.settle();
    await Promise.race(running.values());
  }
  if (signal.aborted) return 1;

  const outcomes = steps.map(({ name }) => /** @type {Outcome} */ (ended.get(name)));
  const failed = steps.filter((_, at) => (outcomes[at]?.counts.failed ?? 0) > 0);
  const names = failed.map(({ name }) => name);
  console.log(failed.length > 0 ? `\nFailed: ${names.join('; ')}` : '\nEverything passed.');
  list([
    ...failed.flatMap(({ name }) => {
      const problem = ended.get(name)?.problem;
      return problem === undefined ? [] : [{ name, why: problem }];
    }),
    ...outcomes.flatMap((outcome) => outcome.failed),
  ]);
  const retried = outcomes.flatMap((outcome) => outcome.retried);
  console.log(retried.length > 0 ? 'Retried:' : 'Retried: none');
  list(retried);
  console.log(totalsLine(outcomes.map(({ counts }) => counts).reduce(add, noCounts())));
  return failed.length > 0 ? 1 : 0;
}

/**
 * The last lines are all that is left of some runs.
 * @param {readonly import('./counts.mjs').Trouble[]} tests
 */
function list(tests) {
  for (const { name, why } of tests.slice(0, mostListed)) console.log(`  ${name}\n    ${why}`);
  if (tests.length > mostListed) console.log(`  and ${tests.length - mostListed} more`);
}
