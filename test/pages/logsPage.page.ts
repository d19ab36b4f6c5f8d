import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogsPage } from '../support/logsPage.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames, type ThemeName } from '../support/themes.js';
import { picture, takesPictures } from '../support/pictures.js';
import { forMenus, logMenus, logSights } from '../support/screens/logSights.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

/** What is seen most, looked at in every theme; the other sights in one dark and one light. */
const everywhere = ['busy', 'keep', 'details', 'devices', 'chart', 'problem', 'costly'];

describe('the log page', () => {
  describe.each(Object.entries(logSights))('%s', (name, observation) => {
    let logs: LogsPage;
    beforeAll(async () => {
      logs = await LogsPage.open(browser, { ...observation.options(), width: 400, height: 760 });
      await observation.act?.(logs);
    });
    afterAll(() => logs.close());

    it.each(themesOf(name))(
      `has no accessibility fault and fits a narrow editor: ${name}, %s`,
      async (theme) => {
        const { page, stage } = logs;
        // axe puts sheets of its own into the page, which the policy objects to.
        const earlier = { violations: (await stage.violations()).length, errors: stage.errors.length };
        await stage.switchTheme(theme);
        await logs.settled();
        await picture(page, `logs-${name}-${theme}-400`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        const before = {
          overflow,
          violations: (await stage.violations()).slice(earlier.violations),
          errors: stage.errors.slice(earlier.errors),
        };
        expect(await faultsOf(page, undefined, theme === 'light' ? undefined : coloursOnly)).toEqual([]);
        expect(before).toEqual({ overflow: 0, violations: [], errors: [] });
      },
    );

    // Last: another width may close what is open.
    it('fits a wide editor', async () => {
      const { page, stage } = logs;
      await page.setViewportSize({ width: 1200, height: 760 });
      await logs.settled();
      for (const theme of takesPictures ? themesOf(name) : []) {
        await stage.switchTheme(theme);
        await logs.settled();
        await picture(page, `logs-${name}-${theme}-1200`);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    });
  });

  describe('menus', () => {
    let logs: LogsPage;
    beforeAll(async () => {
      logs = await LogsPage.open(browser, { snapshot: forMenus, width: 400, height: 760 });
    });
    afterAll(() => logs.close());

    it.each(themeNames)(
      'are without accessibility fault and fit a narrow editor: %s',
      async (theme) => {
        const { page, stage } = logs;
        await stage.switchTheme(theme);
        for (const menu of logMenus) {
          await page.locator(`.${menu}-menu > .tool`).click();
          await page.getByRole('dialog').waitFor();
          await stage.drawn();
          await picture(page, `logs-menu-${menu}-${theme}-400`);
          expect({
            menu,
            faults: await faultsOf(page, '.popup', theme === 'light' ? undefined : coloursOnly),
          }).toEqual({ menu, faults: [] });
          const box = await page.getByRole('dialog').boundingBox();
          expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 400, menu).toBe(true);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      },
      90_000,
    );
  });
});

function themesOf(sight: string): readonly ThemeName[] {
  return everywhere.includes(sight) ? themeNames : ['light', 'dark'];
}
