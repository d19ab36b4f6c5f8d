import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** True for one of all windows that ask for the same mark, for ever. @throws Error of the file system */
export async function tellOnce(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
