// Outlives the process that started it by a moment, in whatever way that one ended, and then ends what it had started:
// a killed process cleans nothing up itself. It reads `+pid` and `-pid`, a line each, and acts when its input ends.
import { createInterface } from 'node:readline';
import { killGroup } from './processGroups.mjs';

/** What is asked of the owner is not asked of its guard. */
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => undefined);

/** @type {Set<number>} */
const pids = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) pids.add(pid);
  else pids.delete(pid);
}
for (const pid of pids) killGroup(pid, 'SIGKILL');
