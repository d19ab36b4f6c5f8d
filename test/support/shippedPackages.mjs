import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { packageConstants, reducedPackages } from '../../build/reducedPackages.mjs';
import { root } from '../vscode/paths.mjs';

/** By the name under which they are imported. */
const entries = {
  agent: 'undici/lib/dispatcher/agent.js',
  connect: 'undici/lib/core/connect.js',
  zod: 'zod',
  'js-yaml': 'js-yaml',
  yaml: 'yaml',
};

/**
 * Builds packages as they are shipped, without the parts that build/reducedPackages.mjs leaves out. Tests run on them:
 * a part that is needed after all is missed here.
 *
 * @param {string} folder where they go
 * @returns {Promise<{ find: RegExp, replacement: string }[]>} aliases
 */
export async function shippedPackages(folder) {
  const bundle = await rolldown({
    input: entries,
    platform: 'node',
    transform: { target: 'node20', define: packageConstants },
    plugins: [reducedPackages('')],
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    banner: 'const __dirname = import.meta.dirname;',
  });
  await bundle.close();
  return Object.entries(entries).map(([file, name]) => ({
    find: new RegExp(`^${name.replaceAll('.', '\\.')}$`),
    replacement: join(root, folder, `${file}.mjs`),
  }));
}
