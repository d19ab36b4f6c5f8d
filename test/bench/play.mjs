// Plays a bench: a process for every side, their turns round by round.
import { fork } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureServerParts } from '../vscode/serverParts.mjs';
import { printFigures } from './report.mjs';

/**
 * @typedef {import('./bench.js').Bench} Bench
 * @typedef {import('./bench.js').Row} Row
 * @typedef {import('./bench.js').Figures} Figures
 * @typedef {{ ours: string, theirs?: { bundle: string, root: string, commit: string } | { reason: string } }} Bundles
 */

const rounds = 7;
/** What takes longer says when it was played: nobody would know whether it still runs. */
const longMs = 5_000;
const sideProcess = fileURLToPath(new URL('sideProcess.mjs', import.meta.url));

class SideProcess {
  /**
   * @param {string} bundle
   * @param {string} execPath of the Node that it runs in
   */
  constructor(bundle, execPath) {
    const options = { execPath, execArgv: ['--expose-gc'], serialization: /** @type {const} */ ('advanced') };
    this.child = fork(sideProcess, [bundle], options);
    this.ready = this.#heard();
  }

  /**
   * @param {import('./sideProcess.mjs').Question} question
   * @returns {Promise<any>}
   */
  async ask(question) {
    await this.ready;
    const heard = this.#heard();
    this.child.send(question);
    return heard;
  }

  end() {
    if (this.child.connected) this.child.disconnect();
    this.child.kill();
  }

  /** @returns {Promise<any>} */
  #heard() {
    return new Promise((resolve, reject) => {
      const settled = () => {
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
      };
      const onMessage = (/** @type {any} */ message) => {
        settled();
        if ('error' in message) reject(new Error(message.error));
        else resolve(message.answer);
      };
      const onExit = () => {
        settled();
        reject(new Error('Its process ended.'));
      };
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
    });
  }
}

/**
 * @param {Bundles} bundles
 * @param {{ only?: string | undefined }} options
 * @returns {Promise<{ isPlayed: boolean, verdicts: import('./report.mjs').Verdict[] }>} whether ours could be played, and
 * what became of the goals
 */
export async function play(bundles, { only }) {
  /** @type {{ default: Bench }} */
  const { default: bench } = await import(pathToFileURL(bundles.ours).href);
  const theirs = bundles.theirs;
  console.log(`\n${bench.title}${theirs && 'commit' in theirs ? ` (theirs: ${theirs.commit})` : ''}`);
  if (theirs && 'reason' in theirs) console.log(`  theirs is left out: ${theirs.reason}`);
  const processes = new Map();
  const execPath = bench.needsSqlite ? (await ensureServerParts()).node : process.execPath;
  const background = bench.background ? new SideProcess(bundles.ours, execPath) : undefined;
  let isPlayed = true;
  const verdicts = [];
  try {
    const data = await background?.ask({ ask: 'background' });
    for (const [index, row] of bench.rows.entries()) {
      if (only !== undefined && !row.name.includes(only)) continue;
      console.log(`  ${row.name}`);
      const names = [
        'ours',
        ...Object.keys(row.sides).filter((name) => name !== 'ours' && name !== 'theirs'),
      ];
      if (theirs && 'bundle' in theirs) names.push('theirs');
      /** @type {Map<string, SideProcess>} */
      const sides = new Map();
      /** @type {Map<string, Figures[]>} */
      const once = new Map();
      /** @type {Map<string, string>} */
      const missing = new Map();
      // Whatever one side does, the others have their turns, and the rows after it.
      const leaveOut = (/** @type {string} */ name, /** @type {unknown} */ error) => {
        missing.set(name, error instanceof Error ? error.message : String(error));
        processes.get(name)?.end();
        processes.delete(name);
        sides.delete(name);
      };
      for (const name of names) {
        const other = name === 'theirs' && theirs && 'bundle' in theirs ? theirs : undefined;
        const side = processes.get(name) ?? new SideProcess(other?.bundle ?? bundles.ours, execPath);
        processes.set(name, side);
        const start = performance.now();
        try {
          await side.ask({
            ask: 'prepare',
            row: index,
            side: name,
            root: other?.root ?? process.cwd(),
            data,
          });
          // For V8 to warm up, and to see that it works.
          const first = await side.ask({ ask: 'turn' });
          sides.set(name, side);
          const isOnce = row.once?.includes(name) === true;
          if (isOnce) once.set(name, [first]);
          tellLong(`${name} ${isOnce ? 'played once' : 'warmed up'}`, start);
        } catch (error) {
          leaveOut(name, error);
        }
      }
      const repeated = new Map([...sides].filter(([name]) => !once.has(name)));
      const played = await turns(repeated, row.rounds ?? rounds, leaveOut);
      verdicts.push(...printFigures(row, new Map([...played, ...once]), missing));
      if (!sides.has('ours')) isPlayed = false;
      for (const [name, side] of sides)
        await side.ask({ ask: 'close' }).catch((/** @type {unknown} */ error) => leaveOut(name, error));
    }
  } finally {
    background?.end();
    for (const side of processes.values()) side.end();
  }
  return { isPlayed, verdicts };
}

/**
 * Each round begins with another side: none always comes after the same one.
 * @param {ReadonlyMap<string, SideProcess>} sides
 * @param {number} count
 * @param {(name: string, error: unknown) => void} leaveOut a side that failed
 * @returns {Promise<Map<string, Figures[]>>}
 */
async function turns(sides, count, leaveOut) {
  const names = [...sides.keys()];
  /** @type {Map<string, Figures[]>} */
  const played = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < count; round++) {
    const start = performance.now();
    const first = round % Math.max(1, names.length);
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      try {
        const side = sides.get(name);
        if (side) played.get(name)?.push(await side.ask({ ask: 'turn' }));
      } catch (error) {
        leaveOut(name, error);
        played.delete(name);
      }
    }
    tellLong(`round ${round + 1} of ${count}`, start);
  }
  return played;
}

/**
 * Beside the figures, which come when all rounds have been played.
 * @param {string} what
 * @param {number} start
 */
function tellLong(what, start) {
  const ms = performance.now() - start;
  if (ms >= longMs) console.error(`    ${what}: ${Math.round(ms / 1000)} s`);
}
