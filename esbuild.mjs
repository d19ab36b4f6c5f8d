// One table of builds: the extension host, the webviews, the simulator's command line, the in-host tests.
//   node esbuild.mjs [name …] [--watch] [--production] [--dist=FOLDER]
import { context, build as buildOnce } from 'esbuild';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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

/**
 * uPlot makes a number format of the browser's language as soon as it is loaded, and a page would not come up where that
 * is no language tag (`en-US@posix`). It is given our formats anyway.
 */
const plotWithoutLanguage = {
  name: 'plot-without-language',
  setup(build) {
    build.onLoad({ filter: /uPlot\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(
        "new Intl.NumberFormat(domEnv ? nav.language : 'en-US')",
        'new Intl.NumberFormat()',
      );
      if (contents === text) throw new Error('uPlot reads its language elsewhere now: look at esbuild.mjs.');
      return { contents, loader: 'js' };
    });
  },
};

const builds = {
  extension: { ...host, entryPoints: ['src/extension.ts'], outfile: `${dist}/extension.js` },
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
  // Answers agents without VS Code, by the Model Context Protocol.
  agents: {
    ...host,
    target: 'node20',
    alias: { vscode: './src/cli/vscodeWords.ts' },
    external: [],
    entryPoints: ['src/cli/agentServer.ts'],
    outfile: `${dist}/agent-server.js`,
  },
  webview: {
    ...shared,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    tsconfig: 'src/webview/tsconfig.json',
    plugins: [plotWithoutLanguage],
    entryPoints: [
      { in: 'src/webview/details/main.ts', out: 'details' },
      { in: 'src/webview/details/details.css', out: 'details' },
      { in: 'src/webview/userForm/main.ts', out: 'userForm' },
      { in: 'src/webview/userForm/userForm.css', out: 'userForm' },
      { in: 'src/webview/logs/main.ts', out: 'logs' },
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

async function copyCodicons() {
  await mkdir(webviewDir, { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    await cp(`node_modules/@vscode/codicons/dist/${file}`, `${webviewDir}/${file}`);
  }
}

const watchReporter = {
  name: 'watch-reporter',
  setup(build) {
    // The two marker lines are what the problem matcher in .vscode/tasks.json looks for.
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};

const metafiles = [];
const names = wanted.length > 0 ? wanted : Object.keys(builds);
for (const name of names) {
  const options = builds[name];
  if (!options)
    throw new Error(`No build is called “${name}”. There are: ${Object.keys(builds).join(', ')}.`);
  if (options.entryPoints.length === 0) continue;
  if (name === 'webview') await copyCodicons();
  if (watch) {
    const watching = await context({ ...options, plugins: [...(options.plugins ?? []), watchReporter] });
    await watching.watch();
  } else {
    const result = await buildOnce(options);
    await mkdir(`${dist}/meta`, { recursive: true });
    await writeFile(`${dist}/meta/${name}.json`, JSON.stringify(result.metafile));
    metafiles.push(result.metafile);
  }
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
