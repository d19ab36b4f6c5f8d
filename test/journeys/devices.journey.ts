import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { walkTo } from './harness/keyboard.js';

const patience = { timeout: 10_000 };

journey('a device is renamed by F2, with the keyboard alone', { anyWindow: true }, async (window) => {
  const { workbench, screenshot } = window;
  await withCloudProject(window, {}, async ({ cloud, tree, idOf, nameOf }) => {
    const id = idOf('Kühlschrank');
    await walkTo(window, /^Kühlschrank,/);
    await workbench.page.keyboard.press('F2');
    const { quickInput } = workbench;
    await quickInput.shown(/Rename Device/);
    expect(await quickInput.input.inputValue()).toBe('Kühlschrank');
    await screenshot('rename-device');
    // The old name is selected: typing replaces it.
    await workbench.page.keyboard.press('Delete');
    await quickInput.complaint(/Enter a name/);
    await workbench.page.keyboard.type('Fridge in the lab');
    await workbench.page.keyboard.press('Enter');
    await tree.row(/^Fridge in the lab,/).waitFor();
    await expect.poll(() => nameOf(id), patience).toBe('Fridge in the lab');
    expect(cloud.ledger.count('renameDevice')).toEqual({ calls: 1, executed: 1 });
  });
});

journey(
  'a name that the cloud refuses is taken back, with the reason',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async ({ cloud, tree, idOf, nameOf }) => {
      const id = idOf('Kühlschrank');
      // Slow enough to see that the new name is shown before the cloud has answered.
      cloud.faults.add({ fault: { kind: 'delay', ms: 3_000 }, operation: 'renameDevice' });
      await (await tree.menu(/^Kühlschrank,/)).choose('Rename…');
      await workbench.quickInput.shown(/Rename Device/);
      await workbench.quickInput.answer('Zähler Keller');
      await expect.poll(() => tree.row(/^Zähler Keller,/).count(), patience).toBe(2);
      await workbench.notifications.shown(/‘Kühlschrank’ keeps its name\..*code 2101/);
      await tree.row(/^Kühlschrank,/).waitFor();
      await screenshot('rename-refused');
      expect(nameOf(id)).toBe('Kühlschrank');
      expect(cloud.ledger.count('renameDevice')).toEqual({ calls: 1, executed: 0 });
    });
  },
);

journey(
  'a device is deleted after a question, with the keyboard alone',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page } = workbench;
    await withCloudProject(window, {}, async ({ cloud, tree, idOf }) => {
      const id = idOf('Kühlschrank');
      await walkTo(window, /^Kühlschrank,/);
      await page.keyboard.press('Delete');
      await workbench.dialog.shown('Delete ‘Kühlschrank’?');
      const text = await workbench.dialog.text();
      for (const part of [id, cloud.credentials.uids[2], 'Bench', 'online', 'pair it again'])
        expect(text).toContain(part);
      await screenshot('delete-device');
      await page.keyboard.press('Escape');
      await workbench.dialog.box.waitFor({ state: 'detached' });
      expect(cloud.ledger.count('deleteDevice').calls).toBe(0);

      await walkTo(window, /^Kühlschrank,/);
      await page.keyboard.press('Delete');
      await workbench.dialog.shown('Delete ‘Kühlschrank’?');
      await page.keyboard.press('Enter');
      await workbench.notifications.shown('‘Kühlschrank’ was deleted.');
      await tree.row(/^Kühlschrank,/).waitFor({ state: 'detached' });
      expect(await tree.row(new RegExp(id)).count()).toBe(0);
      expect(cloud.truth.device(id)).toBeUndefined();
      expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 1, executed: 1 });
    });
  },
);

journey(
  'a device is restored to its factory defaults; one that is offline is not',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async ({ cloud, tree, idOf }) => {
      const id = idOf('Kühlschrank');
      await (await tree.menu(/^Kühlschrank,/)).choose('Restore Factory Defaults…');
      await workbench.dialog.shown('Restore the factory defaults of ‘Kühlschrank’?');
      await screenshot('reset-device');
      await workbench.dialog.choose('Restore Factory Defaults');
      await workbench.notifications.shown('‘Kühlschrank’ was reset to its factory defaults.');
      const resets = cloud.ledger.writes.filter(({ operation }) => operation === 'resetDevice');
      expect(resets.map(({ path }) => path)).toEqual([`/v1.0/devices/${id}/reset-factory`]);
      expect(await (await tree.menu(/^Hub Garage, offline/)).names()).not.toContain(
        'Restore Factory Defaults…',
      );
    });
  },
);
