import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { openDetails, sectionOf } from './harness/details.js';
import { journey } from './harness/journey.js';

journey(
  'a data point is sent by the keyboard, and its verdict is read under it',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async (project) => {
      const { cloud, idOf } = project;
      const id = idOf('Schreibtisch');
      const { content } = await openDetails(window, project, 'Schreibtisch');
      const { keyboard } = workbench.page;
      const points = sectionOf(content, 'Data Points');
      const button = points.getByRole('button', { name: 'Send a value to switch_1', exact: true });
      await button.focus();
      await keyboard.press('Enter');
      const field = points.getByRole('switch', { name: 'Value to send to switch_1' });
      await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
      const value = (await field.getAttribute('aria-checked')) === 'true';
      await screenshot('details-send');
      await keyboard.press('Enter');
      await points
        .getByText(/Applied: reported after \d+ ms\./)
        .first()
        .waitFor();
      await screenshot('details-sent');
      const bodies = (): unknown[] =>
        cloud.ledger.entries.filter(({ operation }) => operation === 'sendCommands').map(({ body }) => body);
      expect(bodies()).toEqual([`{"commands":[{"code":"switch_1","value":${String(value)}}]}`]);
      // The row above has the value that the device reported, without a call more.
      await expect
        .poll(() => points.getByRole('row', { name: /^1 switch_1/ }).textContent())
        .toContain(String(value));

      // The device goes offline: the next one isn't executed, and says so.
      cloud.truth.addLogEvent(id, { time: Date.now(), type: 2 });
      await keyboard.press('Space');
      await keyboard.press('Enter');
      await points
        .getByText(/it is offline/)
        .first()
        .waitFor();
      await keyboard.press('Escape');
      await expect.poll(() => button.evaluate((it) => it === document.activeElement)).toBe(true);
      expect(cloud.ledger.count('sendCommands')).toEqual({ calls: 2, executed: 1 });
    });
  },
);
