import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { quietSettings } from '../vscode/settings.mjs';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { openLog } from './harness/logs.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

/** What the journeys of this file share, in the order they run. */
const servers: string[] = [];

/** The files of the user's folder, but VS Code's own notes of what it has read and its logs. */
async function filesOf({ userDataDir }: OpenWorkbench): Promise<string[]> {
  const all = await readdir(userDataDir, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(userDataDir.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !/^(logs|CachedProfilesData|User\/caches)\/|Cache\.json$|machineid$/.test(path));
}

journey('a window leaves a project, a secret, settings, a log and a file behind', {}, async (window) => {
  const { workbench } = window;
  servers.push(window.userDataDir);
  await withCloudProject(window, {}, async (project) => {
    const { content } = await openLog(window, project.tree, 'Kühlschrank');
    await content.locator('.row:not(.skeleton)').first().waitFor();
    await workbench.page.evaluate(() => {
      localStorage.setItem('left', 'behind');
      sessionStorage.setItem('left', 'behind');
      document.cookie = 'left=behind';
    });
    await window.switchTheme('light');
    await workbench.palette.run('View: Toggle Panel Visibility');
    await window.reload();
    await project.tree.row(/^Bench, cloud project/).waitFor();
    expect(await filesOf(window)).not.toEqual([]);
  });
});

journey('the next window on the same server is as if it were the first', {}, async (window) => {
  const { workbench } = window;
  servers.push(window.userDataDir);
  // The two last windows: a first try of this one may have been on another server.
  expect(servers.at(-2)).toBe(servers.at(-1));
  await workbench.activityBar.open('Tuya');
  // No project, so no secret and no cloud either.
  await workbench.sideBar.welcomeAction('Add a Cloud Project…').waitFor();
  await workbench.themed('dark');
  expect(await workbench.page.locator('.part.editor').getByRole('tab').count()).toBe(0);
  expect(await workbench.page.locator('.part.panel').isVisible()).toBe(false);
  const kept = await workbench.page.evaluate(() => ({
    local: localStorage.getItem('left'),
    session: sessionStorage.getItem('left'),
    cookies: document.cookie,
  }));
  expect(kept).toEqual({ local: null, session: null, cookies: expect.not.stringContaining('left') });
  const settings: unknown = JSON.parse(
    await readFile(join(window.userDataDir, 'User', 'settings.json'), 'utf8'),
  );
  expect(settings).toEqual(quietSettings);
  const files = await filesOf(window);
  expect(files.filter((path) => /tuya|History|Backups/i.test(path))).toEqual([]);
});
