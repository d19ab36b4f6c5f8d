import { expect } from 'vitest';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { takesPictures } from '../support/pictures.js';
import { sevenTestDataCenters } from '../support/testDataCenters.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import type { Theme } from './harness/openWorkbench.js';

const themes: readonly Theme[] = ['dark', 'light'];

journey(
  'the demo’s first device is one click away, and the walkthrough shows the rest',
  // Narrower, and VS Code leaves the pictures out.
  { size: { width: 1760, height: 900 } },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page } = workbench;
    await workbench.activityBar.open('Tuya');
    await workbench.sideBar.welcome.waitFor();
    await screenshot('first-run', ...themes);
    await workbench.palette.run('Open Walkthrough');
    await workbench.quickInput.pick(/Get Started with Your Tuya Devices/);
    for (const [name, title] of [
      ['keys', 'Get the keys'],
      ['connect', 'Connect'],
      ['device', 'See a device'],
      ['log', 'Follow a log'],
      ['diagnose', 'When something does not work'],
    ] as const) {
      await page.locator('.getting-started-step', { hasText: title }).first().click();
      // The picture fades in.
      if (takesPictures) await page.waitForTimeout(1_000);
      await screenshot(`walkthrough-${name}`, ...themes);
    }

    const steps: string[] = [];
    await workbench.sideBar.welcomeAction('Open the Demo Project').click();
    steps.push('click');
    await workbench
      .tree('Devices')
      .row(/, device$/)
      .first()
      .waitFor();
    expect(steps).toEqual(['click']);
    const ticked = (id: string) =>
      page.locator(`[data-done-step-id$="${id}"]`).first().getAttribute('aria-checked');
    await expect.poll(() => ticked('connect')).toBe('true');
    expect(await ticked('diagnose')).toBe('false');
    expect(await ticked('log')).toBe('false');
    await screenshot('walkthrough-ticked', ...themes);
    await (await workbench.tree('Devices').menu(/, device$/)).choose('Open Log');
    await workbench.webview(/^Log: /).shown();
    await page
      .locator('.part.editor')
      .getByRole('tab', { name: /^Welcome/ })
      .click();
    await expect.poll(() => ticked('log')).toBe('true');
  },
);

const stood = await sevenTestDataCenters();
const cloud = createCloud({ seed: 7, isCalm: true });
const server = await startServer(cloud, { port: 0 });
const central = 3;
/** Servers of this machine in the place of the data centers; Central Europe has devices. */
const env = {
  TUYA_STAND_INS: stood.centers.map(({ endpoint }, at) => (at === central ? server.origin : endpoint)).join(),
};
const answers = [
  'unreachable',
  'wrongKeys',
  'suspended',
  'holds',
  'ipNotAllowed',
  'notAuthorised',
  'silent',
] as const;
for (const [at, answer] of answers.entries()) {
  const standIn = stood.standIns[at];
  if (standIn) standIn.answer = answer;
}

// A list that is open closes where the theme is switched: pictures in another one take another walk.
for (const theme of takesPictures ? themes : themes.slice(0, 1)) {
  journey(
    `keys and Enter lead to a project’s first device, and a diagnosis to what is wrong: ${theme}`,
    { theme, extension: 'development', env },
    async (window) => {
      const { workbench, screenshot } = window;
      const { quickInput, palette } = workbench;
      const { accessId, accessSecret } = cloud.credentials;
      cloud.faults.clear();
      await workbench.activityBar.open('Tuya');
      const steps: string[] = [];
      await workbench.sideBar.welcomeAction('Add a Cloud Project…').click();
      await quickInput.shown(/1\/3/);
      await quickInput.answer('nobody');
      await quickInput.shown(/2\/3/);
      await quickInput.answer('wrong');
      await quickInput.shown(/3\/3/);
      await screenshot('finder-choice');
      await quickInput.accept();
      await quickInput.options
        .filter({ hasText: 'Choose the Data Center Myself' })
        .waitFor({ timeout: 40_000 });
      await screenshot('finder-none');
      await quickInput.pick('Correct the Access ID or the Access Secret');

      await quickInput.shown(/1\/3/);
      await quickInput.answer(accessId);
      steps.push('Access ID, Enter');
      await quickInput.shown(/2\/3/);
      await quickInput.answer(accessSecret);
      steps.push('Access Secret, Enter');
      await quickInput.shown(/3\/3/);
      await quickInput.accept();
      steps.push('Enter');
      await quickInput.options.filter({ hasText: /holds \d+ devices/ }).waitFor();
      await screenshot('finder');
      const tree = workbench.tree('Devices');
      await tree.row(/^Central Europe, cloud project/).waitFor();
      await tree
        .row(/, device$/)
        .first()
        .waitFor();
      expect(steps).toEqual(['Access ID, Enter', 'Access Secret, Enter', 'Enter']);
      expect(JSON.stringify(stood.standIns.map(({ seen }) => seen))).not.toContain(accessSecret);
      await tree.settled();
      await screenshot('first-device');

      await (await tree.inlineAction(/^Kühlschrank,/, 'Open Log')).click();
      steps.push('Open Log');
      const first = workbench.webview(/^Log: Kühlschrank/);
      const rows = '.row:not(.note, .skeleton)';
      await first.content.locator(rows).first().waitFor();
      // With the view and its first button: six from an empty window to the first row.
      expect(steps).toHaveLength(4);

      // From “which device is this?”, with an id, to its log: three.
      const { page } = workbench;
      const [deviceId = ''] = cloud.truth
        .deviceIds()
        .filter((id) => cloud.truth.device(id)?.['name'] === 'Schreibtisch');
      // Nobody uses a desk's power strip at every hour of the day.
      cloud.truth.addLogEvent(deviceId, { time: Date.now(), type: 7, code: 'switch_1', value: 'true' });
      await page.keyboard.press('Control+K');
      await page.keyboard.press('l');
      await quickInput.shown(/Open Log of a Device/);
      await quickInput.type(deviceId);
      await quickInput.options.filter({ hasText: 'Schreibtisch' }).waitFor();
      await quickInput.accept();
      const log = workbench.webview(/^Log: Schreibtisch/);
      await log.content.locator(rows).first().waitFor();

      // From a row to its data point alone: two.
      const row = log.content.locator(`${rows}:has(.cell-code code)`).last();
      const code = await row.locator('.cell-code code').innerText();
      await row.click({ button: 'right' });
      await log.content
        .getByRole('menuitem', { name: new RegExp(`^Show Only .*${code}$`) })
        .first()
        .click();
      await expect
        .poll(async () => new Set(await log.content.locator(`${rows} .cell-code code`).allInnerTexts()))
        .toEqual(new Set([code]));
      await screenshot('log-one-point');

      cloud.faults.add({ fault: { kind: 'code', code: 28841101 }, operation: 'getDeviceLogs' });
      // The only project isn't asked for.
      await palette.run('Tuya: Diagnose Project');
      await workbench.notifications.shown(/1 step failed\. API: device logs/);
      await screenshot('diagnosis');
      const text = await documentText(window, /diagnosis\.md/);
      expect(text).toContain('✗ **API: device logs** (fail)');
      for (const secret of [accessId, accessSecret, ...cloud.credentials.uids, ...cloud.truth.deviceIds()]) {
        expect(text).not.toContain(secret);
      }
    },
  );
}
