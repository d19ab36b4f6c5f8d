import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { marked, markedLanguage, readWords, wordsInCode } from '../../support/languages.js';
import { kept, vsix } from '../../vscode/paths.mjs';
import { packageCompanion, packageExtension } from '../../vscode/packages.mjs';
import { installExtension } from '../../vscode/server.mjs';

/**
 * A folder with the packaged extension installed the way people install it. Made once for each content of the package:
 * windows share it, for none of them writes to it.
 * @param companion with the little extension of `npm start` that opens the demo
 */
export async function installedExtensions(dataDir: string, companion: boolean): Promise<string> {
  if (!existsSync(vsix)) await packageExtension();
  const files = companion ? [vsix, await packageCompanion()] : [vsix];
  const parent = join(kept, 'installed', companion ? 'with-companion' : 'alone');
  const folder = join(
    parent,
    await digest(companion ? [vsix, join(kept, '..', 'test/vscode/companion/opener.cjs')] : [vsix]),
  );
  const done = join(folder, '.complete');
  if (existsSync(done)) return folder;
  // Another worker may be at it, too: each installs into a folder of its own, and the first one's stays.
  const own = `${folder}.${process.pid}`;
  for (const file of files) await installExtension(file, { dataDir, extensionsDir: own });
  await writeFile(join(own, '.complete'), '');
  try {
    await rename(own, folder);
  } catch (error) {
    if (!existsSync(done)) throw error;
    await rm(own, { recursive: true, force: true });
  }
  await sweepOld(parent, basename(folder));
  return folder;
}

/** Takes away what was installed of other packages, but not what somebody may be installing now. */
async function sweepOld(parent: string, kept: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(kept)) continue;
    const { mtimeMs } = await stat(join(parent, name));
    if (Date.now() - mtimeMs > 3_600_000) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** The same, with the marked language in it, which nobody gets. */
export async function installedWithMarkedLanguage(dataDir: string): Promise<string> {
  const plain = await installedExtensions(dataDir, false);
  const folder = join(dataDir, 'marked-extensions');
  await cp(plain, folder, { recursive: true });
  const [own] = (await readdir(folder)).filter((name) => name.includes('tuya-device-explorer'));
  if (own === undefined) throw new Error('The extension isn’t among the installed ones.');
  const manifest = Object.entries(await readWords('package.nls.json')).map(
    ([key, text]) => [key, marked(text)] as const,
  );
  const code = (await wordsInCode()).map((text) => [text, marked(text)] as const);
  await mkdir(join(folder, own, 'l10n'), { recursive: true });
  await writeFile(
    join(folder, own, 'l10n', `bundle.l10n.${markedLanguage}.json`),
    JSON.stringify(Object.fromEntries(code)),
  );
  await writeFile(
    join(folder, own, `package.nls.${markedLanguage}.json`),
    JSON.stringify(Object.fromEntries(manifest)),
  );
  return folder;
}

async function digest(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}
