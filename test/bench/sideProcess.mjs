// One side of a bench, in its process: makes a row ready, plays one turn, when it is told to.
import { pathToFileURL } from 'node:url';

/**
 * @typedef {import('./bench.js').Bench} Bench
 * @typedef {import('./bench.js').Round} Round
 * @typedef {import('./bench.js').Figures} Figures
 * @typedef {{ ask: 'background' } | { ask: 'prepare', row: number, side: string, root: string, data: unknown }
 *   | { ask: 'turn' } | { ask: 'close' }} Question
 */

const [, , bundle = ''] = process.argv;
/** @type {{ default: Bench }} */
const { default: bench } = await import(pathToFileURL(bundle).href);
/** @type {Round | undefined} */
let round;

/** @param {Question} question */
async function answer(question) {
  switch (question.ask) {
    case 'background':
      return bench.background?.();
    case 'prepare': {
      const { row, side, root, data } = question;
      const sides = bench.rows[row]?.sides;
      // An older checkout is called as ours is, where nobody says otherwise.
      const make = sides?.[side] ?? (side === 'theirs' ? sides?.ours : undefined);
      if (!make) throw new Error(`There is no side “${side}”.`);
      round = await make({ root, data });
      return undefined;
    }
    case 'turn':
      return turn();
    case 'close':
      await round?.close?.();
      round = undefined;
      return undefined;
  }
}

/** @returns {Promise<Figures>} time and CPU in ms, and what else the round tells */
async function turn() {
  if (!round) throw new Error('Nothing is prepared.');
  await round.before?.();
  // The young objects only: a whole collection takes optimised code with it, and what is timed then is its compilation.
  globalThis.gc?.({ type: 'minor' });
  const cpu = process.cpuUsage();
  const start = performance.now();
  const own = await round.run();
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const more = await round.after?.();
  return { time, cpu: (user + system) / 1000, ...figures(own), ...figures(more) };
}

/**
 * @param {unknown} told
 * @returns {Figures}
 */
function figures(told) {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return {};
  return Object.fromEntries(Object.entries(told).filter(([, value]) => typeof value === 'number'));
}

process.on('message', (/** @type {Question} */ question) => {
  answer(question).then(
    (told) => process.send?.({ answer: told ?? null }),
    (/** @type {unknown} */ error) => {
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ answer: 'ready' });
