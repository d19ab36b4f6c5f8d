import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { closure } from './chunks.mjs';
import { iconSheet } from './iconFont.mjs';
import { metafileOf, root } from './metafile.mjs';
import { watchFor } from './watching.mjs';

/** @import { CodeSplittingGroup, InputOptions, OutputOptions, Plugin } from 'rolldown' */
/** @import { Reporter } from './watching.mjs' */

/**
 * @typedef {object} Target
 * @property {string} folder where the pages go
 * @property {boolean} production minified, without a source map
 */

/** @type {Readonly<Record<string, string>>} the first module of each page, by its name */
const pages = {
  details: 'src/webview/details/main.ts',
  userForm: 'src/webview/userForm/main.ts',
  logs: 'src/webview/logs/main.ts',
};

/** @type {Readonly<Record<string, { page: string, first: string }>>} what a page runs when it is first needed, by its name */
const later = { chart: { page: 'logs', first: 'src/webview/logs/chart/logChart.ts' } };

/** The file of what several pages have. */
const shared = 'shared';

/**
 * Scripts that stand in html can't import each other. So a page is two of them that run one after the other: each puts what
 * it exports where the next, and what is run later, finds it.
 *
 * @param {string} name
 */
function frameOf(name) {
  const place = `globalThis[${JSON.stringify(`./${name}.js`)}]`;
  return ['((exports, require) => {', `})((${place} = {}), (file) => globalThis[file]);`];
}

/**
 * @param {Target} target
 * @returns {InputOptions & { readonly output: OutputOptions }}
 */
function options({ folder, production }) {
  const { group, plugin } = sharing();
  return {
    cwd: root,
    input: {
      ...pages,
      ...Object.fromEntries(Object.entries(later).map(([name, { first }]) => [name, first])),
    },
    platform: 'browser',
    tsconfig: 'src/webview/tsconfig.json',
    transform: {
      target: 'es2022',
      define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    },
    plugins: [plugin, ownPlot, ownButtonIcon, iconSheet({ folder, minify: production })],
    checks: { pluginTimings: false },
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: folder,
      format: 'cjs',
      chunkFileNames: '[name].js',
      banner: ({ name }) => frameOf(name)[0] ?? '',
      footer: ({ name }) => frameOf(name)[1] ?? '',
      minify: production,
      // The licences stand in a file of their own.
      comments: !production,
      sourcemap: !production,
      codeSplitting: { groups: [group], includeDependenciesRecursively: false },
    },
  };
}

/**
 * @param {Target} target
 * @returns what is in which file, as esbuild’s metafile tells it
 */
export async function buildPages(target) {
  const { output, ...input } = options(target);
  const bundle = await rolldown(input);
  try {
    return metafileOf(await bundle.write(output), target.folder);
  } finally {
    await bundle.close();
  }
}

/**
 * @param {Target} target
 * @param {Reporter} reporter
 */
export function watchPages(target, reporter) {
  watchFor(options(target), reporter);
}

/** What one page needs stands in it, and what it needs later alone in the script for that; what several need is shared. */
function sharing() {
  /** @type {Map<string, string> | undefined} module to file */
  let places;
  /** @type {CodeSplittingGroup} */
  const group = {
    debugName: 'pages',
    name(id, context) {
      if (!places) {
        places = new Map();
        for (const [page, first] of Object.entries(pages))
          for (const module of closure([join(root, first)], context))
            places.set(module, places.has(module) ? shared : page);
        for (const [name, { page, first }] of Object.entries(later))
          for (const module of closure([join(root, first)], context)) {
            const place = places.get(module) ?? name;
            places.set(module, [name, page].includes(place) ? place : shared);
          }
      }
      return places.get(id) ?? null;
    },
  };
  /** @type {Plugin} */
  const plugin = {
    name: 'page-scripts',
    buildStart() {
      places = undefined;
    },
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        const there = [shared, later[output.name]?.page].map((name) => `${name}.js`);
        const more = output.imports.filter((file) => !there.includes(file));
        if (more.length > 0) this.error(`${output.fileName} needs ${more.join()}, which isn’t in the page.`);
      }
    },
  };
  return { group, plugin };
}

/** What of uPlot is written otherwise here, by what stands there. */
const plotChanges = [
  ["new Intl.NumberFormat(domEnv ? nav.language : 'en-US')", '{ format: String }'],
  ['new Intl.DateTimeFormat().resolvedOptions().timeZone', 'undefined'],
  // What hangs on uPlot stays in the bundle, though nobody calls it.
  ['uPlot.join = join;', ''],
  ['uPlot.tzDate  = tzDate;', ''],
  ['(paths.bars    = bars);', ''],
  ['(paths.spline  = monotoneCubic);', ''],
];

/**
 * uPlot asks Intl for a number format of the browser's language and for its time zone as soon as it is loaded. That takes
 * longer than all else that it does then, and a chart would not come up where the language is no language tag
 * (`en-US@posix`). uPlot is given our formats anyway.
 *
 * @type {Plugin}
 */
const ownPlot = {
  name: 'own-plot',
  transform: {
    filter: { id: /uPlot\.esm\.js$/ },
    handler(text) {
      let code = text;
      for (const [theirs = '', ours = ''] of plotChanges) {
        if (!code.includes(theirs))
          throw new Error(`uPlot has no “${theirs}” any more: look at build/pages.mjs.`);
        code = code.replace(theirs, ours);
      }
      return { code, map: null };
    },
  },
};

/**
 * See src/webview/shared/buttonIcon.ts.
 *
 * @type {Plugin}
 */
const ownButtonIcon = {
  name: 'own-button-icon',
  resolveId: {
    filter: { id: /\/vscode-icon\/index\.js$/ },
    handler: () => resolve(root, 'src/webview/shared/buttonIcon.ts'),
  },
};
