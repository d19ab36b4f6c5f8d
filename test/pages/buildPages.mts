import { join } from 'node:path';
import { runNode } from '../vscode/packages.mjs';

/** Builds the pages once for all files, beside what is packaged. */
export async function setup(): Promise<void> {
  await runNode(['esbuild.mjs', 'webview', `--webview-dir=${join('dist', 'test', 'webview')}`]);
}
