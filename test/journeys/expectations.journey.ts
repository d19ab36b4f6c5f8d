import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';

const file = (id: string): string => `# What the desk lamp’s plug has to do.
project: Bench
devices:
  plug: { id: ${id} }
restore: true
pace: 500ms
steps:
  - send: switch_1
    value: true
  - repeat: 3
    pause: 100ms
    steps:
      - title: Toggle
        send: switch_1
        values: [false, true]
      - expect: switch_1
        within: 2s
        p95: 1s
  - expect: switch_1
    is: never
    within: 500ms
`;

journey(
  'expectations are run from the Test Explorer, after one question that names everything',
  { copyOf: join(root, 'test', 'fixtures', 'workspace') },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, dialog, palette } = workbench;
    await withCloudProject(window, { isCalm: true }, async ({ cloud, idOf }) => {
      const id = idOf('Schreibtisch');
      const switch1 = (): unknown => {
        const status = cloud.truth.device(id)?.['status'] as { code: string; value: unknown }[];
        return status.find(({ code }) => code === 'switch_1')?.value;
      };
      const before = switch1();
      await writeFile(join(window.folder, 'plug.tuya.yaml'), file(id));
      await page.keyboard.press('Control+P');
      await workbench.quickInput.type('plug.tuya.yaml');
      await workbench.quickInput.options.filter({ hasText: 'plug.tuya.yaml' }).first().click();
      await page.locator('.monaco-editor .view-line').filter({ hasText: 'devices' }).first().waitFor();
      // It is there as soon as there is something to test.
      await page.getByRole('tab', { name: 'Testing' }).click();
      const rows = page.locator('.test-explorer-tree .monaco-list-row');
      await rows.filter({ hasText: 'plug.tuya.yaml' }).first().waitFor();
      await screenshot('expectations-file');

      // Whoever says no has sent nothing.
      const sent = (): number => cloud.ledger.count('sendCommands').calls;
      await palette.run('Test: Run All Tests');
      await dialog.shown(/Run ‘plug\.tuya\.yaml’\?/);
      const asked = await dialog.text();
      for (const part of ['Bench', 'Schreibtisch', id, 'switch_1 = true | false', '5 commands', 'calls'])
        expect(asked).toContain(part);
      await screenshot('expectations-question');
      await dialog.choose(/Cancel/);
      expect(sent()).toBe(0);

      await palette.run('Test: Run All Tests');
      await dialog.shown(/Run ‘plug\.tuya\.yaml’\?/);
      await dialog.choose('Run');
      await expect.poll(sent, { timeout: 30_000 }).toBeGreaterThanOrEqual(4);
      await expect.poll(switch1, { timeout: 30_000 }).toBe(before);
      await palette.run('Test: Show Output');
      await page
        .locator('.test-output-peek, .monaco-workbench .panel')
        .getByText(/p50 [\d,]+ ms/)
        .first()
        .waitFor();
      await screenshot('expectations-output', 'dark', 'light', 'hc-light');
    });
  },
);
