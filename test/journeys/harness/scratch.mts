import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compiled } from '../../vscode/paths.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what servers write, with a short path: sockets stand in it. */
    readonly scratch: string;
  }
}

/** Makes a folder that goes with the run, however its workers end. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'vu-'));
  provide('scratch', folder);
  // By the paths of what was compiled, which are others for each package.
  await rm(compiled, { recursive: true, force: true });
  // An interrupted run is torn down by nobody.
  const sweep = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once('exit', sweep);
  return async () => {
    process.off('exit', sweep);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
}
