import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @import { Plugin } from 'rolldown' */

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const require = createRequire(import.meta.url);

/** llhttp, the parser of HTTP/1 that undici runs: a file of its own beside the bundle. */
const parserFile = 'llhttp.wasm';

/** What packages ask of their surroundings. Set when a bundle is made, so that no environment opens a way left out. */
export const packageConstants = {
  // undici's own switch for bundles without its second, experimental parser.
  esbuildDetection: 'true',
  'process.env.JEST_WORKER_ID': 'undefined',
};

/**
 * What no line of ours comes to and tree shaking can't see: it is required behind a condition, or hangs on an object that
 * is used. What stands in its place throws, so that a mistake shows as an error and not as a wrong answer.
 * docs/decisions/reduced-packages.md says why each may go.
 *
 * @type {Readonly<Record<string, (file: string) => string | Promise<string>>>}
 */
const instead = {
  // Called where a server and undici agreed on HTTP/2, which ours never offers.
  'undici/lib/dispatcher/client-h2.js': () => `module.exports = () => { ${refuses('HTTP/2')} };`,
  'undici/lib/web/fetch/body.js': () => refuses('A form as a body'),
  'undici/lib/web/fetch/formdata.js': () => refuses('A form as a body'),
  'undici/lib/web/webidl/index.js': () => refuses('A form as a body'),
  'undici/lib/llhttp/constants.js': usedConstants,
  'undici/lib/llhttp/llhttp-wasm.js': readsParser,
  'undici/lib/llhttp/llhttp_simd-wasm.js': readsParser,
  'zod/v4/core/json-schema-processors.js': exportsRefusing('The JSON schema of a schema'),
  'zod/v4/core/to-json-schema.js': exportsRefusing('The JSON schema of a schema'),
  'zod/v4/classic/schemas.js': withCalledMethods,
  'js-yaml/lib/schema/default.js': () => `module.exports = require('./core');`,
  ...yaml(['stringify', 'stringifyCollection', 'stringifyDocument'], 'stringify', 'Writing YAML'),
  ...yaml(['stringifyNumber', 'stringifyPair', 'stringifyString'], 'stringify', 'Writing YAML'),
  ...yaml(['binary', 'omap', 'pairs', 'schema', 'set', 'timestamp'], 'schema/yaml-1.1', 'YAML 1.1'),
  ...yaml(['cst-scalar', 'cst-stringify', 'cst-visit'], 'parse', 'Changing a YAML’s words'),
};

/**
 * What is called of schemas, in all our files. Each schema has some two hundred methods, and with them comes whatever they
 * make: all formats of a text, for one.
 */
const schemaMethods = new Set([
  ...['check', 'clone', 'parse', 'safeParse'],
  ...['catch', 'exactOptional', 'extend', 'nullish', 'optional', 'pipe', 'readonly', 'refine', 'transform'],
  ...['datetime', 'int', 'length', 'max', 'min', 'nonnegative', 'positive', 'regex', 'startsWith', 'trim'],
]);

/** The reader of js-yaml alone; its one bundled file brings the writer along. */
const yamlReader = `
import loader from 'js-yaml/lib/loader.js';
import core from 'js-yaml/lib/schema/core.js';
export const load = loader.load;
export const CORE_SCHEMA = core;`;

/** The package's modules for browsers: the same code, of which tree shaking takes what is imported. */
const yamlModules = 'yaml/browser/dist';

/**
 * Leaves the unused parts of packages out of a bundle. Fails where a package that is bundled has none of the files named
 * here any more: an update has moved them, and nothing would be left out.
 *
 * @param {string} folder where the chunks go, from the folder of the build
 * @returns {Plugin}
 */
export function reducedPackages(folder) {
  return {
    name: 'reduced-packages',
    resolveId: {
      filter: { id: /^yaml$|^js-yaml($|\/lib\/)/ },
      handler(id) {
        if (id === 'js-yaml') return '\0js-yaml';
        return join(packages, id === 'yaml' ? `${yamlModules}/index.js` : id);
      },
    },
    load: {
      filter: { id: /^\0js-yaml$|[\\/]node_modules[\\/](undici|zod|js-yaml|yaml)[\\/]/ },
      async handler(id) {
        if (id === '\0js-yaml') return yamlReader;
        const code = await instead[nameOf(id)]?.(id);
        return code === undefined ? null : { code, moduleSideEffects: false };
      },
    },
    async generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? [output] : []));
      const bundled = new Set(chunks.flatMap(({ moduleIds }) => moduleIds.map(nameOf)));
      const met = new Set([...this.getModuleIds()].map(nameOf));
      const isBundled = (/** @type {string} */ name) =>
        [...bundled].some((other) => samePackage(name, other));
      const without = Object.keys(instead).filter((name) => isBundled(name) && !met.has(name));
      if (without.length > 0)
        this.error(
          `What is left out of packages lies elsewhere now: ${without.join(', ')}. See build/reducedPackages.mjs.`,
        );
      if ([...bundled].some((name) => name.startsWith('undici/lib/llhttp/')))
        this.emitFile({ type: 'asset', fileName: posix.join(folder, parserFile), source: await parser() });
    },
  };
}

/**
 * `undici/lib/core/util.js`, wherever the packages lie.
 * @param {string} id
 */
function nameOf(id) {
  return id.replace(/^.*[\\/]node_modules[\\/]/, '').replaceAll('\\', '/');
}

/**
 * @param {string} one
 * @param {string} other
 */
function samePackage(one, other) {
  return one.split('/')[0] === other.split('/')[0];
}

/** @param {string} what */
function refuses(what) {
  return `throw new Error(${JSON.stringify(`${what} is no part of this build.`)});`;
}

/**
 * A module with the same names, all of them one function that refuses.
 * @param {string} what
 */
function exportsRefusing(what) {
  return async (/** @type {string} */ file) => {
    const names = Object.keys(await import(pathToFileURL(file).href));
    return `const refuse = () => { ${refuses(what)} };
export { ${names.map((name) => `refuse as ${name}`).join(', ')} };`;
  };
}

/**
 * @param {readonly string[]} names
 * @param {string} folder
 * @param {string} what
 */
function yaml(names, folder, what) {
  return Object.fromEntries(
    names.map((name) => [`yaml/browser/dist/${folder}/${name}.js`, exportsRefusing(what)]),
  );
}

/** A method of schemas, as zod writes it. */
const schemaMethod =
  /^ {4}(?:async |[gs]et )?(\w+)(?:: (?:async )?function \w+)?\(.*\) \{\n(?: {8}.*\n|\n)* {4}\},\n/gm;

/**
 * zod's schemas without the methods that we don't call.
 * @param {string} file
 */
async function withCalledMethods(file) {
  const source = await readFile(file, 'utf8');
  const reduced = source.replace(schemaMethod, (method, name) => (schemaMethods.has(name) ? method : ''));
  if (reduced === source)
    throw new Error('Methods of schemas are written otherwise now: see build/reducedPackages.mjs.');
  return reduced;
}

/** @returns {Promise<ReadonlySet<string>>} names of the methods of schemas that aren't shipped */
export async function leftOutMethods() {
  const source = await readFile(join(packages, 'zod/v4/classic/schemas.js'), 'utf8');
  const names = [...source.matchAll(schemaMethod)].map(([, name = '']) => name);
  return new Set(names.filter((name) => !schemaMethods.has(name)));
}

/**
 * The two tables of llhttp that undici’s client reads; the others hold every method and header there is.
 * @param {string} file
 */
function usedConstants(file) {
  const { TYPE, ERROR } = require(file);
  return `module.exports = ${JSON.stringify({ TYPE, ERROR })};`;
}

/** One parser in place of two: the one without SIMD runs on every processor, and answers have few headers. */
function readsParser() {
  return `
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
module.exports = readFileSync(join(__dirname, ${JSON.stringify(parserFile)}));`;
}

/** @returns {Promise<Uint8Array>} the parser, as undici brings it along in a module */
async function parser() {
  return require(join(packages, 'undici/lib/llhttp/llhttp-wasm.js'));
}
