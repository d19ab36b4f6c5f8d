import { Fault } from '../vscode/fault.mjs';
import { add, noCounts, totalsLine } from './counts.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

/**
 * Runs the steps in their order, says how each ended, and closes with the totals.
 * @param {readonly Step[]} steps
 * @returns {Promise<number>} exit code
 */
export async function runSteps(steps) {
  let totals = noCounts();
  /** @type {string[]} */
  const failed = [];
  for (const step of steps) {
    const missing = step.needs?.find((need) => failed.includes(need));
    console.log(`\n── ${step.name}`);
    const start = Date.now();
    const outcome =
      missing === undefined ? await outcomeOf(step) : notRun(`it needs “${missing}”, which failed`);
    totals = add(totals, outcome.counts);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    if (outcome.counts.failed > 0) failed.push(step.name);
    const how = outcome.counts.failed > 0 ? 'FAILED' : 'ok';
    console.log(`── ${step.name}: ${how} (${seconds} s)${outcome.problem ? `: ${outcome.problem}` : ''}`);
  }
  console.log(failed.length > 0 ? `\nFailed: ${failed.join('; ')}` : '\nEverything passed.');
  console.log(totalsLine(totals));
  return failed.length > 0 ? 1 : 0;
}

/**
 * @param {Step} step
 * @returns {Promise<import('./steps.mjs').Outcome>}
 */
async function outcomeOf(step) {
  try {
    return await step.run();
  } catch (error) {
    return notRun(
      error instanceof Fault ? error.message : String(error instanceof Error ? error.stack : error),
    );
  }
}

/** @param {string} problem */
function notRun(problem) {
  return { counts: { passed: 0, failed: 1, skipped: 0 }, problem };
}
