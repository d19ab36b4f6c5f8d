import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things stand. Everything that is fetched or kept between runs is under the git-ignored `.vscode-test/`. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const kept = join(root, '.vscode-test');
/** What Node has compiled of VS Code, for the extension hosts of one run. */
export const compiled = join(kept, 'compiled');
export const vsix = join(root, 'dist', 'tuya-device-explorer.vsix');
export const companion = join(root, 'test', 'vscode', 'companion');

/** Lock files of the parts; `npm ci` puts a copy of each to work under `kept`. */
export const partsLocks = join(root, 'test', 'vscode', 'parts');
