import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailsState } from '../../src/model/details/detailsState.js';
import { TuyaError } from '../../src/tuya/errors/errors.js';
import { DetailsPage } from '../support/detailsPage.js';
import { inDoubt, known, ref, seenDone, situations } from '../support/detailsStates.js';
import { pageBrowser } from '../support/pageBrowser.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the details page', () => {
  it.each<[string, string, string, DetailsState, DetailsState]>([
    ['Refresh', '', 'refresh', { ...known, refreshing: true }, known],
    ['Try Again', '', 'refresh', { ...known, refreshing: true }, known],
    [
      'Read Users',
      'users',
      'loadUsers',
      { ...known, users: { state: 'loading' } },
      { ...known, users: { state: 'unsupported' } },
    ],
    [
      'Read Outlets',
      'outlets',
      'loadOutlets',
      { ...known, outlets: { state: 'loading' } },
      { ...known, outlets: { state: 'unsupported' } },
    ],
    [
      'Read Factory Data',
      'factory',
      'loadFactory',
      { ...known, factory: { state: 'loading' } },
      { ...known, factory: { state: 'read', value: { id: 'x', uuid: 'u', extra: {} } } },
    ],
  ])('keeps the keyboard where it was: %s', async (name, section, asked, loading, read) => {
    const details = await DetailsPage.open(browser, {
      state: name === 'Try Again' ? (situations['stale'] ?? known) : known,
    });
    const { page } = details;
    const place = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document;
        const home = activeElement?.closest('.section')?.className.replace('section section-', '');
        return home ?? (activeElement?.closest('.head') ? '' : 'nowhere');
      });
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    if (asked !== 'refresh') await expect.poll(() => details.asked).toEqual([asked]);
    await details.show(loading);
    await expect.poll(place).toBe(section);
    await details.show(read);
    await expect.poll(place).toBe(section);
    // A click into nothing takes it away, and then nothing gives it back.
    await page.locator('h1').click();
    expect(await place()).toBe('nowhere');
    await details.show(known);
    expect(await place()).toBe('nowhere');
    await details.close();
  });

  it('says that a device was deleted here, and offers nothing that takes one', async () => {
    const details = await DetailsPage.open(browser, { state: situations['deleted'] ?? known });
    const { page } = details;
    await page.getByRole('heading', { name: 'This device was deleted' }).waitFor();
    expect(await page.locator('.head-states').innerText()).toMatch(/^Deleted\s+Last read /);
    expect(await page.locator('.live, tuya-name, .rename').count()).toBe(0);
    for (const name of ['Edit Ada (5100001)', 'Delete Ada (5100002)'])
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^Read / }).count()).toBe(0);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const disabled = page.locator('.menu-item[aria-disabled=true] .menu-label');
    expect(await disabled.allInnerTexts()).toHaveLength(7);
    await details.close();
  });

  it('says that there are no outlets where reading showed it, and asks again where a person wants that', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, lacksOutlets: true } });
    const { page } = details;
    await page.getByText('Another device of this product was asked: it has no outlets with names.').waitFor();
    await page.getByRole('button', { name: 'Read Outlets' }).click();
    await expect.poll(() => details.asked).toEqual(['loadOutlets']);
    await details.show({ ...known, outlets: { state: 'unsupported' } });
    await page.getByText('This device has no outlets with names.').waitFor();
    await details.close();
  });

  it('says of a sub-device too that nobody knows whether it is online', async () => {
    const details = await DetailsPage.open(browser, {
      state: { ...known, subDevices: { state: 'read', value: ['s1'] } },
      context: { device: () => undefined },
    });
    await details.page.locator('.links li').getByText('Online state unknown').waitFor({ timeout: 5_000 });
    await details.close();
  });

  it('says that it can’t be shown instead of showing what was so, asks again, and comes back', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, refreshing: true } });
    const { page } = details;
    await details.showNone();
    expect(await page.locator('h1').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.locator('h1').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await details.close();
  });

  it('is used by keyboard alone: sections, times, long values, links', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, gatewayId: 'g1' } });
    const { page } = details;
    const time = page
      .getByRole('row', { name: /Last paired/ })
      .getByRole('button', { name: '14 Nov 2023, 23:13:20' });
    await time.focus();
    const forms = page.getByRole('tooltip').filter({ visible: true });
    await expect
      .poll(() => forms.innerText())
      .toMatch(/15 Nov 2023, 06:13:20 \(\+08:00\)[^]*2023-11-14T22:13:20\.000Z/);
    await page.keyboard.press('Escape');
    await forms.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Show all' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('pre.whole').waitFor();
    await page.locator('summary', { hasText: 'Attributes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /Last paired/ }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'g1' }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => details.opened).toEqual(['g1']);
    await details.close();
  });

  it('keeps reference, folded sections and place through its own end', async () => {
    const details = await DetailsPage.open(browser, {
      state: known,
      kept: { folded: ['factory'], scroll: 120 },
    });
    const { page } = details;
    await expect.poll(() => page.evaluate(() => Math.round(window.scrollY))).toBe(120);
    await page.locator('summary', { hasText: 'Data Points' }).click();
    const kept = (): Promise<unknown> =>
      page.evaluate(() => (window as unknown as { kept(): unknown }).kept());
    await expect.poll(kept).toMatchObject({ ...ref, folded: ['factory', 'dataPoints'] });
    await details.close();
  });

  it('says once why an outlet keeps its name, and keeps what was typed', async () => {
    const refused = new TuyaError('conflict', {
      operation: 'outlets.rename',
      message: '',
      remedy: 'chooseAnotherName',
      code: 2101,
    });
    const details = await DetailsPage.open(browser, {
      state: { ...known, ...situations['outletsAndUsers'] },
      writes: {
        renameOutlet: () => Promise.resolve({ outcome: 'notDone', settledBy: 'answer', error: refused }),
      },
    });
    const { page } = details;
    await page.getByRole('button', { name: 'Rename switch_1' }).last().click();
    await page.keyboard.type('Lamp');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'New name for switch_1' });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('Lamp');
    const text = await page.evaluate(() => document.body.textContent);
    expect(text.split('Another device has this name already.')).toHaveLength(2);
    await details.close();
  });

  it('tells of changes in doubt, and what came of them, until each is put away', async () => {
    const renaming = { ref, operation: 'devices.rename', about: ['Lamp'] } as const;
    const looking = { ...renaming, id: 1, result: { ...inDoubt, later: Promise.resolve(inDoubt) } };
    const details = await DetailsPage.open(browser, { state: { ...known, doubts: [looking] } });
    const { page } = details;
    const notice = page.getByRole('alert');
    await notice.getByRole('heading', { name: /Whether the name is/ }).waitFor();
    await notice.getByText('Checking again automatically…').waitFor();
    await notice.getByRole('button', { name: 'Check Again' }).click();
    await notice.getByRole('button', { name: 'Stop Checking' }).click();
    await expect.poll(() => details.asked).toEqual(['lookAgain 1', 'dismissDoubt 1']);
    await details.show({ ...known, doubts: [{ ...looking, result: inDoubt }] });
    await notice.getByRole('button', { name: 'Dismiss' }).waitFor();
    await notice.getByText('Checking again automatically…').waitFor({ state: 'detached' });
    await details.show({ ...known, doubts: [{ ...looking, result: seenDone }] });
    await notice.getByRole('heading', { name: /a check showed that it was renamed/ }).waitFor();
    await notice.getByRole('button', { name: 'Check Again' }).waitFor({ state: 'detached' });
    await details.close();
  });

  it('tells politely how a refresh went', async () => {
    const details = await DetailsPage.open(browser, {
      state: known,
      refresh: () => Promise.resolve({ outcome: 'updated', changed: 4 }),
    });
    await details.page.getByRole('button', { name: 'Refresh' }).click();
    const said = details.page.locator('[aria-live=polite]');
    await expect.poll(() => said.innerText()).toBe('Device read again; data points changed: 4.');
    await details.close();
  });
});
