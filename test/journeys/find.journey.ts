import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';

journey('a device is found by name, opened, and shown in the tree', { anyWindow: true }, async (window) => {
  const { workbench, screenshot } = window;
  const { quickInput } = workbench;
  await withCloudProject(window, {}, async ({ tree }) => {
    await workbench.palette.run('Tuya: Find a Device…');
    await quickInput.shown(/Find a Device/);
    await quickInput.type('kuhl');
    await quickInput.options.filter({ hasText: 'Kühlschrank' }).waitFor();
    await screenshot('find-device');
    await quickInput.accept();
    const { content } = workbench.webview('Kühlschrank');
    await content.getByRole('heading', { level: 1, name: 'Kühlschrank' }).waitFor();

    await workbench.palette.run('Tuya: Find a Device…');
    await quickInput.shown(/Find a Device/);
    await quickInput.type('garagentor');
    const option = quickInput.options.filter({ hasText: 'Garagentor' });
    await option.hover();
    await option.getByRole('button', { name: 'Reveal in Tree' }).click();
    await tree
      .row(/^Garagentor,/)
      .and(workbench.page.locator('[aria-selected=true]'))
      .waitFor();
  });
});

journey(
  'a device is found by a pasted UUID, and Enter opens it without a look-up',
  { anyWindow: true },
  async (window) => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await withCloudProject(window, {}, async ({ cloud, idOf }) => {
      const id = idOf('Kühlschrank');
      const uuid = String(cloud.truth.device(id)?.['uuid']);
      expect(uuid).not.toBe(id);
      await workbench.palette.run('Tuya: Find a Device…');
      await quickInput.shown(/Find a Device/);
      await quickInput.type(uuid);
      await quickInput.options.filter({ hasText: 'Look up the ID' }).waitFor();
      await quickInput.options.first().filter({ hasText: 'Kühlschrank' }).waitFor();
      await quickInput.accept();
      const { content } = workbench.webview('Kühlschrank');
      await content.getByRole('heading', { level: 1, name: 'Kühlschrank' }).waitFor();
    });
  },
);

journey('a device that no list has named is looked up by its id', { anyWindow: true }, async (window) => {
  const { workbench, screenshot } = window;
  const { quickInput } = workbench;
  await withCloudProject(window, { devices: 1_100 }, async ({ cloud }) => {
    const id = String(cloud.truth.deviceIds().at(-1));
    await workbench.palette.run('Tuya: Find a Device…');
    await quickInput.shown(/Find a Device/);
    await quickInput.type(id);
    const before = cloud.ledger.count('getDevice').calls;
    await quickInput.options.filter({ hasText: 'Look up the ID' }).filter({ hasText: id }).waitFor();
    await screenshot('find-look-up');
    await quickInput.accept();
    const name = String(cloud.truth.device(id)?.['name']);
    // A page that is still being filled would take the focus from the next question.
    const panel = workbench.webview(name);
    await panel.shown();
    await panel.content.getByRole('heading', { name: 'Attributes' }).waitFor();
    expect(cloud.ledger.count('getDevice').calls).toBeGreaterThan(before);
    await workbench.palette.run('Tuya: Find a Device…');
    await quickInput.shown(/Find a Device/);
    await quickInput.type('vdevo000000000000000');
    await quickInput.options.filter({ hasText: 'Look up the ID' }).waitFor();
    await quickInput.accept();
    await workbench.notifications.shown(/cloud/);
  });
});

journey(
  'what nobody has read is read from the box, which goes on with what was typed',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { quickInput } = workbench;
    await withCloudProject(window, { devices: 1_100 }, async ({ cloud }) => {
      const id = String(cloud.truth.deviceIds().at(-1));
      const name = String(cloud.truth.device(id)?.['name']);
      await workbench.palette.run('Tuya: Find a Device…');
      await quickInput.shown(/Find a Device/);
      const offered = /Read all 1,100 devices of .*: about \d+ calls?/;
      const offer = quickInput.options.filter({ hasText: offered });
      await workbench.page.getByRole('button', { name: offered }).first().waitFor();
      await quickInput.type(id);
      await offer.waitFor();
      await screenshot('find-read-all');
      await offer.click();
      await quickInput.options.filter({ hasText: name }).first().waitFor();
      await quickInput.accept();
      await workbench.webview(name).content.getByRole('heading', { level: 1, name }).waitFor();
    });
  },
);
