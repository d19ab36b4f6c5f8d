import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { unreadDetails } from '../../src/model/details/detailsState.js';
import { DetailsPage } from '../support/detailsPage.js';
import { FakeLog } from '../support/fakeLog.js';
import { readWords } from '../support/languages.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { UserFormPage } from '../support/userFormPage.js';

const chinese = await readWords('l10n/bundle.l10n.zh-cn.json');
const zh = (text: string): string => chinese[text] ?? text;

interface OpenPage {
  readonly page: Page;
  /** What broke the page's policy or its code. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface PageOptions {
  readonly language?: string;
  readonly texts?: unknown;
}

let browser: Browser;

beforeAll(async () => (browser = await pageBrowser()));

const detailsState = {
  ...unreadDetails,
  ref: { projectId: 'p', deviceId: 'd1' },
  project: {
    id: 'p',
    name: 'Bench',
    kind: 'cloud',
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: 'a',
    uids: [],
  },
  device: { id: 'd1', name: 'Strip', online: true, status: [{ code: 'switch', value: true }], extra: {} },
  readAt: 1_763_892_123_000,
} as const;

/** Each page, with a button and a few texts that it always shows. */
const pages: Readonly<
  Record<
    string,
    {
      readonly button: string;
      readonly texts: readonly string[];
      open(options: PageOptions): Promise<OpenPage>;
    }
  >
> = {
  'user form': {
    button: 'Save',
    texts: ['Nickname', 'Height in cm', 'required'],
    open: async (options) => {
      const form = await UserFormPage.open(browser, options);
      return {
        page: form.page,
        faults: async () => [...form.stage.errors, ...(await form.stage.violations())],
        close: () => form.close(),
      };
    },
  },
  details: {
    button: 'Copy ID',
    texts: ['Data Points', 'Network and Place', 'Local key', 'Read Users'],
    open: async (options) => {
      const details = await DetailsPage.open(browser, { state: detailsState, ...options });
      return {
        page: details.page,
        faults: async () => [...details.errors, ...(await details.violations())],
        close: () => details.close(),
      };
    },
  },
  log: {
    button: 'Show Chart',
    texts: ['24 h', 'Follow', 'Data Point'],
    open: async (options) => {
      const logs = await LogsPage.open(browser, { log: new FakeLog(50), width: 1400, ...options });
      return {
        page: logs.page,
        faults: async () => [...logs.stage.errors, ...(await logs.stage.violations())],
        close: () => logs.close(),
      };
    },
  },
};

/** What comes in the place of a bundle; the page stays in English, or shows what it got as text. */
const hostile: Readonly<Record<string, unknown>> = {
  'no object': 'Cancel',
  'a list': [['Save', 'x']],
  'values that are no texts': { Save: 7, Nickname: { message: ['x'], comment: ['y'] }, 'Data Points': null },
  'names of what every object has': JSON.parse('{"__proto__":{"Save":"x"},"constructor":"x","toString":7}'),
};

describe.each(Object.entries(pages))('the page of a %s', (_, { button, texts, open }) => {
  it('is in the language of the bundle in its html', async () => {
    const { page, faults, close } = await open({ language: 'zh-cn', texts: chinese });
    await page.getByRole('button', { name: zh(button) }).waitFor();
    const shown = await page.locator('body').innerText();
    expect(texts.filter((text) => zh(text) === text || !shown.includes(zh(text)))).toEqual([]);
    // After a reload as VS Code does it, nobody has sent any text.
    await page.reload();
    await page.getByRole('button', { name: zh(button) }).waitFor();
    expect(await faults()).toEqual([]);
    await close();
  });

  it.each(Object.entries(hostile))('stays in English with %s for a bundle', async (__, bundle) => {
    const { page, faults, close } = await open({ texts: bundle });
    await page.getByRole('button', { name: button }).waitFor();
    const shown = await page.locator('body').innerText();
    expect(texts.filter((text) => !shown.includes(text))).toEqual([]);
    expect(await faults()).toEqual([]);
    await close();
  });

  it('shows markup in a text as text', async () => {
    const markup = '<u onclick=x>"\'';
    const { page, faults, close } = await open({
      texts: Object.fromEntries(Object.keys(chinese).map((text) => [text, markup])),
    });
    await page.getByText('<u onclick').first().waitFor();
    expect(await page.locator('u').count()).toBe(0);
    expect(await faults()).toEqual([]);
    await close();
  });
});
