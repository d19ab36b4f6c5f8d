import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

const withToolCaller = {
  copyOf: join(root, 'test', 'fixtures', 'workspace'),
  beside: join(root, 'test', 'vscode', 'toolCaller'),
};

/** Asks a tool as a language model does; `answer` comes when the tool has answered. */
async function ask(
  { workbench, folder }: OpenWorkbench,
  name: string,
  input: object,
): Promise<{ answer(): Promise<Readonly<Record<string, string>>> }> {
  const file = join(folder, 'answer.json');
  await rm(file, { force: true });
  await writeFile(join(folder, 'ask.json'), JSON.stringify({ name, input }));
  await workbench.palette.run('Test: Ask the Tool');
  return {
    answer: async () => {
      await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 20_000 }).not.toBe('');
      return JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
    },
  };
}

journey(
  'an agent sends a data point after a person’s yes, and nothing after a no',
  withToolCaller,
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, {}, async ({ cloud, idOf }) => {
      const deviceId = idOf('Schreibtisch');
      const { status } = cloud.truth.device(deviceId) as { status: { code: string; value: unknown }[] };
      const value = status.find(({ code }) => code === 'switch_1')?.value !== true;
      const input = { project: 'Bench', deviceId, code: 'switch_1', value };
      const sends = () => cloud.ledger.count('sendCommands').calls;
      const writes = () => cloud.ledger.entries.filter(({ method }) => method !== 'GET');

      const refused = await ask(window, 'tuya_send_data_point', input);
      await workbench.dialog.shown('Schreibtisch');
      const text = await workbench.dialog.text();
      expect(text).toContain(`Send ${String(value)} to switch_1 of ‘Schreibtisch’?`);
      expect(text).toContain(deviceId);
      await screenshot('agent-sends');
      expect(writes()).toEqual([]);
      await workbench.dialog.choose('Cancel');
      const { answer: no = '' } = await refused.answer();
      expect(JSON.parse(no)).toMatchObject({ verdict: 'notSent' });
      expect(writes()).toEqual([]);

      const agreed = await ask(window, 'tuya_send_data_point', input);
      await workbench.dialog.shown('Schreibtisch');
      await workbench.dialog.choose('Send');
      const { answer = '', error } = await agreed.answer();
      expect(error).toBeUndefined();
      expect(JSON.parse(answer)).toMatchObject({ verdict: 'applied' });
      expect(sends()).toBe(1);
      expect(writes().map(({ body }) => body)).toEqual([
        `{"commands":[{"code":"switch_1","value":${String(value)}}]}`,
      ]);

      // A protected project isn't even asked about.
      await (await workbench.tree('Devices').menu(/^Bench,/)).choose('Protect Project');
      await workbench
        .tree('Devices')
        .row(/^Bench, .*protected/)
        .waitFor();
      const forbidden = await ask(window, 'tuya_send_data_point', input);
      expect(await forbidden.answer()).toHaveProperty('error');
      expect(await workbench.dialog.box.count()).toBe(0);
      expect(writes()).toHaveLength(1);
    });
  },
);

journey('with the month’s budget used up, no tool calls the cloud', withToolCaller, async (window) => {
  const { quickInput, palette } = window.workbench;
  await withCloudProject(window, {}, async ({ cloud, idOf }) => {
    const device = { project: 'Bench', deviceId: idOf('Schreibtisch') };
    await palette.run('Tuya: Set Call Budget');
    await quickInput.shown(/Call Budget/);
    await quickInput.toNext(() => quickInput.pick('Another number…'));
    await quickInput.answer('1');
    await window.workbench.statusBar.entry(/^Tuya, Bench: \d+ of 1 call this month$/).waitFor();
    const before = cloud.ledger.totalCalls;
    const told: string[] = [];
    const tell = async (name: string, input: object): Promise<Readonly<Record<string, string>>> => {
      const one = await (await ask(window, name, input)).answer();
      told.push(JSON.stringify(one));
      return one;
    };
    // What costs calls says why there is no answer, what costs none answers.
    for (const [name, input] of [
      ['tuya_list_devices', { project: 'Bench', refresh: true }],
      ['tuya_get_device', device],
      ['tuya_get_product_model', device],
      ['tuya_query_log', device],
      ['tuya_wait_until', { ...device, condition: 'reports', timeoutS: 5 }],
    ] as const)
      expect(await tell(name, input), name).toMatchObject({
        error: expect.stringMatching(/budget|used up/iu) as string,
      });
    for (const [name, input] of [
      ['tuya_list_devices', { project: 'Bench' }],
      ['tuya_get_call_budget', { project: 'Bench' }],
      ['tuya_explain_code', { code: 1106 }],
    ] as const)
      expect(await tell(name, input), name).toHaveProperty('answer');
    expect(cloud.ledger.totalCalls).toBe(before);
    const { accessSecret } = cloud.credentials;
    for (const text of told) expect(text.includes(accessSecret)).toBe(false);
  });
});
