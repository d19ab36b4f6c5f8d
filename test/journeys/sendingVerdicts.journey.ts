import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { openDetails, sectionOf } from './harness/details.js';
import { journey } from './harness/journey.js';
import { filterBy, openLog, rowsShown } from './harness/logs.js';

const device = 'Fußbodenheizung Büro';

journey(
  'each verdict is told in details and in the log, by the keyboard alone',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { keyboard } = workbench.page;
    await withCloudProject(window, {}, async (project) => {
      const { cloud, idOf, tree } = project;
      const id = idOf(device);
      const { content } = await openDetails(window, project, device);
      const points = sectionOf(content, 'Data Points');
      const field = points.getByRole('spinbutton', { name: 'Value to send to temp_set' });
      const line = points.locator('.send-row .sent-line');
      await points.getByRole('button', { name: 'Send a value to temp_set', exact: true }).focus();
      await keyboard.press('Enter');
      await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
      const send = async (value: string, verdict: RegExp): Promise<void> => {
        // Not Ctrl+A: the window hands that back to the page a moment later.
        await keyboard.press('End');
        for (const _ of await field.inputValue()) await keyboard.press('Backspace');
        await keyboard.type(value);
        await expect.poll(() => field.inputValue()).toBe(value);
        await keyboard.press('Enter');
        await expect.poll(() => line.first().textContent(), { timeout: 40_000 }).toMatch(verdict);
      };
      const sends = { operation: 'sendCommands', nth: 1 } as const;

      await send('24.5', /Sent: 24\.5 ℃ · Accepted in [\d,]+ ms\. Applied: reported after [\d,]+ ms\./);
      await send('24.5', /Same value as before/);
      cloud.truth.react(id, { does: 'clamp', atMost: 280 });
      await send('33', /Applied with another value: the device reported 28\.0 ℃ after [\d,]+ ms\./);
      cloud.faults.add({ ...sends, fault: { kind: 'code', code: 60001001 } });
      await send('30', /Refused\.[^]*\(code 60001001\)/);
      cloud.faults.add({ ...sends, fault: { kind: 'code', code: 2001 } });
      await send('29', /it is offline/);
      cloud.faults.add({ ...sends, fault: { kind: 'reset', when: 'before' } });
      await send('27', /whether it was applied isn’t known/);
      await content.getByText('Whether ‘temp_set’ was set isn’t known').first().waitFor();
      cloud.truth.react(id, { does: 'nothing' });
      await send('26', /No report in 15 s\./);
      await screenshot('sending-verdicts');
      const body = (value: number): string => `{"commands":[{"code":"temp_set","value":${value}}]}`;
      expect(
        cloud.ledger.entries.flatMap(({ operation, body: sent }) =>
          operation === 'sendCommands' ? [sent] : [],
        ),
      ).toEqual([245, 245, 330, 300, 290, 270, 260].map(body));

      const log = (await openLog(window, tree, device)).content;
      await filterBy(log, 'type:sent');
      const verdicts = async (): Promise<string[]> => (await rowsShown(log)).map(({ value }) => value);
      await expect.poll(verdicts, { timeout: 30_000 }).toHaveLength(7);
      const told = ['Applied', 'Same value', 'Another value', 'Refused', 'Offline', 'In doubt', 'No report'];
      for (const [at, value] of (await verdicts()).entries()) expect(value).toContain(told[at]);
      await filterBy(log, 'verdict:other,refused');
      await expect.poll(verdicts).toHaveLength(2);
      // A command and its report: select one, the other is marked.
      await filterBy(log, 'latency>0 dp:temp_set');
      await expect.poll(verdicts).toHaveLength(4);
      await log.locator('.row', { hasText: 'Another value' }).click();
      await expect.poll(() => log.locator('.row.is-linked').count()).toBe(1);
      expect(await log.locator('.row.is-linked .cell-value').textContent()).toContain('28.0 ℃');
      const latency = (of: string): Promise<string | null> =>
        log.locator(`.row.${of} .cell-latency`).textContent();
      expect(await latency('is-linked')).toBe(await latency('is-active'));
      await screenshot('log-commands');

      // Closed and opened again, the log has them still.
      await keyboard.press('Control+w');
      const again = (await openLog(window, tree, device)).content;
      await filterBy(again, 'type:sent');
      await expect.poll(async () => (await rowsShown(again)).length, { timeout: 30_000 }).toBe(7);
    });
  },
);
