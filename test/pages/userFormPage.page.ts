import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';
import { form, formSituations, key } from '../support/screens/formSituations.js';
import { UserFormPage } from '../support/userFormPage.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe.each(Object.entries(formSituations))('the form of a user, %s', (name, state) => {
  let page: UserFormPage;
  beforeAll(async () => (page = await UserFormPage.open(browser, { state })));
  afterAll(() => page.close());

  it.each(themeNames.flatMap((theme) => [1000, 400].map((width) => ({ theme, width }))))(
    'has no accessibility fault and fits: $theme, $width px',
    async ({ theme, width }) => {
      const { stage } = page;
      const errors = stage.errors.length;
      await stage.page.setViewportSize({ width, height: 900 });
      await stage.switchTheme(theme);
      const overflow = await stage.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      await picture(stage.page, `user-form-${name}-${theme}-${width}`, { fullPage: true });
      // axe puts sheets of its own into the page, which the policy objects to.
      expect(stage.errors.slice(errors)).toEqual([]);
      const rules = theme === themeNames[0] ? undefined : coloursOnly;
      expect(await faultsOf(stage.page, undefined, rules)).toEqual([]);
      expect(overflow).toBe(0);
    },
  );
});

it('comes up where it has to ask for its files, one script before the other', async () => {
  const page = await UserFormPage.open(browser, { asks: true });
  await page.page.getByLabel('Nickname').waitFor();
  expect(page.stage.errors).toEqual([]);
  await page.close();
});

it('keeps with what was typed whom it had sent, until nobody was', async () => {
  const earlier = { user: { nickName: 'Zoë', sex: 2, height: 171 }, added: { userId: '7' } } as const;
  const page = await UserFormPage.open(browser, { state: { isDirty: true, form, earlier } });
  await expect.poll(() => page.stage.kept()).toMatchObject({ ...key, draft: form, earlier });
  await page.show({ earlier: undefined });
  expect((await page.stage.kept())['earlier']).toBeUndefined();
  await page.close();
});
