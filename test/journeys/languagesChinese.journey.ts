import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { readWords } from '../support/languages.js';
import { takesPictures } from '../support/pictures.js';
import { sevenTestDataCenters } from '../support/testDataCenters.js';
import { journey } from './harness/journey.js';

const stood = await sevenTestDataCenters();
const cloud = createCloud({ seed: 7, isCalm: true });
const server = await startServer(cloud, { port: 0 });
const central = 3;
/** Servers of this machine in the place of the data centers; Central Europe has devices. */
const env = {
  TUYA_STAND_INS: stood.centers.map(({ endpoint }, at) => (at === central ? server.origin : endpoint)).join(),
};
for (const [at, standIn] of stood.standIns.entries()) standIn.answer = at === 0 ? 'silent' : 'wrongKeys';

/** Texts of the Chinese language by their English, or by their key in the manifest. */
const chinese = {
  ...(await readWords('package.nls.zh-cn.json')),
  ...(await readWords('l10n/bundle.l10n.zh-cn.json')),
};
const zh = (text: string): string => chinese[text] ?? text;

/** A picture tells whether words fit; that they are there is told by the marked language. */
journey(
  'the way to a first device, its details and its log in Chinese',
  {
    language: 'zh-cn',
    size: { width: 1760, height: 900 },
    timeoutMs: 300_000,
    extension: 'development',
    env,
  },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, quickInput, palette } = workbench;
    const { accessId, accessSecret } = cloud.credentials;
    // An earlier try may have got to the fault below.
    cloud.faults.clear();
    await workbench.activityBar.open('Tuya');
    await workbench.sideBar.welcome.waitFor();
    await palette.run('Open Walkthrough');
    await quickInput.pick(zh('walkthrough.title'));
    for (const step of ['keys', 'connect', 'device', 'log', 'diagnose']) {
      const title = zh(`walkthrough.${step}.title`);
      await page.locator('.getting-started-step', { hasText: title }).first().click();
      // The picture fades in.
      if (takesPictures) await page.waitForTimeout(1_000);
      await screenshot(`zh-walkthrough-${step}`);
    }

    const add = zh('welcome.devices').match(/\[([^\]]+)\]\(command:tuya\.addProject\)/)?.[1] ?? '';
    await workbench.sideBar.welcomeAction(add).click();
    await quickInput.shown(/1\/3/);
    await screenshot('zh-access-id');
    await quickInput.answer(accessId);
    await quickInput.shown(/2\/3/);
    await quickInput.answer(accessSecret);
    await quickInput.shown(/3\/3/);
    await screenshot('zh-finder-choice');
    await quickInput.accept();
    await quickInput.options
      .filter({ hasText: /有 \d+ 个/ })
      .first()
      .waitFor();
    await screenshot('zh-finder');
    const tree = workbench.tree(zh('view.devices.name'));
    await tree
      .row(/Kühlschrank/)
      .first()
      .waitFor();
    await tree.settled();
    await screenshot('zh-tree');

    await tree.choose(/Kühlschrank/);
    const details = workbench.webview('Kühlschrank').content;
    await details.getByRole('heading', { name: zh('Attributes') }).waitFor();
    if (takesPictures) await page.waitForTimeout(2_000);
    await screenshot('zh-details');
    await (await tree.menu(/Kühlschrank/)).choose(zh('command.openLogs'));
    const log = workbench.webview(/Kühlschrank/).content;
    await log.locator('.row:not(.skeleton)').first().waitFor();
    await log.locator('.tail-following').waitFor();
    await screenshot('zh-log');
    await log.locator('.row:not(.note, .skeleton)').last().dblclick();
    await screenshot('zh-log-row');

    await palette.run(zh('command.showCalls'));
    await page.locator('.part.editor .monaco-editor .view-lines').first().waitFor();
    if (takesPictures) await page.waitForTimeout(1_000);
    await screenshot('zh-calls');
    cloud.faults.add({ fault: { kind: 'code', code: 28841101 }, operation: 'getDeviceLogs' });
    await palette.run(zh('command.diagnoseProject'));
    await workbench.notifications.shown(zh('1 step failed.'));
    await screenshot('zh-diagnosis');
  },
);
