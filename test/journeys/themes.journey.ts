import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { takesPictures } from '../support/pictures.js';
import { root } from '../vscode/paths.mjs';
import { journey } from './harness/journey.js';

/** As the list of themes calls them. */
const labels = [
  'Abyss',
  'Dark 2026',
  'Dark High Contrast',
  'Dark Modern',
  'Dark (Visual Studio)',
  'Dark+',
  'Kimbie Dark',
  'Light 2026',
  'Light High Contrast',
  'Light Modern',
  'Light (Visual Studio)',
  'Light+',
  'Monokai',
  'Monokai Dimmed',
  'Quiet Light',
  'Red',
  'Solarized Dark',
  'Solarized Light',
  'Tomorrow Night Blue',
];

/** What the window itself is painted with: no page of ours asks for it. */
const ofTheWindow = ['sideBar-background', 'sideBar-foreground'];
const writes = process.env['TUYA_WRITE_THEMES'] === '1';

async function variablesInUse(): Promise<string[]> {
  const folder = join(root, 'dist', 'webview');
  const files = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const found = texts.flatMap((text) => text.match(/--vscode-[A-Za-z0-9-]*[A-Za-z0-9]/g) ?? []);
  return [...new Set([...found, ...ofTheWindow.map((name) => `--vscode-${name}`)])].toSorted();
}

// VS Code's version is fixed, and its themes with it: this is for the day it changes.
if (takesPictures || writes)
  journey(
    'the themes that tests know are those of VS Code',
    { companion: true, allBuiltins: true, timeoutMs: 300_000 },
    async ({ workbench }) => {
      const { page, quickInput } = workbench;
      await workbench.tree(/Devices/).choose(/Body fat scale/);
      const panel = workbench.webview(/Body fat scale/);
      await panel.shown();
      const body = panel.content.locator('body');
      const themeOfPage = (): Promise<string> => body.evaluate((own) => own.dataset['vscodeThemeId'] ?? '');
      const names = await variablesInUse();
      const found: Record<string, unknown> = {};
      for (const label of labels) {
        await workbench.palette.run('Preferences: Color Theme');
        await quickInput.widget.locator('input[placeholder*="Color Theme"]').waitFor();
        const before = await themeOfPage();
        await quickInput.type(label);
        await quickInput.options
          .filter({ has: page.getByText(label, { exact: true }) })
          .first()
          .click();
        await quickInput.gone();
        if (label !== 'Dark Modern') await expect.poll(themeOfPage).not.toBe(before);
        found[await themeOfPage()] = await body.evaluate(
          (own, wanted) => ({
            kind: own.dataset['vscodeThemeKind'],
            variables: Object.fromEntries(
              wanted.flatMap((name) => {
                const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
                return value === '' ? [] : [[name, value]];
              }),
            ),
          }),
          names,
        );
      }
      expect(Object.keys(found)).toHaveLength(labels.length);
      await page.mouse.move(0, 0);
      const file = join(root, 'test', 'fixtures', 'builtinThemes.json');
      if (writes) await writeFile(file, `${JSON.stringify(found, undefined, 1)}\n`);
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(found);
    },
  );
