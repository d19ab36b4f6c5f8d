import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailsState } from '../../src/model/details/detailsState.js';
import { ToldError } from '../../src/platform/errorMessages/problemTexts.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { DetailsPage } from '../support/detailsPage.js';
import { device, known, secret } from '../support/detailsStates.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';
import { hostileTexts } from '../unit/panels/hostile.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('what others wrote, in the details', () => {
  it('has the last changes of a data point one click away, whatever its code is', async () => {
    const code = '"><img src=x> dp:other';
    const details = await DetailsPage.open(browser, {
      state: { ...known, device: { ...device, status: [{ code, value: 1 }, ...device.status] } },
    });
    await details.page.getByRole('button', { name: `Show the last changes of ${code} in the log` }).click();
    await details.page.getByRole('button', { name: 'Show the last changes of cur_power in the log' }).click();
    await expect.poll(() => details.asked).toEqual([`log ${code}`, 'log cur_power']);
    await details.close();
  });

  it('marks what can’t be read in its own row, raw, in every theme', async () => {
    const { online: _online, ...without } = device;
    const unread = ['online', 'status[1]', 'status[7]'].map((field) => ({ field, problem: 'has no code' }));
    const extra = {
      online: 'perhaps',
      'status[1]': { value: 5, token: secret },
      'status[7]': 'x'.repeat(3_000),
    };
    const marked = (field: string, raw: unknown) => ({
      extra: { [field]: raw },
      unread: [{ field, problem: '' }],
    });
    const factory = { state: 'read', value: { id: 'x', ...marked('sn', ['SN?']) } } as const;
    const items = [{ userId: '1', nickName: 'Ada', ...marked('birthday', '1990-99-99') }];
    const users = { state: 'read', value: { items, badRecords: [] } } as const;
    for (const theme of themeNames) {
      const details = await DetailsPage.open(browser, {
        state: { ...known, device: { ...without, extra, unread }, factory, users },
        theme,
      });
      const { page } = details;
      const mark = 'can’t be read';
      for (const text of ['SN?', '1990-99-99'])
        expect(await page.locator('tr, dd').filter({ hasText: text }).textContent()).toContain(mark);
      const row = page.getByRole('row').filter({ hasText: 'perhaps' });
      expect(await row.textContent()).toContain(mark);
      expect(await row.textContent()).toContain('online');
      const points = page.getByRole('table', { name: 'Data points that can’t be read' }).getByRole('row');
      expect(await points.count()).toBe(2);
      expect(await points.first().textContent()).toMatch(
        /status\[1\].*\{"value":5,"token":"•••"\}.*can’t be read/s,
      );
      expect(await page.content()).not.toContain(secret);
      await points.first().getByRole('button', { name: 'Copy status[1]' }).click();
      await expect.poll(() => details.copied).toEqual(['{"value":5}']);
      await row.scrollIntoViewIfNeeded();
      await picture(page, `details-unread-${theme}`);
      await points.first().scrollIntoViewIfNeeded();
      await picture(page, `details-unread-points-${theme}`);
      expect(await faultsOf(page, undefined, theme === themeNames[0] ? undefined : coloursOnly)).toEqual([]);
      await details.close();
    }
  });

  it('turns none of the hostile texts into elements, requests, dialogs or violations', async () => {
    const hostile = (text: string): DetailsState => ({
      ...known,
      gatewayId: 'g',
      subDevices: { state: 'read', value: ['s1'] },
      changes: new Map([[text, { wasThere: true, previous: text }]]),
      problem: new ToldError({ what: text, remedy: text, tid: text }),
      factory: { state: 'read', value: { id: 'x', uuid: text, sn: text, mac: text, extra: {} } },
      device: {
        ...device,
        ...Object.fromEntries(
          [
            'name',
            'uid',
            'category',
            'productName',
            'productId',
            'model',
            'ip',
            'timeZone',
            'uuid',
            'lat',
          ].map((field) => [field, text]),
        ),
        status: [{ code: text, value: text, type: text }],
        extra: { [text]: text },
      },
    });
    const details = await DetailsPage.open(browser, {
      state: hostile('plain'),
      context: {
        device: () => ({ at: 0, value: { id: 's1', name: known.device?.name ?? '', status: [], extra: {} } }),
      },
      width: 400,
    });
    let dialogs = 0;
    details.page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    /** What the page is made of, apart from what a value's kind adds or leaves out. */
    const shape = (): Promise<string[]> =>
      details.page.evaluate(() =>
        [...document.querySelectorAll('*')].map(({ localName, attributes }) =>
          [
            localName,
            ...[...attributes].map(({ name }) => name).filter((name) => /^(on|style|href|src)/.test(name)),
          ].join(' '),
        ),
      );
    const usual = new Set(await shape());
    for (const extra of ['details', 'summary', 'pre', 'div', 'span', 'button']) usual.add(extra);
    const wide: string[] = [];
    for (const text of hostileTexts) {
      await details.show(hostile(text));
      const odd = (await shape()).filter((element) => !usual.has(element));
      expect(odd, text.slice(0, 80)).toEqual([]);
      const overflow = await details.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      if (overflow > 0) wide.push(text.slice(0, 80));
    }
    const violations = await details.page.evaluate(
      () => (window as unknown as { violations: string[] }).violations,
    );
    expect({ dialogs, violations, wide, fetched: details.fetched, errors: details.errors }).toEqual({
      dialogs: 0,
      violations: [],
      wide: [],
      fetched: [],
      errors: [],
    });
    await details.close();
  }, 120_000);

  it('has the local key only while somebody looks at it, and copies it without', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const { page } = details;
    const row = page.getByRole('row', { name: /Local key/ });
    await row.getByRole('button', { name: 'Copy Local key' }).click();
    await expect.poll(() => details.copied).toEqual([secret]);
    expect(details.sent.join('')).not.toContain(secret);
    await row.getByRole('button', { name: 'Show: Local key' }).click();
    await row.getByText(secret).waitFor();
    await row.getByRole('button', { name: 'Hide: Local key' }).click();
    await row.getByText(secret).waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);
    expect(
      await page.evaluate(() => JSON.stringify((window as unknown as { kept(): unknown }).kept())),
    ).not.toContain(secret);
    await details.close();
  });

  it('draws an icon where the picture cannot be loaded, and asks only the allowed host for it', async () => {
    const icon = 'https://images.tuyaeu.com/smart/icon/x.png';
    const imageHosts = ['https://images.tuyaeu.com'];
    const allowed = await DetailsPage.open(browser, {
      state: known,
      context: { iconUrl: () => icon },
      imageHosts,
    });
    await allowed.page.locator('.device-icon .codicon').waitFor();
    expect(allowed.fetched).toEqual([icon]);
    await allowed.close();
    const elsewhere = await DetailsPage.open(browser, {
      state: known,
      context: { iconUrl: () => 'https://evil.example/x.png' },
      imageHosts,
    });
    await elsewhere.page.locator('.device-icon .codicon').waitFor();
    expect(elsewhere.fetched).toEqual([]);
    await elsewhere.close();
  });
});
