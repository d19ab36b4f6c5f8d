import { relative } from 'node:path';
import { watch } from 'rolldown';
import { root } from './metafile.mjs';

/** @import { InputOptions, OutputOptions } from 'rolldown' */

/**
 * @typedef {object} Reporter
 * @property {() => void} onStart
 * @property {(errors: readonly {
 *   text: string;
 *   location?: { file: string; line: number; column: number };
 * }[]) => void} onEnd
 */

/**
 * Builds anew on every change.
 *
 * @param {InputOptions & { readonly output: OutputOptions }} options
 * @param {Reporter} reporter
 */
export function watchFor(options, { onStart, onEnd }) {
  watch(options).on('event', async (event) => {
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
