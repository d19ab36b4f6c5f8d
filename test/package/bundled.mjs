import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../vscode/paths.mjs';

/**
 * A package of which something is in the bundles.
 *
 * @typedef {object} Bundled
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX
 * @property {string} author '' where its manifest names none
 * @property {string} folder below the root
 * @property {string | undefined} integrity of its archive in the registry, as package-lock.json has it
 */

/** As esbuild writes it. @typedef {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} Metafile */

/**
 * The packages that bundles are made of: those with a byte in an output. What was read and left out isn't there.
 * @param {readonly Metafile[]} metafiles
 * @param {readonly string[]} copied packages whose files are copied and not bundled
 * @returns {Promise<Bundled[]>} by name
 */
export async function bundledPackages(metafiles, copied = []) {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = new Set(copied.map((name) => `node_modules/${name}`));
  for (const [path] of inputs) {
    const folder = packageFolder(path);
    if (folder !== undefined) folders.add(folder);
  }
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const found = await Promise.all(
    [...folders].map(async (folder) => {
      const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
      const { name, version, license, author = '' } = manifest;
      if (typeof license !== 'string') throw new Error(`${folder} names no licence.`);
      return {
        name,
        version,
        license,
        author: typeof author === 'string' ? author.replace(/\s*[<(].*$/, '') : author.name,
        folder,
        integrity: packages[folder]?.integrity,
      };
    }),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * `node_modules/@lit/reactive-element` for a file in it, also where it lies in another package's own folder.
 * @param {string} path with slashes, as esbuild has it
 */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

/**
 * The texts of the licences, which say that they have to go with the code.
 * @param {readonly Bundled[]} packages
 */
export async function notices(packages) {
  const parts = packages.map(async (one) => {
    const files = (await readdir(join(root, one.folder))).filter((file) => /^licen[cs]e/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(root, one.folder, file), 'utf8')));
    if (texts.length === 0) texts.push(await plainLicense(one));
    if (one.name === 'undici') texts.push(await ofParser());
    const head = `${one.name} ${one.version} (${one.license})`;
    const said = texts.map((text) => shortened(text.replaceAll('\r\n', '\n').trim(), one));
    return [head, '-'.repeat(head.length), ...said].join('\n\n');
  });
  return `This extension contains code of others, under these licences.\n\n${(await Promise.all(parts)).join('\n\n\n')}\n`;
}

/**
 * A licence of Creative Commons is content with its address (section 3(a)(1) says what has to stand beside it), and its
 * text is longer than all others together.
 * @param {string} text
 * @param {Bundled} bundled
 */
function shortened(text, { name, author }) {
  if (!/^\uFEFF?Attribution 4\.0 International\n/.test(text)) return text;
  return `By ${author}: https://www.npmjs.com/package/${name}. What is here is a part of it, changed in form.

Licensed under the Creative Commons Attribution 4.0 International Public License, which disclaims all warranties in its
section 5: https://creativecommons.org/licenses/by/4.0/legalcode`;
}

/**
 * The text of a licence that a package names and doesn't bring along.
 * @param {Pick<Bundled, 'name' | 'license' | 'author'>} bundled
 */
async function plainLicense({ name, license, author }) {
  if (license !== 'MIT' || author === '') throw new Error(`${name} has no text of its licence (${license}).`);
  const own = await readFile(join(root, 'LICENSE'), 'utf8');
  return own.replace(/^Copyright .*$/m, () => `Copyright (c) ${author}`);
}

/** undici brings its parser along as a module of WebAssembly, and no licence of it (its source: nodejs/llhttp). */
async function ofParser() {
  const text = await plainLicense({ name: 'llhttp', license: 'MIT', author: 'Fedor Indutny, 2018' });
  return `llhttp.wasm is made of llhttp:\n\n${text}`;
}

/**
 * A software bill of materials, CycloneDX 1.6. It holds no time and no number of its own: the same bundle has the same.
 * @param {{ readonly name: string; readonly version: string; readonly license: string }} product
 * @param {readonly Bundled[]} packages
 */
export function sbom(product, packages) {
  const ref = purl(product);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { type: 'application', 'bom-ref': ref, ...identity(product), purl: ref },
    },
    components: packages.map((one) => ({
      type: 'library',
      'bom-ref': purl(one),
      ...identity(one),
      ...(one.integrity?.startsWith('sha512-') && {
        hashes: [
          {
            alg: 'SHA-512',
            content: Buffer.from(one.integrity.slice('sha512-'.length), 'base64').toString('hex'),
          },
        ],
      }),
      purl: purl(one),
    })),
    dependencies: [{ ref, dependsOn: packages.map(purl) }],
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** @param {{ readonly name: string; readonly version: string; readonly license: string }} one */
function identity({ name, version, license }) {
  const isExpression = /[\s()]/.test(license);
  return { name, version, licenses: [isExpression ? { expression: license } : { license: { id: license } }] };
}

/** @param {{ readonly name: string; readonly version: string }} one */
function purl({ name, version }) {
  return `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${version}`;
}

/**
 * The table of SECURITY.md.
 * @param {readonly Bundled[]} packages
 */
export function licenceTable(packages) {
  const rows = packages.map(({ name, version, license }) => [`\`${name}\``, version, license]);
  const all = [['Package', 'Version', 'Licence'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(all[0] ?? []), rule, ...rows.map(line)].join('\n');
}
