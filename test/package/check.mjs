// Looks at the packaged extension: which files it has, that they are what a second build makes, and that its lists of
// what is bundled are true, and that it is no larger than it may be. Runs after package.mjs.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { dieOf, Fault } from '../vscode/fault.mjs';
import { runNode } from '../vscode/packages.mjs';
import { root, vsix } from '../vscode/paths.mjs';
import { endAll, onStopSignal } from '../vscode/processes.mjs';
import { licenceTable } from './bundled.mjs';
import { checkSizes } from './sizes.mjs';
import { filesOfZip } from './zip.mjs';

/** @typedef {ReturnType<typeof filesOfZip>} Files */

/** @param {Files} files */
async function checkContents(files) {
  const expected = (await readFile(join(root, 'test', 'package', 'contents.txt'), 'utf8')).trim().split('\n');
  const missing = expected.filter((name) => !files.has(name));
  const more = [...files.keys()].filter((name) => !expected.includes(name));
  if (missing.length + more.length > 0)
    throw new Fault(
      `The package has other files than test/package/contents.txt says.\nMissing: ${missing.join(', ') || 'none'}\nMore: ${more.join(', ') || 'none'}`,
    );
}

/**
 * @param {Files} files
 * @param {string} folder
 */
async function checkSecondBuild(files, folder) {
  await runNode(['esbuild.mjs', 'extension', 'webview', '--production', `--dist=${folder}`]);
  if (new Set([...files.values()].map(({ time }) => time)).size > 1)
    throw new Fault('The files of the package bear their own times: no two packages are the same.');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const built = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.startsWith('meta/'));
  const packaged = [...files.keys()].filter((name) => name.startsWith('extension/dist/'));
  if (built.length !== packaged.length)
    throw new Fault(`Packaged: ${packaged.join(', ')}\nBuilt again: ${built.join(', ')}`);
  for (const name of built) {
    const again = await readFile(join(folder, name));
    if (!files.get(`extension/dist/${name}`)?.bytes.equals(again))
      throw new Fault(`dist/${name} comes out different in a second build.`);
  }
}

/** @param {Files} files */
async function checkLists(files) {
  const bom = JSON.parse(files.get('extension/dist/sbom.cdx.json')?.bytes.toString('utf8') ?? '{}');
  /** @type {{ name: string; version: string; licenses: { license?: { id: string }; expression?: string }[] }[]} */
  const components = bom.components ?? [];
  const texts = files.get('extension/dist/licences.txt')?.bytes.toString('utf8') ?? '';
  for (const { name, version } of components)
    if (!texts.includes(`${name} ${version} (`))
      throw new Fault(`dist/licences.txt has no licence of ${name}.`);
  const packages = components.map(({ name, version, licenses }) => ({
    ...{ name, version, license: licenses[0]?.license?.id ?? licenses[0]?.expression ?? '' },
    ...{ author: '', folder: '', integrity: undefined },
  }));
  const table = licenceTable(packages);
  if (!(await readFile(join(root, 'SECURITY.md'), 'utf8')).includes(table))
    throw new Fault(`The table in SECURITY.md isn’t what is bundled. It has to be:\n\n${table}`);
}

async function check() {
  const folder = await mkdtemp(join(tmpdir(), 'second-build-'));
  onStopSignal(async () => {
    await endAll();
    await rm(folder, { recursive: true, force: true });
  });
  try {
    const zip = await readFile(vsix);
    const files = filesOfZip(zip);
    await checkContents(files);
    checkSizes(files, zip.length);
    await checkSecondBuild(files, folder);
    await checkLists(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await check().catch(dieOf);
