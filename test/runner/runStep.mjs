import { rm } from 'node:fs/promises';
import { countsOfSuite, oneFailed } from './counts.mjs';
import { reportFile, runTool } from './tools.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {Awaited<ReturnType<typeof countsOfSuite>>} Outcome */

/**
 * Runs a step, and says in its block of the output how it ended.
 * @param {Step} step
 * @param {import('./screen.mjs').Block} block
 * @param {string | undefined} missing a step it needs, which failed
 * @returns {Promise<Outcome>}
 */
export async function runStep(step, block, missing) {
  const start = Date.now();
  const outcome =
    missing === undefined ? await outcomeOf(step, block) : notRun(`it needs “${missing}”, which failed`);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const how = outcome.counts.failed > 0 ? 'FAILED' : 'ok';
  block.end(`── ${step.name}: ${how} (${seconds} s)${outcome.problem ? `: ${outcome.problem}` : ''}\n`);
  return outcome;
}

/**
 * @param {Step} step
 * @param {import('./screen.mjs').Block} block
 * @returns {Promise<Outcome>}
 */
async function outcomeOf({ name, command, env, isSuite }, block) {
  const say = (/** @type {string} */ text) => block.write(text);
  try {
    if (!isSuite) {
      const endedWell = await runTool(command(), say, env);
      const counts = endedWell ? { passed: 1, failed: 0, skipped: 0 } : oneFailed;
      return { counts, failed: [], retried: [] };
    }
    const report = await reportFile(name);
    await rm(report, { force: true });
    const given = command();
    const reporting = given.some((arg) => arg.endsWith('vitest.config.mts'))
      ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      : [];
    const endedWell = await runTool([...given, ...reporting], say, { ...env, HOST_TEST_RESULTS: report });
    return await countsOfSuite(report, endedWell);
  } catch (error) {
    return notRun(String(error instanceof Error ? error.stack : error));
  }
}

/**
 * @param {string} problem
 * @returns {Outcome}
 */
function notRun(problem) {
  return { counts: oneFailed, failed: [], retried: [], problem };
}
