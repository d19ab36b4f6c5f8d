import { expect } from 'vitest';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { journey } from './harness/journey.js';

journey('the demo is one click away and shows gateways open', {}, async (window) => {
  const { workbench } = window;
  await workbench.activityBar.open('Tuya');
  await workbench.sideBar.welcomeAction('Open the Demo Project').click();
  const tree = workbench.tree('Devices');
  await tree.row(/^Haustür, online, .*sub-device$/).waitFor();
  await tree.settled();
  await window.screenshot('tree-demo', 'light', 'dark', 'hc-light', 'hc-dark');
});

journey(
  'a project is added by its prompts, corrected where it is wrong, and kept over a reload',
  {},
  async (window) => {
    const { workbench, screenshot, reload } = window;
    const cloud = createCloud({ seed: 7, isCalm: true });
    const server = await startServer(cloud, { port: 0 });
    try {
      const { accessId, accessSecret } = cloud.credentials;
      const { quickInput } = workbench;
      await workbench.activityBar.open('Tuya');
      await workbench.sideBar.welcomeAction('Add a Cloud Project…').click();
      await quickInput.shown(/Add a Cloud Project/);
      await quickInput.shown(/1\/3/);
      await quickInput.answer(accessId);
      await quickInput.shown(/2\/3/);
      expect(await quickInput.input.getAttribute('type')).toBe('password');
      await quickInput.answer('wrong');
      await quickInput.shown(/3\/3/);
      await quickInput.toNext(() => quickInput.pick('Custom endpoint…'));
      await quickInput.answer('http://openapi.tuyaeu.com');
      await quickInput.complaint(/Only https is allowed/);
      await quickInput.answer(server.origin);
      await quickInput.shown(/2\/3/);
      await quickInput.complaint(/The cloud refused the keys/);
      await screenshot('add-project-refused');
      await quickInput.answer(accessSecret);
      await quickInput.shown(/3\/3/);
      await quickInput.toNext(() => quickInput.pick('Custom endpoint…'));
      await quickInput.accept();
      const tree = workbench.tree('Devices');
      await tree.row(/^127\.0\.0\.1:\d+, cloud project/).waitFor();
      await tree
        .row(/, sub-device$/)
        .first()
        .waitFor();
      // Until all is read, users say “and more”.
      await tree.row(/^127\.0\.0\.1:\d+, cloud project, .* 22 devices, /).waitFor();
      await tree.settled();
      await screenshot('tree-project');
      const before = await tree.names();
      await reload();
      await expect.poll(() => tree.names(), { timeout: 20_000 }).toEqual(before);

      await (await tree.menu(/, cloud project/)).choose('Remove Project…');
      await workbench.dialog.shown(/Remove the project/);
      await screenshot('remove-project');
      await workbench.dialog.choose('Remove');
      await workbench.sideBar.welcome.waitFor();
    } finally {
      await server.close();
    }
  },
);
