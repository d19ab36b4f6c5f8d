import { gzipSync } from 'node:zlib';
import { Fault } from '../vscode/fault.mjs';

/** @typedef {ReturnType<typeof import('./zip.mjs').filesOfZip>} Files */

/**
 * What the package may weigh, bytes. What grows beyond its limit is looked at: is there a package that brings along what
 * nobody calls (build/reducedPackages.mjs), or something in the first chunk that could come later (build/chunks.mjs)?
 * Where all of it is of use, the limit is raised.
 */
const limits = [
  {
    what: 'The package',
    most: 652_000,
    size: (/** @type {Files} */ _files, /** @type {number} */ whole) => whole,
  },
  { what: 'What is loaded at activation, gzipped', most: 40_000, size: gzipped(/\/dist\/extension\.js$/) },
  { what: 'The extension host, gzipped', most: 443_000, size: gzipped(/\/dist\/(extension\.js|host\/.*)$/) },
  {
    what: 'The page of details, gzipped',
    most: 42_000,
    size: gzipped(/\/webview\/(details|shared)\.(js|css)$/),
  },
  {
    what: 'The page of logs, gzipped',
    most: 88_000,
    size: gzipped(/\/webview\/(logs|chart|shared)\.(js|css)$/),
  },
];

/** @param {RegExp} names */
function gzipped(names) {
  return (/** @type {Files} */ files) => {
    const chosen = [...files].filter(([name]) => names.test(name));
    if (chosen.length === 0) throw new Fault(`The package has no file ${names}.`);
    return chosen.reduce((sum, [, { bytes }]) => sum + gzipSync(bytes, { level: 9 }).length, 0);
  };
}

/**
 * @param {Files} files
 * @param {number} whole bytes of the archive
 */
export function checkSizes(files, whole) {
  const measured = limits.map(({ what, most, size }) => ({ what, most, is: size(files, whole) }));
  for (const { what, most, is } of measured)
    console.log(`${what}: ${is.toLocaleString('en')} of ${most.toLocaleString('en')} bytes`);
  const over = measured.filter(({ is, most }) => is > most);
  if (over.length > 0)
    throw new Fault(over.map(({ what, is, most }) => `${what}: ${is} bytes, more than ${most}.`).join('\n'));
}
