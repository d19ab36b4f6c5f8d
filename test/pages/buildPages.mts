import { join } from 'node:path';
import { runNode } from '../vscode/packages.mjs';

/** Builds the pages once for all files, as they are shipped, beside what is packaged. */
export async function setup(): Promise<void> {
  await runNode([
    'esbuild.mjs',
    'webview',
    '--production',
    `--webview-dir=${join('dist', 'test', 'webview')}`,
  ]);
}
