import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { openDetails } from './harness/details.js';
import { journey } from './harness/journey.js';
import {
  addProbes,
  callsShown,
  filterBy,
  openLog,
  probesInTruth,
  probesShown,
  rowsShown,
} from './harness/logs.js';

const clipboard = (): Promise<string> => navigator.clipboard.readText();

journey(
  'a log is opened, followed, filtered, read and copied; what it costs is what the cloud counts',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page } = workbench;
    await withCloudProject(window, {}, async (project) => {
      const { tree, cloud, idOf } = project;
      const id = idOf('Kühlschrank');
      const { content } = await openLog(window, tree, 'Kühlschrank');
      await content.locator('.row:not(.skeleton)').first().waitFor();
      await screenshot('log');

      // What comes while it follows is shown, also rows that share a millisecond.
      addProbes(project, id, 0, 10);
      await filterBy(content, 'dp:probe');
      await expect.poll(() => probesShown(content), { timeout: 60_000 }).toHaveLength(10);
      addProbes(project, id, 10, 10);
      await expect.poll(() => probesShown(content), { timeout: 60_000 }).toHaveLength(20);
      expect(await probesShown(content)).toEqual(probesInTruth(project, id));
      await screenshot('log-filtered');

      // A filter that can't be read says where, and takes nothing away.
      await filterBy(content, 'dp:probe value>x');
      await page.keyboard.press('Enter');
      await content.getByText('Enter a number.').first().waitFor();
      await filterBy(content, 'dp:probe value>=15');
      await expect.poll(() => probesShown(content)).toHaveLength(5);

      const row = content.locator('.row', { hasText: 'probe' }).last();
      await row.dblclick();
      const details = content
        .getByRole('complementary', { name: 'Details of the Row' })
        .or(content.locator('tuya-log-details'));
      await details.first().waitFor();
      await screenshot('log-row');
      await details.getByRole('button', { name: 'Copy JSON' }).click();
      await expect
        .poll(async () => (await page.evaluate(clipboard)).includes('"code": "probe"'), { timeout: 10_000 })
        .toBe(true);
      const copied = JSON.parse(await page.evaluate(clipboard)) as Record<string, unknown>;
      expect(copied).toMatchObject({ device_id: id, event_id: 7, event_from: '1' });
      expect(probesInTruth(project, id)).toContain(copied['value']);

      await content.getByRole('button', { name: 'Follow', exact: true }).click();
      await content.locator('.tail-following').waitFor({ state: 'detached' });
      expect(await callsShown(content)).toBe(cloud.ledger.count('getDeviceLogs').calls);
    });
  },
);

journey('a log is exported as it is shown, value for value', { anyWindow: true }, async (window) => {
  await withCloudProject(window, {}, async (project) => {
    const { tree, cloud, idOf } = project;
    const id = idOf('Kühlschrank');
    const time = Date.now() - 60_000;
    const values = ['=1+1', '-5', '+cmd|x', 'a,b "c"', 'two\nlines', '{"x":1}', 'Zähler 中文'];
    for (const value of values) cloud.truth.addLogEvent(id, { time, type: 7, code: 'probe', value });
    const { content } = await openLog(window, tree, 'Kühlschrank');
    await filterBy(content, 'dp:probe');
    await expect.poll(async () => (await rowsShown(content)).length).toBe(values.length);
    const inTruth = probesInTruth(project, id);

    await content
      .getByRole('button', { name: /^Export/ })
      .first()
      .click();
    await content.getByRole('button', { name: 'JSON Lines: Open as Document' }).click();
    const lines = (await documentText(window, /-log\.jsonl/)).trimEnd().split(/\r?\n/);
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map((row) => row['value'])).toEqual(inTruth);
    expect(new Set(rows.map((row) => `${String(row['device_id'])} ${String(row['time_ms'])}`))).toEqual(
      new Set([`${id} ${time}`]),
    );

    await window.workbench.webview(/^Log: /).show();
    await content
      .getByRole('button', { name: /^Export/ })
      .first()
      .click();
    await content.getByRole('button', { name: 'CSV: Open as Document' }).click();
    const csv = await documentText(window, /-log\.csv/);
    await window.screenshot('log-csv');
    for (const dangerous of [',=1+1', ',+cmd']) expect(csv).not.toContain(dangerous);
    expect(csv).toContain(`,'=1+1,`);
    expect(csv).toContain(',-5,');
    expect(csv).toContain('"a,b ""c"""');
    expect(csv.split(id)).toHaveLength(values.length + 1);
  });
});

journey('markers stand in every log, and a range can begin at one', {}, async (window) => {
  const { workbench, screenshot } = window;
  await withCloudProject(window, {}, async (project) => {
    const { idOf } = project;
    const id = idOf('Kühlschrank');
    addProbes(project, id, 0, 3);
    const details = await openDetails(window, project, 'Kühlschrank');
    await details.content.getByRole('button', { name: 'Open Log' }).click();
    const { content } = workbench.webview(/^Log: Kühlschrank/);
    await content.locator('.row', { hasText: 'probe' }).first().waitFor();
    await workbench.palette.run('Tuya: Add Marker to Logs');
    await workbench.quickInput.shown(/Add Marker/);
    await workbench.quickInput.answer('flashed 1.0.4');
    await content.locator('.note-marker', { hasText: 'flashed 1.0.4' }).waitFor();
    addProbes(project, id, 3, 2);
    await screenshot('log-marker');
    await content.locator('.range-menu button').first().click();
    await content.getByRole('button', { name: /^Since Last Marker.*flashed 1\.0\.4/ }).click();
    await expect.poll(() => probesShown(content), { timeout: 60_000 }).toEqual(['3', '4']);
  });
});

journey('a gateway and its sub-devices are one timeline', { anyWindow: true }, async (window) => {
  await withCloudProject(window, {}, async (project) => {
    const { tree, idOf, cloud } = project;
    const [hall, door] = [idOf('Flur Bewegung'), idOf('Haustür')];
    const { content } = await openLog(window, tree, 'Hub Diele', 'Open Log with Sub-Devices');
    const now = Date.now();
    [hall, door, hall, door].forEach((id, at) =>
      cloud.truth.addLogEvent(id, { time: now + at, type: 7, code: 'probe', value: at }),
    );
    await filterBy(content, 'dp:probe');
    await expect.poll(() => probesShown(content), { timeout: 90_000 }).toEqual(['0', '1', '2', '3']);
    await window.screenshot('log-devices');
    await content
      .getByRole('button', { name: /Haustür/ })
      .first()
      .click();
    await expect.poll(() => probesShown(content)).toEqual(['0', '2']);
  });
});
