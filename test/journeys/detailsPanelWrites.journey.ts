import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { openDetails, renameInPlace, sectionOf } from './harness/details.js';
import { journey } from './harness/journey.js';

journey(
  'a device is renamed in its header, and has its old name back where the cloud refuses',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud, tree, idOf, nameOf } = project;
      const id = idOf('Schreibtisch');
      const { content } = await openDetails(window, project, 'Schreibtisch');
      const { keyboard } = workbench.page;

      // F2 in the header; the old name is selected, so that typing replaces it.
      await content.getByRole('button', { name: 'Copy ID', exact: true }).focus();
      await keyboard.press('F2');
      const field = content.getByRole('textbox', { name: 'New name for Schreibtisch' });
      await expect.poll(() => field.inputValue()).toBe('Schreibtisch');
      await keyboard.press('Delete');
      await content.getByText('Enter a name.').first().waitFor();
      await keyboard.type('x'.repeat(129));
      await content.getByText('At most 128 characters.').first().waitFor();
      await screenshot('details-rename');
      await keyboard.press('Enter');
      await keyboard.press('Escape');
      await field.waitFor({ state: 'detached' });
      expect(cloud.ledger.count('renameDevice').calls).toBe(0);

      await renameInPlace(window, content, 'Schreibtisch', 'Desk strip');
      await content.getByRole('heading', { level: 1, name: 'Desk strip' }).waitFor();
      await tree.row(/^Desk strip,/).waitFor();
      await expect.poll(() => nameOf(id)).toBe('Desk strip');

      // Another device of the same person has that name already: 2101.
      await renameInPlace(window, content, 'Desk strip', 'Body fat scale');
      await content
        .getByText(/has this name already/)
        .first()
        .waitFor();
      expect(await content.getByRole('textbox').inputValue()).toBe('Body fat scale');
      await tree.row(/^Desk strip,/).waitFor();
      await screenshot('details-rename-refused');
      await keyboard.press('Escape');
      await content.getByRole('heading', { level: 1, name: 'Desk strip' }).waitFor();
      expect(cloud.ledger.count('renameDevice')).toEqual({ calls: 2, executed: 1 });
    });
  },
);

journey('data points and outlets are renamed where they stand', { anyWindow: true }, async (window) => {
  const { screenshot } = window;
  await withCloudProject(window, {}, async (project) => {
    const { cloud, tree, idOf, nameOf } = project;
    const strip = idOf('Schreibtisch');
    const socket = idOf('Kühlschrank');
    const first = await openDetails(window, project, 'Kühlschrank');
    const points = sectionOf(first.content, 'Data Points');
    await renameInPlace(window, first.content, 'cur_power', 'Power now');
    await points
      .getByRole('row', { name: /cur_power/ })
      .getByText('Power now')
      .waitFor();
    await expect.poll(() => cloud.truth.dataPointNames(socket).get('cur_power')).toBe('Power now');
    // One switch: nothing suggests outlets, nobody was asked, and asking says so without a fault.
    expect(cloud.ledger.count('getOutletNames').calls).toBe(0);
    await sectionOf(first.content, 'Outlets').getByRole('button', { name: 'Read Outlets' }).click();
    await sectionOf(first.content, 'Outlets').getByText('This device has no outlets with names').waitFor();
    expect(await first.content.locator('.notice, .inline-problem').count()).toBe(0);

    const { content } = await openDetails(window, project, 'Schreibtisch');
    const outlets = sectionOf(content, 'Outlets');
    await outlets
      .getByRole('row', { name: /switch_1/ })
      .getByText('Socket 1')
      .waitFor();
    expect(cloud.ledger.count('getOutletNames').calls).toBe(2);
    await outlets.getByRole('button', { name: 'Rename switch_1' }).click();
    await window.workbench.page.keyboard.type('Soldering iron');
    await window.workbench.page.keyboard.press('Enter');
    await outlets
      .getByRole('row', { name: /switch_1/ })
      .getByText('Soldering iron')
      .waitFor();
    await sectionOf(content, 'Data Points')
      .getByRole('row', { name: /(?:^|\s)switch_1\s/ })
      .getByText('Soldering iron')
      .waitFor();
    await expect.poll(() => cloud.truth.dataPointNames(strip).get('switch_1')).toBe('Soldering iron');
    await screenshot('details-outlets');

    // `main` is the device itself.
    await outlets.getByRole('button', { name: 'Rename main' }).click();
    await window.workbench.page.keyboard.type('Bench strip');
    await window.workbench.page.keyboard.press('Enter');
    await content.getByRole('heading', { level: 1, name: 'Bench strip' }).waitFor();
    await tree.row(/^Bench strip,/).waitFor();
    await expect.poll(() => nameOf(strip)).toBe('Bench strip');
    expect(cloud.ledger.count('renameOutlet')).toEqual({ calls: 2, executed: 2 });
    expect(cloud.ledger.count('renameDataPoint')).toEqual({ calls: 1, executed: 1 });
  });
});

journey(
  'what becomes of a rename is told when the connection breaks',
  { anyWindow: true },
  async (window) => {
    await withCloudProject(window, {}, async (project) => {
      const { cloud, idOf, nameOf } = project;
      const id = idOf('Kühlschrank');
      const { content } = await openDetails(window, project, 'Kühlschrank');
      const said = content.locator('[aria-live=polite][role=status]');

      // Done, though the answer was lost: seen by looking.
      cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'renameDevice', times: 1 });
      await renameInPlace(window, content, 'Kühlschrank', 'Fridge');
      await expect
        .poll(() => said.textContent(), { timeout: 15_000 })
        .toMatch(/a check showed that it was renamed/);
      expect(nameOf(id)).toBe('Fridge');

      // Nothing reads the name of a data point: it stays unknown, and says so.
      cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'renameDataPoint', times: 1 });
      await renameInPlace(window, content, 'switch_1', 'Compressor');
      await content
        .getByText(/no call of the cloud shows whether the change was made/)
        .first()
        .waitFor();
      await window.workbench.page.keyboard.press('Escape');
      await content.getByText('not confirmed').waitFor();
      expect(cloud.ledger.count('renameDevice')).toEqual({ calls: 1, executed: 1 });
      expect(cloud.ledger.count('renameDataPoint')).toEqual({ calls: 1, executed: 1 });
    });
  },
);

journey(
  'live reads cost what they say, and none while the panel is hidden',
  { anyWindow: true },
  async (window) => {
    const { screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud } = project;
      const panel = await openDetails(window, project, 'Kühlschrank');
      const { content } = panel;
      const calls = (): number => cloud.ledger.count('getDevice').calls;
      const before = calls();
      const choice = content.getByRole('combobox', { name: 'Live' });
      const offered = await choice.locator('option').allInnerTexts();
      expect(offered.map((text) => text.trim())).toEqual([
        'Off',
        'Every 5 s – 720 calls per hour',
        'Every 15 s – 240 calls per hour',
        'Every 60 s – 60 calls per hour',
        'Every 5 min – 12 calls per hour',
      ]);
      await choice.selectOption({ label: 'Every 5 s – 720 calls per hour' });
      // One at once, then one every five seconds.
      await expect.poll(calls, { timeout: 3_000 }).toBe(before + 1);
      await expect.poll(calls, { timeout: 7_000 }).toBe(before + 2);
      await screenshot('details-live');

      await openDetails(window, project, 'Body fat scale');
      const hidden = calls();
      await window.workbench.page.waitForTimeout(6_500);
      expect(calls()).toBe(hidden);

      await panel.show();
      await expect.poll(calls, { timeout: 3_000 }).toBe(hidden + 1);
      await expect.poll(() => choice.inputValue()).toBe('5000');

      cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDevice' });
      await content.getByText('Live has stopped.').waitFor();
      await screenshot('details-live-stopped');
      const stopped = calls();
      await window.workbench.page.waitForTimeout(6_000);
      expect(calls()).toBe(stopped);
      expect(await choice.inputValue()).toBe('');
    });
  },
);

journey('a panel that is closed reads nothing any more', { anyWindow: true }, async (window) => {
  await withCloudProject(window, {}, async (project) => {
    const { cloud } = project;
    const panel = await openDetails(window, project, 'Kühlschrank');
    const calls = (): number => cloud.ledger.count('getDevice').calls;
    const before = calls();
    await panel.content.getByRole('combobox', { name: 'Live' }).selectOption('5000');
    await expect.poll(calls).toBeGreaterThan(before);
    await panel.close();
    const closed = calls();
    await window.workbench.page.waitForTimeout(6_500);
    expect(calls()).toBe(closed);
  });
});

journey(
  'in a protected project nothing of the details can be changed, and they say why',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud, tree } = project;
      const { content } = await openDetails(window, project, 'Body fat scale');
      await content.getByRole('listitem', { name: 'Mila' }).waitFor();
      await content.getByRole('button', { name: 'Add User' }).click();
      const form = workbench.webview(/New User/);
      await form.content.getByRole('textbox', { name: /^Nickname/ }).fill('Zoë');
      await form.content.getByRole('radio', { name: 'Female' }).check();

      await (await tree.menu(/^Bench, /)).choose(/^Protect/);
      await form.content.getByText(/This project is protected/).waitFor();
      expect(await form.content.getByRole('textbox', { name: /^Nickname/ }).inputValue()).toBe('Zoë');
      expect(await form.content.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);

      await workbench.webview('Body fat scale').show();
      await content.getByText(/This project is protected/).waitFor();
      const changing = content.getByRole('button', { name: /^(Rename|Edit|Delete|Add) / });
      const allowed = await changing.evaluateAll((buttons) =>
        buttons
          .filter((button) => !button.matches(':disabled, [disabled]'))
          .map((button) => button.outerHTML),
      );
      expect(await changing.count()).toBeGreaterThan(8);
      expect(allowed).toEqual([]);
      await content.getByRole('button', { name: 'Copy ID', exact: true }).focus();
      await workbench.page.keyboard.press('F2');
      expect(await content.getByRole('textbox').count()).toBe(0);
      await screenshot('details-protected');

      await (await tree.menu(/^Bench, /)).choose(/^Unprotect/);
      await content.getByText(/This project is protected/).waitFor({ state: 'detached' });
      expect(cloud.ledger.writes).toEqual([]);
    });
  },
);
