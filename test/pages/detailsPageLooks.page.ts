import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { DetailsPage } from '../support/detailsPage.js';
import { situations } from '../support/detailsStates.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture, takesPictures } from '../support/pictures.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('how the details look', () => {
  describe.each(Object.entries(situations))('%s', (name, state) => {
    let details: DetailsPage;
    beforeAll(async () => (details = await DetailsPage.open(browser, { state, width: 400 })));
    afterAll(() => details.close());

    it.each(themeNames)(`has no accessibility fault and fits a narrow editor: ${name}, %s`, async (theme) => {
      const { page, stage } = details;
      // axe puts sheets of its own into the page, which the policy objects to.
      const earlier = (await stage.violations()).length;
      await stage.switchTheme(theme);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const violations = (await stage.violations()).slice(earlier);
      await picture(page, `details-${name}-${theme}-400`, { fullPage: true });
      expect(await faultsOf(page, undefined, theme === themeNames[0] ? undefined : coloursOnly)).toEqual([]);
      expect({ overflow, violations }).toEqual({ overflow: 0, violations: [] });
    });

    it('fits a wide editor', async () => {
      const { page, stage } = details;
      await page.setViewportSize({ width: 1200, height: 900 });
      for (const theme of takesPictures ? themeNames : []) {
        await stage.switchTheme(theme);
        await picture(page, `details-${name}-${theme}-1200`, { fullPage: true });
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      if (name === 'outletsAndUsers') expect(await faultsOf(page)).toEqual([]);
    });
  });
});
