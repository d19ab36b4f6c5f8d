import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostSpeaks } from '../support/hostTexts.js';
import { readWords } from '../support/languages.js';
import { layoutFaults } from '../support/layoutFaults.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { ContactSheet, sheetFolder } from '../support/screens/contactSheet.js';
import { screens, type Look, type Screen } from '../support/screens/screens.js';
import { themeNames } from '../support/themes.js';

/** Set by `npm run screenshots`: every screen in every theme, width and language, with pictures of them. */
const wanted = process.env['TUYA_SCREENS'];
const isWhole = wanted !== undefined;

const widths = [1400, 1000, 800, 640, 400];
const looks: readonly (Look & { readonly name: string })[] = [
  ...widths.map((width) => ({ name: `${width}`, width, height: 600 })),
  { name: '1000-at-150%', width: 1000, height: 600, zoom: 1.5 },
];
const languages = [undefined, 'zh-cn'] as const;

let browser: Browser;
const sheet = new ContactSheet();

beforeAll(async () => {
  browser = await pageBrowser();
  if (wanted === '') await rm(sheetFolder, { recursive: true, force: true });
});

afterAll(async () => {
  await hostSpeaks(undefined);
  if (isWhole) console.log(`The contact sheet: ${await sheet.write()}`);
});

/** In one language: as it was opened and, where it is no menu, in the other widths. */
async function faultsIn(screen: Screen, language: string | undefined): Promise<readonly string[]> {
  const found: string[] = [];
  const texts = language === undefined ? undefined : await readWords(`l10n/bundle.l10n.${language}.json`);
  await hostSpeaks(language);
  const said = language === undefined ? {} : { language, texts };
  // A menu closes where the window changes; others are opened once and then narrowed.
  const once = screen.isMenu ? ['1000', '400', '1000-at-150%'] : ['1400', '1000-at-150%'];
  const opened = isWhole ? looks : looks.filter(({ name }) => once.includes(name));
  for (const { name, ...look } of opened) {
    const { stage, close } = await openScreen(screen, { ...look, ...said });
    const measure = async (where: string): Promise<void> => {
      const faults = await layoutFaults(stage.page);
      found.push(...faults.map((fault) => `${language ?? 'en'} ${where}: ${fault}`));
      sheet.measured(screen.name, `${language ?? 'en'} ${where}`, faults);
    };
    await measure(name);
    if (isWhole)
      for (const theme of themeNames) {
        await stage.switchTheme(theme);
        await sheet.shoot(stage.page, { screen: screen.name, language: language ?? 'en', theme, look: name });
      }
    else if (!look.zoom && !screen.isMenu)
      for (const width of widths.slice(1)) {
        await stage.page.setViewportSize({ width, height: 600 });
        await stage.drawn();
        await measure(String(width));
      }
    await close();
  }
  return found;
}

async function openScreen(screen: Screen, look: Look) {
  const opened = await screen.open(browser, look);
  return { stage: opened.stage, close: () => opened.close() };
}

/** What every run looks at: where most stands beside each other, and what has broken before. */
const telling = [
  'details-outletsAndUsers',
  'details-withModel',
  'details-modelNotRenewed',
  'details-send-choice',
  'details-menu',
  'log-keep',
  'log-chart',
  'log-explainedDetails',
  'log-eightDevices',
  'log-costly',
  'log-rowMenu',
  'log-menu-range',
  'log-menu-help',
  'form-wrong',
];

describe('every text can be read, in every width and language:', () => {
  const chosen = screens.filter(({ name }) => (isWhole ? name.includes(wanted) : telling.includes(name)));
  it.each(chosen.map((screen) => [screen.name, screen] as const))(
    '%s',
    { timeout: isWhole ? 600_000 : 60_000 },
    async (_name, screen) => {
      const found: string[] = [];
      for (const language of languages) found.push(...(await faultsIn(screen, language)));
      expect(found).toEqual([]);
    },
  );

  it('and what can’t be is found', async () => {
    const [screen] = screens;
    if (!screen) throw new Error('There is no screen.');
    const opened = await screen.open(browser, { width: 640, height: 600 });
    await opened.stage.page.evaluate(() => {
      const put = (style: string, text: string): void => {
        const part = document.createElement('div');
        part.style.cssText = `position:absolute;left:0;top:0;${style}`;
        part.textContent = text;
        document.body.append(part);
      };
      put('width:20px;overflow:hidden;white-space:nowrap;z-index:9', 'cut off text');
      put('left:300px;top:300px;z-index:9', 'one text');
      put('left:310px;top:302px;z-index:9', 'another text');
      put('left:600px;width:100px;top:400px', 'x');
    });
    const found = (await layoutFaults(opened.stage.page)).join('\n');
    expect(found).toMatch(/“cut off text”.*cut off sideways/);
    expect(found).toMatch(/“(one|another) text” \([^)]*div\) stands on “(one|another) text”/);
    expect(found).toMatch(/scrolls sideways by/);
    await opened.close();
  });

  it('are known by name', () => {
    const names = screens.map(({ name }) => name);
    expect(telling.filter((name) => !names.includes(name))).toEqual([]);
  });
});
