import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { chunkGroup } from './chunks.mjs';
import { metafileOf, root } from './metafile.mjs';
import { packageConstants, reducedPackages } from './reducedPackages.mjs';
import { watchFor } from './watching.mjs';

/** @import { InputOptions, OutputOptions, Plugin } from 'rolldown' */
/** @import { Reporter } from './watching.mjs' */

/**
 * @typedef {object} Target
 * @property {string} dist folder
 * @property {boolean} production minified, without a source map
 * @property {readonly Plugin[]} [plugins] for tests that look into a build
 */

/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

/** Below `dist`: what the entries load. */
const chunkFolder = 'host';

/** What runs in Node beside the pages: an entry each; they share their chunks. */
const entries = {
  extension: 'src/extension.ts',
  // Answers agents without VS Code, by the Model Context Protocol.
  'agent-server': 'src/cli/startAgentServer.ts',
};

/**
 * The extension host is bundled by Rolldown: it can be told which module stands in which file. CommonJS, as every
 * version of VS Code loads it.
 *
 * @param {Target} target
 * @returns {InputOptions & { readonly output: OutputOptions }}
 */
function options({ dist, production, plugins = [] }) {
  return {
    cwd: root,
    input: entries,
    platform: 'node',
    external: ['vscode'],
    transform: {
      target: 'node22',
      define: {
        ...packageConstants,
        extensionVersion: JSON.stringify(version),
        'process.env.NODE_ENV': production ? '"production"' : '"development"',
      },
    },
    plugins: [reducedPackages(chunkFolder), ...plugins],
    checks: { pluginTimings: false },
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: dist,
      format: 'cjs',
      chunkFileNames: `${chunkFolder}/[name].js`,
      minify: production,
      // The licences stand in a file of their own; marks for tree shaking have had their use.
      comments: !production,
      sourcemap: !production,
      codeSplitting: { groups: [chunkGroup(root)], includeDependenciesRecursively: false },
    },
  };
}

/**
 * @param {Target} target
 * @returns what is in which file, as esbuild’s metafile tells it
 */
export async function buildHost(target) {
  // A chunk of before that is no more would be packaged.
  await rm(resolve(root, target.dist, chunkFolder), { recursive: true, force: true });
  const { output, ...input } = options(target);
  const bundle = await rolldown(input);
  try {
    return metafileOf(await bundle.write(output), target.dist);
  } finally {
    await bundle.close();
  }
}

/**
 * Builds anew on every change.
 *
 * @param {Target} target
 * @param {Reporter} reporter
 */
export function watchHost(target, reporter) {
  watchFor(options(target), reporter);
}
