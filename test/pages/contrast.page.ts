import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { faintParts } from '../support/faintParts.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { screens } from '../support/screens/screens.js';
import { soaked } from '../support/soak.js';
import { builtinThemes, type Theme } from '../support/themes.js';

let browser: Browser;

beforeAll(async () => (browser = await pageBrowser()));

/** What says something by its colour and shape: icons of states and events, dots, bars, the lines of a chart. */
const graphics = [
  '.ok.codicon',
  '.warn.codicon',
  '.state .codicon',
  '.notice-icon',
  '.device-dot',
  '.cell-type > .codicon',
  '.chip > .codicon',
  '.sent-line .codicon',
  '.colour-probe',
];

/** Where most of our colours are. */
const looked = [
  'details-outletsAndUsers',
  'details-withModel',
  'details-inDoubt',
  'details-stale',
  'details-deleted',
  'details-unread',
  'details-modelNotRenewed',
  'details-protectedAndStopped',
  'details-send-choice',
  'details-menu',
  'log-eightDevices',
  'log-keep',
  'log-explainedDetails',
  'log-problemWithRows',
  'log-wrongFilter',
  'log-rowMenu',
  'log-completion',
  'log-menu-help',
  'log-chart',
  'form-wrong',
];

/** Every screen in a third of the themes and every theme on a third of the screens; all of each in `npm run test:soak`. */
function themesFor(screen: number): readonly (readonly [string, Theme])[] {
  const all = [...builtinThemes];
  return soaked(
    all,
    all.filter((_, at) => at % 3 === screen % 3),
  );
}

describe('in the themes that come with VS Code, text has 4.5:1 and what tells by colour 3:1:', () => {
  const chosen = screens.filter(({ name }) => looked.includes(name));
  it.each(chosen.map((screen) => [screen.name, screen] as const))('%s', async (name, screen) => {
    const opened = await screen.open(browser, { width: 1000, height: 900 });
    const { stage } = opened;
    if (name === 'log-eightDevices') await stage.page.evaluate(addProbes);
    const found: string[] = [];
    for (const [id, theme] of themesFor(looked.indexOf(name))) {
      await stage.switchTheme(theme);
      for (const { where, text, ratio } of await faintParts(stage.page, graphics))
        found.push(`${id}: ${ratio}:1 ${where} “${text}”`);
    }
    expect(found).toEqual([]);
    await opened.close();
  });

  it('and what is fainter is found', async () => {
    const screen = chosen.find(({ name }) => name === 'log-keep');
    const opened = await screen?.open(browser, { width: 1000, height: 600 });
    if (!opened) return;
    const { page } = opened.stage;
    await page.evaluate(() => {
      const text = document.createElement('p');
      text.textContent = 'faint text';
      text.style.cssText = 'color: #777; background: #888';
      const dot = document.createElement('i');
      dot.className = 'device-dot';
      dot.style.background = '#222';
      document.body.append(text, dot);
    });
    const found = await faintParts(page, graphics);
    expect(found.map(({ needs }) => needs)).toEqual([4.5, 3]);
    await opened.close();
  });

  it('are known by name', () => expect(chosen).toHaveLength(looked.length));
});

/** All colours of devices and of events, on the editor as a chart draws them. */
function addProbes(): void {
  const of = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
  for (const name of of('colour', 8)) {
    const probe = document.createElement('i');
    probe.className = `colour-probe device-dot ${name}`;
    document.body.append(probe);
  }
}
