import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { DetailsPage } from '../support/detailsPage.js';
import { device, known, situations } from '../support/detailsStates.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the state that the html has', () => {
  const first = { id: 'x', state: { ...known, device: { ...device, name: 'Earlier' } } };

  it('is drawn before the host has said anything', async () => {
    const details = await DetailsPage.open(browser, { state: known, first });
    await expect.poll(() => details.names()).toEqual(['Earlier', device.name]);
    expect(await details.stage.kept()).toMatchObject({ first: 'x' });
    await details.close();
  });

  it('isn’t drawn by a page that is made of the same html once more', async () => {
    const details = await DetailsPage.open(browser, { state: known, first, kept: { first: 'x' } });
    expect(await details.names()).toEqual([device.name]);
    await details.close();
  });
});

describe('the head of the details, and its menu', () => {
  it.each(['known', 'gateway', 'subDevice', 'stale'])(
    'has a header of few lines at every width: %s',
    async (name) => {
      const state = situations[name] ?? known;
      const details = await DetailsPage.open(browser, { state });
      const { page } = details;
      for (let width = 320; width <= 1400; width += 30) {
        await page.setViewportSize({ width, height: 600 });
        const size = await page.evaluate(() => {
          const heightOf = (selector: string): number =>
            document.querySelector(selector)?.getBoundingClientRect().height ?? Infinity;
          return {
            head: heightOf('.head'),
            name: heightOf('h1'),
            overflow: document.documentElement.scrollWidth - window.innerWidth,
          };
        });
        expect(size.head, `head at ${width} px`).toBeLessThan(width < 480 ? 330 : 220);
        expect(size.name, `name at ${width} px`).toBeLessThan(70);
        expect(size.overflow, `${width} px`).toBe(0);
      }
      await details.close();
    },
  );

  it.each(themeNames)('keeps buttons readable that have the focus or the pointer: %s', async (theme) => {
    const details = await DetailsPage.open(browser, { state: situations['stale'] ?? known, theme });
    const { page } = details;
    await page.locator('vscode-button', { hasText: 'Copy ID' }).focus();
    await page.locator('vscode-button', { hasText: 'More' }).hover();
    const contrasts = await page.locator('.actions vscode-button').evaluateAll((buttons) => {
      const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (color: string): number => {
        const [red = 0, green = 0, blue = 0] = channels(color).map((channel) =>
          channel > 10 ? ((channel / 255 + 0.055) / 1.055) ** 2.4 : channel / 255 / 12.92,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      return buttons.map((button) => {
        const base = button.shadowRoot?.querySelector('.base');
        if (!base) return 0;
        const { color, backgroundColor } = getComputedStyle(base);
        const isClear = channels(backgroundColor)[3] === 0;
        const ground = isClear ? getComputedStyle(document.body).backgroundColor : backgroundColor;
        const [light = 0, dark = 0] = [luminance(color), luminance(ground)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
      });
    });
    await details.close();
    expect(contrasts).toHaveLength(4);
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
  });

  describe.each(themeNames)('what is done now and then: %s', (theme) => {
    it('is in a menu, by keyboard alone', async () => {
      const details = await DetailsPage.open(browser, { state: known, theme, width: 320 });
      const { page } = details;
      const more = page.getByRole('button', { name: 'More', exact: true });
      const items = page.getByRole('menuitem');
      const active = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.textContent ?? null);
      await more.focus();
      await page.keyboard.press('ArrowDown');
      await expect
        .poll(() => items.allInnerTexts())
        .toEqual([
          'Copy as JSON',
          'Copy Link',
          'Reveal in Tree',
          'Export…',
          'Compare with Another Device…',
          'Take a Snapshot of the Data Points',
          'Show What Changed Since',
          'Restore Factory Defaults…',
          'Delete…',
        ]);
      await picture(page, `details-menu-${theme}-320`);
      expect(await faultsOf(page, undefined, coloursOnly)).toEqual([]);
      const box = await page.getByRole('menu').boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      for (const [key, name] of [
        ['ArrowUp', 'Delete…'],
        ['Home', 'Copy as JSON'],
        ['r', 'Reveal in Tree'],
        ['r', 'Restore Factory Defaults…'],
      ] as const) {
        await page.keyboard.press(key);
        expect((await active())?.trim()).toBe(name);
      }
      await page.keyboard.press('Escape');
      expect(await items.count()).toBe(0);
      expect((await active())?.trim()).toBe('More');
      const actions = [
        ...['copyLink', 'reveal', 'export', 'compare', 'takeSnapshot', 'compareSnapshot'],
        ...['reset', 'delete'],
      ];
      for (const [at, action] of actions.entries()) {
        await page.keyboard.press('Enter');
        for (let step = 0; step <= at; step++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await expect.poll(() => details.asked.at(-1)).toBe(`run ${action}`);
      }
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await expect.poll(() => details.copied.length).toBe(1);
      await more.click();
      await page.locator('h1').click();
      expect(await items.count()).toBe(0);
      await details.close();
    });

    it('says why it can’t be done in a protected project', async () => {
      const details = await DetailsPage.open(browser, { state: { ...known, isProtected: true }, theme });
      const { page } = details;
      await page.getByRole('button', { name: 'More', exact: true }).click();
      for (const name of ['Restore Factory Defaults…', 'Delete…']) {
        const item = page.getByRole('menuitem', { name });
        expect(await item.innerText()).toContain('This project is protected');
        expect(await item.getAttribute('aria-disabled')).toBe('true');
        await item.click({ force: true });
      }
      await picture(page, `details-menu-protected-${theme}`);
      expect(await faultsOf(page, undefined, coloursOnly)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Reveal in Tree' }).click();
      await expect.poll(() => details.asked).toEqual(['run reveal']);
      await details.close();
    });

    it('labels and values differ', async () => {
      const details = await DetailsPage.open(browser, {
        state: situations['outletsAndUsers'] ?? known,
        theme,
      });
      const looks = (selector: string): Promise<string[]> =>
        details.page.locator(selector).evaluateAll((all) =>
          [
            ...new Set(
              all.map((one) => {
                const { color, fontWeight } = getComputedStyle(one);
                return `${color} ${fontWeight}`;
              }),
            ),
          ].sort(),
        );
      for (const [labels, values] of [
        ['.facts dt', '.facts dd'],
        ['.attributes .label', '.attributes td bdi'],
      ] as const) {
        const [label, ...others] = await looks(labels);
        expect(others).toEqual([]);
        expect(await looks(values)).not.toContain(label);
      }
      await details.close();
    });
  });

  it('says the category in words beside its code, and a code without words alone', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const category = details.page.locator('.head .facts > div', { hasText: 'Category' }).locator('dd');
    expect(await category.innerText()).toBe('Power strip (pc)');
    await details.show({ ...known, device: { ...device, category: 'xyz' } });
    expect(await category.innerText()).toBe('xyz');
    await details.close();
  });
});
