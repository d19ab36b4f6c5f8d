import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Month } from './months.js';

// A mark is an empty folder: making one succeeds once, whoever tries at the same time.
const markOf = (folder: string, month: Month, what: string): string => join(folder, `told-${month}-${what}`);

/**
 * True for one of all windows that ask for the same in the same month.
 * @throws Error of the file system
 */
export async function tellOnce(folder: string, month: Month, what: string): Promise<boolean> {
  const path = markOf(folder, month, what);
  await mkdir(folder, { recursive: true });
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Forgets what was told in months before. @throws Error of the file system */
export async function forgetTold(folder: string, month: Month): Promise<void> {
  for (const name of await readdir(folder)) {
    const told = /^told-(\d{4}-\d{2})-/.exec(name)?.[1];
    if (told !== undefined && told < month) await rm(join(folder, name), { recursive: true, force: true });
  }
}
