import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import { selectDown, walkTo } from './harness/keyboard.js';

/** Ids of the rows of a report whose result begins like this. */
function idsWith(report: string, result: string): string[] {
  const rows = report.split('\n').map((line) => line.split(' | '));
  return rows.flatMap((cells) => (cells[5]?.startsWith(result) && cells[2] ? [cells[2]] : []));
}

journey(
  '25 devices are deleted: three refused, cancelled after 15, and the failures tried again',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, quickInput, notifications } = workbench;
    await withCloudProject(window, { devices: 80 }, async ({ cloud, tree }) => {
      for (const nth of [3, 7, 11]) {
        cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'deleteDevice', nth });
      }
      // The 15th takes long enough for a person to press Cancel.
      cloud.faults.add({ fault: { kind: 'delay', ms: 5_000 }, operation: 'deleteDevice', nth: 15 });
      await tree.expand(/^user4@/);
      await tree.expand(/^user5@/);
      // 16 devices of the one user, the row of the other, which is no device, and 9 of that one's.
      await walkTo(window, /^Porch Hub 1,/);
      await selectDown(window, 'Porch Hub 1', 25);
      await page.keyboard.press('Delete');
      await quickInput.shown(/Delete 25 Devices/);
      await screenshot('delete-several-preview');
      await quickInput.accept();
      await quickInput.widget.getByText('Type 25 to delete 25 devices').waitFor();
      await quickInput.answer('24');
      await quickInput.complaint(/Type 25 to continue/);
      expect(cloud.ledger.count('deleteDevice').calls).toBe(0);
      await quickInput.answer('25');
      const progress = await notifications.shown(/Deleting 25 devices.*15 of 25/);
      await screenshot('delete-several-progress');
      await progress.hover();
      await progress.getByRole('button', { name: 'Cancel' }).click();

      await notifications.shown('12 devices deleted, 3 failed, 10 not started.');
      const deleted = (): string[] =>
        cloud.ledger.writes
          .filter(({ operation }) => operation === 'deleteDevice')
          .map(({ path }) => path.split('/').at(-1) ?? '');
      const report = await documentText(window, 'deleted-devices.md');
      await screenshot('delete-several-report');
      expect(idsWith(report, 'done').sort()).toEqual(deleted().sort());
      expect(idsWith(report, 'failed')).toHaveLength(3);
      expect(report).toContain('code 1106');
      expect(idsWith(report, 'not started')).toHaveLength(10);
      expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 15, executed: 12 });

      await screenshot('delete-several-summary');
      await notifications.choose('12 devices deleted, 3 failed, 10 not started.', 'Retry Failures');
      await notifications.shown('15 devices deleted, 10 not started.');
      const after = await documentText(window, 'deleted-devices.md');
      expect(idsWith(after, 'done').sort()).toEqual(deleted().sort());
      expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 18, executed: 15 });
      for (const id of idsWith(after, 'not started')) expect(cloud.truth.device(id)).toBeDefined();
    });
  },
);
