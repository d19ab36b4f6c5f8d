import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';

/** @import { OutputChunk, RolldownOutput } from 'rolldown' */

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * What is in which file, as esbuild’s metafile tells it.
 *
 * @param {RolldownOutput} built
 * @param {string} folder
 */
export function metafileOf({ output }, folder) {
  const made = output.filter((one) => one.type === 'chunk');
  return {
    outputs: Object.fromEntries(made.map((chunk) => [`${folder}/${chunk.fileName}`, describe(chunk)])),
  };
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
