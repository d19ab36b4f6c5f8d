import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, watch } from 'rolldown';
import { chunkGroup } from './chunks.mjs';
import { packageConstants, reducedPackages } from './reducedPackages.mjs';

/** @import { InputOptions, OutputChunk, OutputOptions, Plugin, RolldownOutput } from 'rolldown' */

/**
 * @typedef {object} Target
 * @property {string} dist folder
 * @property {boolean} production minified, without a source map
 * @property {readonly Plugin[]} [plugins] for tests that look into a build
 */

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

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
 * @param {{
 *   onStart(): void;
 *   onEnd(errors: readonly { text: string; location?: { file: string; line: number; column: number } }[]): void;
 * }} reporter
 */
export function watchHost(target, { onStart, onEnd }) {
  watch(options(target)).on('event', async (event) => {
    if (event.code === 'BUNDLE_START') onStart();
    if (event.code === 'BUNDLE_END') onEnd([]);
    if (event.code === 'ERROR') onEnd([described(event.error)]);
    if ('result' in event) await event.result.close();
  });
}

/** @param {Error & { loc?: { file?: string; line: number; column: number } }} error */
function described({ message, loc }) {
  const file = loc?.file;
  return {
    text: message,
    ...(loc && file !== undefined && { location: { ...loc, file: relative(root, file) } }),
  };
}

/**
 * @param {RolldownOutput} built
 * @param {string} dist
 */
function metafileOf({ output }, dist) {
  const made = output.filter((one) => one.type === 'chunk');
  return { outputs: Object.fromEntries(made.map((chunk) => [`${dist}/${chunk.fileName}`, describe(chunk)])) };
}

/** @param {OutputChunk} chunk */
function describe({ modules, code, imports, dynamicImports, isEntry }) {
  const inputs = Object.entries(modules).map(([id, { renderedLength }]) => [
    relative(root, id).replaceAll('\\', '/'),
    { bytesInOutput: renderedLength },
  ]);
  return {
    bytes: Buffer.byteLength(code),
    imports,
    dynamicImports,
    isEntry,
    inputs: Object.fromEntries(inputs),
  };
}
