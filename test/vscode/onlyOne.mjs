import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { kept } from './paths.mjs';

/** No install takes longer; an older note is from a process that was killed, and its number may be another's by now. */
const oldest = 10 * 60_000;

/**
 * Two installs into one folder would take each other's files away: each leaves a note of who is at work there.
 * @param {string} folder
 */
function noteOf(folder) {
  return join(kept, 'installing', `${basename(folder)}.pid`);
}

/**
 * @param {string} folder
 * @param {number | undefined} pid of the process that installs into it
 */
export async function leaveNote(folder, pid) {
  const note = noteOf(folder);
  await mkdir(join(kept, 'installing'), { recursive: true });
  await writeFile(note, String(pid));
}

/** @param {string} folder */
export async function takeNoteAway(folder) {
  await rm(noteOf(folder), { force: true });
}

/**
 * Waits while another process, perhaps one whose starter is gone, installs into the folder.
 * @param {string} folder
 * @returns {Promise<boolean>} was there one?
 */
export async function waitForOther(folder) {
  let said = false;
  for (;;) {
    const pid = Number(await readFile(noteOf(folder), 'utf8').catch(() => ''));
    const since = await stat(noteOf(folder)).catch(() => undefined);
    if (!pid || !since || Date.now() - since.mtimeMs > oldest || !isAlive(pid)) return said;
    if (!said) console.log(`Another install is under way (process ${pid}); waiting for it …`);
    said = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
