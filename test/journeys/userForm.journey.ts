import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOf, inPanel } from '../support/axe.js';
import type { WebviewPanel } from '../support/workbench/webviewPanel.js';
import type { Workbench } from '../support/workbench/workbench.js';
import { withCloudProject, type CloudProject } from './harness/cloudProject.js';
import { openDetails, sectionOf } from './harness/details.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

const scale = 'Body fat scale';

async function openNewUser(window: OpenWorkbench, project: CloudProject): Promise<WebviewPanel> {
  const { content } = await openDetails(window, project, scale);
  await content.getByRole('listitem', { name: 'Mila' }).waitFor();
  await content.getByRole('button', { name: 'Add User' }).click();
  const panel = window.workbench.webview(/New User/);
  await panel.content.getByRole('textbox', { name: /^Nickname/ }).waitFor();
  return panel;
}

async function valuesOf(content: FrameLocator): Promise<Record<string, string>> {
  const field = (name: string): Promise<string> => content.locator(`input[name=${name}]`).inputValue();
  return {
    nickName: await field('nickName'),
    sex: await content.getByRole('radio', { checked: true }).inputValue(),
    birthday: await field('birthday'),
    height: await field('height'),
    weight: await field('weight'),
    unit: await content.locator('select[name=weightUnit]').inputValue(),
  };
}

async function fill(content: FrameLocator): Promise<void> {
  await content.getByRole('textbox', { name: /^Nickname/ }).fill('Zoë');
  await content.getByRole('radio', { name: 'Female' }).check();
  await content.getByLabel(/^Birthday/).fill('1990-02-28');
  await content.getByRole('textbox', { name: /^Height/ }).fill('172');
  await content.getByRole('textbox', { name: /^Weight/ }).fill('61.5');
}

const typed = {
  nickName: 'Zoë',
  sex: '2',
  birthday: '1990-02-28',
  height: '172',
  weight: '61.5',
  unit: 'kg',
};

journey('users are listed, added, modified and deleted', { anyWindow: true }, async (window) => {
  const { workbench, screenshot } = window;
  await withCloudProject(window, {}, async (project) => {
    const { cloud } = project;
    const form = await openNewUser(window, project);
    await screenshot('user-form-new');
    await fill(form.content);
    await form.content.getByRole('textbox', { name: /^Contact/ }).fill('zoe@example.com');
    await form.content.getByRole('button', { name: 'Save' }).click();
    await form.tab.waitFor({ state: 'detached' });

    const { content } = workbench.webview(scale);
    const users = sectionOf(content, 'Users');
    const person = users.getByRole('listitem', { name: 'Zoë' });
    await person.waitFor();
    expect((await person.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /Zoë \d+ Sex Female Birthday (28 Feb 1990|Feb 28, 1990) Height 172 cm Weight 61.5 kg Contact zoe@example.com/,
    );
    const added = cloud.ledger.writes.at(-1);
    expect(JSON.parse(added?.body ?? '')).toEqual({
      nick_name: 'Zoë',
      sex: 2,
      birthday: Date.UTC(1990, 1, 28),
      height: 172,
      weight: 61_500,
      contact: 'zoe@example.com',
    });
    await screenshot('details-users');

    // The unit is the person's, and remembered; the wire has grams either way.
    await users.getByRole('combobox', { name: 'Unit of weight' }).selectOption('g');
    await person.getByText('61,500 g').waitFor();

    await person.getByRole('button', { name: 'Edit Zoë' }).click();
    const edit = workbench.webview(/Edit Zoë/);
    await edit.content.getByRole('heading', { level: 1, name: 'Edit Zoë' }).waitFor();
    expect(cloud.ledger.count('getDeviceUser').executed).toBe(1);
    expect(await valuesOf(edit.content)).toEqual({ ...typed, weight: '61500', unit: 'g' });
    expect(await edit.content.getByRole('textbox', { name: /Contact/ }).count()).toBe(0);
    await edit.content.getByText('zoe@example.com').waitFor();
    await edit.content.getByText('The cloud has no way to change it.').waitFor();
    await edit.content.getByRole('textbox', { name: /^Height/ }).fill('173');
    await edit.content.getByLabel('Unit of weight').selectOption('kg');
    await expect.poll(() => edit.content.getByRole('textbox', { name: /^Weight/ }).inputValue()).toBe('61.5');
    await screenshot('user-form-edit');
    await edit.content.getByRole('button', { name: 'Save' }).click();
    await edit.tab.waitFor({ state: 'detached' });
    await person.getByText('173 cm').waitFor();
    expect(JSON.parse(cloud.ledger.writes.at(-1)?.body ?? '')).toEqual({
      nick_name: 'Zoë',
      sex: 2,
      birthday: Date.UTC(1990, 1, 28),
      height: 173,
      weight: 61_500,
    });

    await person.getByRole('button', { name: 'Delete Zoë' }).click();
    await workbench.dialog.shown('Delete the user ‘Zoë’?');
    expect(await workbench.dialog.text()).toMatch(/Body fat scale.*Bench/);
    await screenshot('user-delete');
    await workbench.dialog.choose('Cancel');
    expect(cloud.ledger.count('deleteDeviceUser').calls).toBe(0);
    await person.getByRole('button', { name: 'Delete Zoë' }).click();
    await workbench.dialog.choose('Delete User');
    await person.waitFor({ state: 'detached' });
    await content.getByText('The user was deleted.').waitFor();
    expect(cloud.ledger.count('deleteDeviceUser')).toEqual({ calls: 1, executed: 1 });
    expect(cloud.ledger.count('listDeviceUsers').executed).toBeGreaterThan(0);

    // Another kind of device has none, which is no fault.
    const other = await openDetails(window, project, 'Kühlschrank');
    await other.content.getByRole('button', { name: 'Read Users' }).click();
    await other.content.getByText('This kind of device keeps no users.').waitFor();
    expect(await other.content.locator('.notice, .inline-problem').count()).toBe(0);
  });
});

journey(
  'the form of a user keeps every value through a refusal, a reload and a hidden panel',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud } = project;
      const form = await openNewUser(window, project);
      const { content } = form;
      await fill(content);
      const refusal = cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'addDeviceUser' });
      await content.getByRole('button', { name: 'Save' }).click();
      const alert = content.getByRole('alert');
      await alert.getByText('The user was not saved. Your values are still here.').waitFor();
      await alert.getByText(/Code 1106/).waitFor();
      expect(await valuesOf(content)).toEqual(typed);
      await screenshot('user-form-refused');

      await workbench.webview(scale).show();
      await form.show();
      await content.getByRole('textbox', { name: /^Nickname/ }).waitFor();
      expect(await valuesOf(content)).toEqual(typed);

      await window.reload();
      await content.getByRole('textbox', { name: /^Nickname/ }).waitFor();
      await expect.poll(() => valuesOf(content)).toEqual(typed);

      // Closed with unsaved values it asks, and is back with them unless they are to be discarded.
      await form.show();
      await form.closeButton.click();
      await workbench.dialog.shown('The values of this user aren’t saved.');
      await screenshot('user-form-unsaved');
      await workbench.dialog.choose('Keep Editing');
      await content.getByRole('textbox', { name: /^Nickname/ }).waitFor();
      await expect.poll(() => valuesOf(content)).toEqual(typed);

      refusal.remove();
      await content.getByRole('button', { name: 'Save' }).click();
      await form.tab.waitFor({ state: 'detached' });
      await workbench.webview(scale).content.getByRole('listitem', { name: 'Zoë' }).waitFor();
      expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 2, executed: 1 });
    });
  },
);

journey(
  'a user is added with the keyboard alone, and told what is wrong where it is typed',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud } = project;
      const details = await openDetails(window, project, scale);
      await details.content.getByRole('listitem', { name: 'Mila' }).waitFor();
      const { keyboard } = workbench.page;
      // Tab from the heading's pencil until the button is reached.
      const add = details.content.getByRole('button', { name: 'Add User' });
      await details.content.getByRole('button', { name: /^Rename Body/ }).focus();
      for (let step = 0; step < 120; step++) {
        if (
          await add.evaluate(
            (button) =>
              button.matches(':focus, :focus-within') ||
              (button.getRootNode() instanceof ShadowRoot &&
                (button.getRootNode() as ShadowRoot).activeElement === button),
          )
        )
          break;
        await keyboard.press('Tab');
      }
      await keyboard.press('Enter');
      const { content, tab } = workbench.webview(/New User/);
      const nickName = content.getByRole('textbox', { name: /^Nickname/ });
      await expect.poll(() => nickName.evaluate((input) => input === document.activeElement)).toBe(true);
      // Nothing is marked before anything was done.
      expect(await content.locator('[aria-invalid=true]').count()).toBe(0);

      await keyboard.press('Enter');
      await content.getByText('Enter a nickname.').waitFor();
      await content.getByText('Choose one of the two.').waitFor();
      expect(cloud.ledger.count('addDeviceUser').calls).toBe(0);
      const described = await nickName.getAttribute('aria-describedby');
      expect(await content.locator(`#${described}`).innerText()).toContain('Enter a nickname.');
      await screenshot('user-form-invalid');

      await keyboard.type('Bo');
      await content.getByText('Enter a nickname.').waitFor({ state: 'detached' });
      await keyboard.press('Tab');
      await keyboard.press('Space');
      await keyboard.press('Tab');
      await keyboard.type('02281990');
      // Out of the date, over its button where the browser has one.
      const height = content.getByRole('textbox', { name: /^Height/ });
      for (let step = 0; step < 5; step++) {
        if (await height.evaluate((input) => input === document.activeElement)) break;
        await keyboard.press('Tab');
      }
      await keyboard.type('x');
      await content.getByText('Enter whole centimetres, like 178.').waitFor();
      expect(await height.getAttribute('aria-invalid')).toBe('true');
      await keyboard.press('Backspace');
      await keyboard.type('180');
      await keyboard.press('Tab');
      await keyboard.type('80');
      await keyboard.press('Enter');
      await tab.waitFor({ state: 'detached' });
      await details.content.getByRole('listitem', { name: 'Bo' }).waitFor();
      expect(JSON.parse(cloud.ledger.writes.at(-1)?.body ?? '')).toEqual({
        nick_name: 'Bo',
        sex: 1,
        birthday: Date.UTC(1990, 1, 28),
        height: 180,
        weight: 80_000,
      });
    });
  },
);

journey(
  'a user whose saving broke off is looked for, and never added twice',
  { anyWindow: true },
  async (window) => {
    const { workbench } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud } = project;
      const form = await openNewUser(window, project);
      await fill(form.content);
      cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'addDeviceUser', times: 1 });
      await form.content.getByRole('button', { name: 'Save' }).click();
      await form.tab.waitFor({ state: 'detached' });
      await workbench.notifications.shown(/a check showed that the user was saved/);
      await workbench.webview(scale).content.getByRole('listitem', { name: 'Zoë' }).waitFor();
      expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 1, executed: 1 });

      // And where looking fails too, that is said, with a way to look again.
      await workbench.webview(scale).content.getByRole('button', { name: 'Add User' }).click();
      await form.content.getByRole('textbox', { name: /^Nickname/ }).waitFor();
      await fill(form.content);
      await form.content.getByRole('textbox', { name: /^Nickname/ }).fill('Ada');
      cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'addDeviceUser', times: 1 });
      const blind = cloud.faults.add({
        fault: { kind: 'code', code: 1106 },
        operation: 'listDeviceUsers',
        skip: 1,
      });
      await form.content.getByRole('button', { name: 'Save' }).click();
      await form.content.getByText('Whether the user was saved isn’t known').waitFor({ timeout: 20_000 });
      await window.screenshot('user-form-unknown');
      blind.remove();
      await form.content.getByRole('button', { name: 'Check Again' }).click();
      await form.tab.waitFor({ state: 'detached' });
      await workbench.webview(scale).content.getByRole('listitem', { name: 'Ada' }).waitFor();
      expect(cloud.ledger.count('addDeviceUser')).toEqual({ calls: 2, executed: 2 });
    });
  },
);

/** Makes the panel itself that wide, whatever the sidebar takes of the window. */
async function widen({ page }: Workbench, content: FrameLocator, width: number): Promise<void> {
  const panelWidth = (): Promise<number> => content.locator('html').evaluate((root) => root.clientWidth);
  const rest = (page.viewportSize()?.width ?? 0) - (await panelWidth());
  await page.setViewportSize({ width: width + rest, height: 900 });
  await expect.poll(async () => Math.abs((await panelWidth()) - width)).toBeLessThan(width / 10);
}

// Every sight in every theme and width is a page test. This one shows that VS Code's own colours and frame keep to it.
journey(
  'the form of a user is accessible in VS Code itself, narrow and wide',
  { size: { width: 1380, height: 900 } },
  async (window) => {
    await withCloudProject(window, {}, async (project) => {
      const { content } = await openNewUser(window, project);
      const { page } = window.workbench;
      const check = async (
        what: string,
        theme: 'dark' | 'light' | 'hc-light',
        width: number,
      ): Promise<void> => {
        await window.switchTheme(theme);
        await widen(window.workbench, content, width);
        await window.screenshot(`${what}-${width}`);
        expect(await faultsOf(page, inPanel), `${what}, ${theme}, ${width} px`).toEqual([]);
        const overflow = await content
          .locator('html')
          .evaluate((root) => root.scrollWidth - root.clientWidth);
        expect(overflow, `${what}, ${theme}, ${width} px`).toBe(0);
      };
      await check('user-form', 'dark', 1000);
      await content.getByRole('textbox', { name: /^Height/ }).fill('x');
      await content.getByRole('button', { name: 'Save' }).click();
      await content.getByText('Enter a nickname.').waitFor();
      await check('user-form-wrong', 'light', 400);
      await window.workbench.webview(scale).show();
      await content.getByRole('listitem', { name: 'Mila' }).scrollIntoViewIfNeeded();
      await check('details-scale', 'hc-light', 400);
    });
  },
);
