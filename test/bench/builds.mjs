// Bundles the benches with the sources of a checkout.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';

const own = process.cwd();
const sources = join(own, 'src') + sep;

/**
 * Takes every file of `src` from another checkout. One that lay in another folder there is found by its name. One that isn't
 * there at all is left out: what imports it fails when it is used, and no sooner.
 * @param {string} root
 * @returns {Promise<import('esbuild').Plugin>}
 */
async function sourcesOf(root) {
  const all = (await readdir(join(root, 'src'), { recursive: true })).map((path) => join(root, 'src', path));
  /** @param {string} file */
  const elsewhere = (file) => {
    const namesakes = all.filter((path) => basename(path) === basename(file));
    return namesakes.length === 1 ? namesakes[0] : undefined;
  };
  return {
    name: 'sources-of',
    setup(builder) {
      builder.onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
        // What lies in the other checkout finds its own neighbours.
        const wanted = resolve(dirname(importer), path);
        const inOwn = wanted.startsWith(sources);
        if (!inOwn && !wanted.startsWith(join(root, 'src') + sep)) return undefined;
        const file = inOwn ? join(root, wanted.slice(own.length)) : wanted;
        const source = file.replace(/\.js$/, '.ts');
        const found = [source, file].find((each) => existsSync(each)) ?? elsewhere(source);
        return found ? { path: found } : { path: wanted, namespace: 'missing' };
      });
      builder.onLoad({ filter: /.*/, namespace: 'missing' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

/**
 * @param {string} name of the bench
 * @param {string} root of the checkout whose `src` it is to time
 * @returns {Promise<string>} the bundle: it lies in that checkout and takes its packages
 */
export async function buildBench(name, root) {
  const outdir = join(root, 'dist/bench');
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints: { [name]: `test/bench/${name}.bench.ts` },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    // What panels send to their pages is timed, too, without an editor around it.
    alias: { vscode: resolve('test/support/vscodeShim.ts') },
    plugins: [await sourcesOf(root)],
    target: 'node20',
    logLevel: root === own ? 'warning' : 'silent',
  });
  return join(outdir, `${name}.mjs`);
}
