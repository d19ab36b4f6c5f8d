import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import subsetFont from 'subset-font';

/** @import { Plugin } from 'rolldown' */

const source = 'node_modules/@vscode/codicons/dist';

/** In the sheet of codicons: `.codicon-add:before { content: "\ea60" }`. */
const rule = /^\.codicon-([a-z0-9-]+):before \{ content: "\\([0-9a-f]+)" \}\n/gm;

/**
 * Writes the sheet of the icons that pages can show beside them, with their font in it. An icon that is in no page isn't
 * there: of six hundred some dozens are left.
 *
 * @param {{ readonly folder: string; readonly minify: boolean }} target
 * @returns {Plugin}
 */
export function iconSheet({ folder, minify }) {
  let before = '';
  return {
    name: 'icon-sheet',
    async writeBundle(_options, bundle) {
      const texts = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? [output.code] : []));
      const sheet = await readFile(join(source, 'codicon.css'), 'utf8');
      const icons = new Map([...sheet.matchAll(rule)].map(([, name = '', code = '']) => [name, code]));
      const shown = namesIn(texts, icons);
      if (shown.join() === before) return;
      before = shown.join();
      const characters = shown.map((name) => String.fromCodePoint(parseInt(icons.get(name) ?? '', 16)));
      const whole = await readFile(join(source, 'codicon.ttf'));
      const font = await subsetFont(whole, characters.join(''), { targetFormat: 'woff2' });
      await writeFile(join(folder, 'codicon.css'), await reducedSheet(sheet, new Set(shown), font, minify));
    },
  };
}

/**
 * Every text in the pages that is the name of an icon. Some are only words that happen to be one; names that a page
 * puts together from parts aren’t found, and tests of the pages notice.
 *
 * @param {readonly string[]} scripts
 * @param {ReadonlyMap<string, string>} icons
 */
function namesIn(scripts, icons) {
  const words = scripts.flatMap((text) => text.match(/(?<=["'`]|codicon-)[a-z][a-z0-9-]*(?=["'`\s])/g) ?? []);
  return [...new Set(words)].filter((word) => icons.has(word)).sort();
}

/**
 * @param {string} sheet
 * @param {ReadonlySet<string>} shown
 * @param {Buffer} font
 * @param {boolean} minify
 */
async function reducedSheet(sheet, shown, font, minify) {
  const face = /src: url\("[^"]*"\) format\("truetype"\);/;
  if (!face.test(sheet))
    throw new Error('The sheet of codicons names its font otherwise now: see build/iconFont.mjs.');
  const reduced = sheet
    .replace(rule, (text, name) => (shown.has(name) ? text : ''))
    .replace(face, `src: url("data:font/woff2;base64,${font.toString('base64')}") format("woff2");`);
  const { code } = await transform(reduced, { loader: 'css', minify });
  return code;
}
