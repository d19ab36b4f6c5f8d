// One table of builds: the extension host, the webviews, the simulator's command line, the in-host tests.
// What each is made of stands in build/.
//   node esbuild.mjs [name …] [--watch] [--production] [--dist=FOLDER]
import { context, build as buildOnce } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { buildHost, watchHost } from './build/host.mjs';
import { buildPages, watchPages } from './build/pages.mjs';
import { bundledPackages, notices, sbom } from './test/package/bundled.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** Other folders: tests of the pages run while the extension is packaged, and a package is built twice. */
const dist = folderOf('dist') ?? 'dist';
const webviewDir = folderOf('webview-dir') ?? `${dist}/webview`;

function folderOf(flag) {
  return process.argv.find((argument) => argument.startsWith(`--${flag}=`))?.split('=')[1];
}

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

const host = { ...shared, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode'] };

async function hostTestEntries() {
  const files = await readdir('test/host', { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => `test/host/${file}`);
}

const builds = {
  simulator: {
    ...host,
    target: 'node20',
    entryPoints: ['src/simulator/http/cli.ts'],
    outfile: `${dist}/simulator.js`,
  },
  // Runs expectations without VS Code, whose place its words take.
  expect: {
    ...host,
    target: 'node20',
    alias: { vscode: './src/cli/vscodeWords.ts' },
    external: [],
    entryPoints: ['src/cli/expect.ts'],
    outfile: `${dist}/expect-cli.js`,
  },
  // Their sheets; the scripts of the pages are bundled by Rolldown.
  webview: {
    ...shared,
    target: 'es2022',
    entryPoints: [
      { in: 'src/webview/details/details.css', out: 'details' },
      { in: 'src/webview/userForm/userForm.css', out: 'userForm' },
      { in: 'src/webview/logs/logs.css', out: 'logs' },
    ],
    outdir: webviewDir,
  },
  hostTests: {
    ...host,
    entryPoints: await hostTestEntries(),
    outdir: `${dist}/test/host`,
    outbase: 'test/host',
  },
};

/** The two marker lines are what the problem matcher in .vscode/tasks.json looks for. */
const watcher = {
  onStart: () => console.log('[watch] build started'),
  onEnd: (errors) => {
    for (const { text, location } of errors) {
      console.error(`✘ [ERROR] ${text}`);
      if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
    }
    console.log('[watch] build finished');
  },
};

const watchReporter = {
  name: 'watch-reporter',
  setup(build) {
    build.onStart(watcher.onStart);
    build.onEnd(({ errors }) => watcher.onEnd(errors));
  },
};

/** Builds one, or begins to; says what is in it. */
async function run(name) {
  if (name === 'extension') {
    const target = { dist, production };
    return watch ? watchHost(target, watcher) : buildHost(target);
  }
  const options = builds[name];
  if (options.entryPoints.length === 0) return undefined;
  const scripts = name === 'webview' ? { folder: webviewDir, production } : undefined;
  if (watch) {
    if (scripts) watchPages(scripts, watcher);
    const watching = await context({ ...options, plugins: [watchReporter] });
    return watching.watch();
  }
  const { metafile } = await buildOnce(options);
  const more = scripts && (await buildPages(scripts));
  return { ...metafile, outputs: { ...metafile.outputs, ...more?.outputs } };
}

const metafiles = [];
const all = ['extension', ...Object.keys(builds)];
const unknown = wanted.find((name) => !all.includes(name));
if (unknown !== undefined) throw new Error(`No build is called “${unknown}”. There are: ${all.join(', ')}.`);
const names = wanted.length > 0 ? wanted : all;
for (const name of names) {
  const metafile = await run(name);
  if (!metafile || watch) continue;
  await mkdir(`${dist}/meta`, { recursive: true });
  await writeFile(`${dist}/meta/${name}.json`, JSON.stringify(metafile));
  metafiles.push(metafile);
}
if (production && !watch && ['extension', 'webview'].every((name) => names.includes(name)))
  await writeLists();

/** What goes with the bundles: their bill of materials, and the licences of what is in them. */
async function writeLists() {
  const packages = await bundledPackages(metafiles, ['@vscode/codicons']);
  await writeFile(
    `${dist}/sbom.cdx.json`,
    sbom(JSON.parse(await readFile('package.json', 'utf8')), packages),
  );
  await writeFile(`${dist}/licences.txt`, await notices(packages));
}
