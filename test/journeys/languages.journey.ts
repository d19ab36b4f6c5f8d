import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { markedLanguage } from '../support/languages.js';
import { dataCenters } from '../../src/tuya/dataCenters.js';
import { typeKeys } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import { KnownData, textsOf, textsOfPage } from './harness/unmarkedTexts.js';

function calendarWord(part: Intl.DateTimeFormatOptions, of: Date): string {
  return new Intl.DateTimeFormat('en', part).format(of);
}

/** What is the same in every language, and what VS Code says of its own. */
const same = [
  ...['Bench', '127.0.0.1', 'Mila', 'Óscar', '小明'],
  // Values of data points, and what the test types into the filter.
  ...['true', 'false', 'value>x'],
  // Names of the wire, of formats and of Tuya's own console.
  ...['JSON', 'CSV', 'ISO'],
  // Hosts of Tuya's data centers.
  ...dataCenters.map(({ endpoint }) => new URL(endpoint).host),
  // Words of VS Code, which come with packs of their own, and names of keys.
  "(Press 'Enter' to confirm or 'Escape' to cancel)",
  ...[
    'Back',
    'actions',
    'Collapse All',
    'Views and More Actions...',
    'Activating Extensions...',
    'F2',
    'Del',
    'Ctrl+L',
  ],
  // Months and days of the week in the calendar: the browser's own words.
  ...Array.from({ length: 12 }, (_, month) => calendarWord({ month: 'long' }, new Date(2026, month, 1))),
  ...Array.from({ length: 7 }, (_, day) => calendarWord({ weekday: 'long' }, new Date(2026, 10, day + 1))),
];

journey(
  'every text a person sees is there for translation',
  { language: markedLanguage, timeoutMs: 300_000 },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, quickInput } = workbench;
    const cloud = createCloud({ seed: 7, isCalm: true });
    const server = await startServer(cloud, { port: 0 });
    const known = new KnownData(cloud, same);
    const found = new Set<string>();
    const look = (where: string, texts: readonly string[]): void => {
      expect(texts.join('')).toContain('【');
      for (const text of texts) {
        const unknown = known.unknownIn(text);
        if (unknown !== undefined) found.add(`${where}: ${unknown}   in: ${text.slice(0, 200)}`);
      }
    };
    const lookAtQuestion = async (where: string): Promise<void> => {
      const { title, message, input, options } = quickInput;
      const buttons = quickInput.widget.locator('.quick-input-inline-action-bar, .quick-input-list');
      look(where, [
        await title.innerText(),
        (await message.count()) > 0 ? await message.first().innerText() : '',
        (await input.getAttribute('placeholder')) ?? '',
        ...(await options.allInnerTexts()),
        ...(await Promise.all((await buttons.all()).map((part) => textsOf(part)))).flat(),
      ]);
    };
    const lookAtMenus = async (content: FrameLocator): Promise<void> => {
      const buttons = content.locator('tuya-popup button[aria-haspopup]:visible');
      const count = await buttons.count();
      expect(count).toBeGreaterThan(4);
      for (let at = 0; at < count; at++) {
        await buttons.nth(at).click();
        await content.locator('tuya-popup [role=dialog]').waitFor();
        look('menu of the log', await textsOfPage(content));
        await page.keyboard.press('Escape');
        await content.locator('tuya-popup [role=dialog]').waitFor({ state: 'detached' });
      }
    };
    try {
      await workbench.activityBar.open('【Tuya');
      await workbench.sideBar.welcome.waitFor();
      look('empty view', [await workbench.sideBar.welcome.innerText()]);
      await screenshot('marked-first-run');

      await workbench.sideBar.welcomeAction('Add a Cloud Project…').click();
      await quickInput.shown(/1\/3/);
      await lookAtQuestion('Access ID');
      await quickInput.answer(cloud.credentials.accessId);
      await quickInput.shown(/2\/3/);
      await lookAtQuestion('Access Secret');
      await quickInput.answer(cloud.credentials.accessSecret);
      await quickInput.shown(/3\/3/);
      await lookAtQuestion('data center');
      await screenshot('marked-centers');
      await quickInput.goBack();
      await quickInput.shown(/2\/3/);
      await quickInput.goBack();
      await typeKeys(quickInput, { ...cloud.credentials, endpoint: server.origin });
      look('connected', await workbench.notifications.texts());
      await workbench.notifications.choose(/is connected/, 'Name, App Schema, User IDs…');
      for (const [step, text] of [
        [/1\/3/, 'Bench'],
        [/2\/3/, cloud.credentials.schema],
        [/3\/3/, ''],
      ] as const) {
        await quickInput.shown(step);
        await lookAtQuestion('project');
        await quickInput.answer(text);
      }

      const tree = workbench.tree(/Devices/);
      await tree.row(/Bench/).first().waitFor();
      await tree
        .row(/Kühlschrank/)
        .first()
        .waitFor();
      await tree.settled();
      const rows = await tree.names();
      look('tree', rows);
      look('title of the view', await textsOf(workbench.sideBar.container.locator('.composite.title')));
      await screenshot('marked-tree');
      for (const row of [/Bench/, /Kühlschrank/, /Hub Diele/]) {
        const menu = await tree.menu(row);
        look('menu of the tree', await menu.names());
        await page.keyboard.press('Escape');
      }

      await tree.choose(/Kühlschrank/);
      const details = workbench.webview('Kühlschrank').content;
      await details.getByRole('heading', { name: 'Attributes' }).waitFor();
      await details
        .getByRole('row', { name: /switch/ })
        .first()
        .waitFor();
      for (const closed of await details.locator('details:not([open]) > summary').all()) await closed.click();
      await page.waitForTimeout(1_000);
      look('details', await textsOfPage(details));
      await screenshot('marked-details');

      await tree.choose(/Body fat scale/);
      const scale = workbench.webview('Body fat scale').content;
      await scale.getByRole('listitem', { name: 'Mila' }).waitFor();
      look('details of the scale', await textsOfPage(scale));
      await scale.getByRole('button', { name: 'Add User' }).click();
      const form = workbench.webview(/New User/).content;
      await form.getByRole('textbox', { name: /Nickname/ }).waitFor();
      await form.getByRole('button', { name: 'Save' }).click();
      look('form of a user', await textsOfPage(form));
      await screenshot('marked-user-form');
      await workbench.webview(/New User/).closeButton.click();

      await (await tree.menu(/Kühlschrank/)).choose(/Open Log/);
      const log = workbench.webview(/Log: Kühlschrank/).content;
      await log.locator('.row:not(.skeleton)').first().waitFor();
      look('log', await textsOfPage(log));
      await screenshot('marked-log');
      await lookAtMenus(log);
      await log.locator('.row:not(.note, .skeleton)').last().dblclick();
      await log.locator('tuya-log-details').first().waitFor();
      look('row of the log', await textsOfPage(log));
      await log
        .getByRole('textbox', { name: /Filter/ })
        .or(log.getByRole('searchbox'))
        .first()
        .fill('value>x');
      // An end that somebody may still be typing is no mistake.
      await page.keyboard.press('Enter');
      await log.getByText('Enter a number.').first().waitFor();
      look('filter of the log', await textsOfPage(log));
      await log.getByRole('button', { name: 'Show Chart' }).click();
      await log.locator('tuya-log-chart canvas').first().waitFor();
      look('chart of the log', await textsOfPage(log));
      await screenshot('marked-log-chart');

      await workbench.palette.run('Show Calls');
      const calls = await documentText(window, /Tuya calls/);
      look(
        'calls',
        calls.split('\n').filter((line) => line.trim() !== ''),
      );
      await screenshot('marked-calls');
      await workbench.palette.run('Diagnose Project');
      await workbench.notifications.shown('All checks passed.');
      look('diagnosis', await workbench.notifications.texts());
      const diagnosis = await documentText(window, /diagnosis|Diagnosis/);
      look(
        'diagnosis',
        diagnosis.split('\n').filter((line) => line.trim() !== ''),
      );
      await screenshot('marked-diagnosis');
      const entry = workbench.page.locator('.part.statusbar [id*="tuya.calls"]');
      look('status bar', await textsOf(entry));
    } finally {
      await server.close();
      if (found.size > 0) console.error([...found].join('\n'));
    }
    expect([...found]).toEqual([]);
  },
);
