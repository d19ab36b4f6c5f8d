import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { typeKeys } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

journey(
  'where VS Code’s secret storage refuses, the secret is kept for this window only, and nowhere else',
  { secretStorage: 'refuses' },
  async (window) => {
    const { workbench, screenshot, reload } = window;
    const cloud = createCloud({ seed: 7, isCalm: true });
    const server = await startServer(cloud, { port: 0 });
    try {
      const { accessId, accessSecret } = cloud.credentials;
      const { quickInput, dialog } = workbench;
      const tree = workbench.tree('Devices');
      await workbench.activityBar.open('Tuya');
      await workbench.sideBar.welcomeAction('Add a Cloud Project…').click();
      await quickInput.shown(/Add a Cloud Project/);
      await typeKeys(quickInput, { accessId, accessSecret, endpoint: server.origin });
      await dialog.shown(/The system’s secret storage can’t be used\./);
      expect(await dialog.text()).toMatch(/stored nowhere/);
      await screenshot('no-keyring');

      // Whoever says no is back at the secret, and nothing is saved.
      await dialog.choose('Cancel');
      await quickInput.shown(/2\/3/);
      expect(await tree.names()).toEqual([]);
      await quickInput.answer(accessSecret);
      await quickInput.shown(/3\/3/);
      await quickInput.toNext(() => quickInput.pick('Custom endpoint…'));
      await quickInput.accept();
      await dialog.choose('Use It for This Window Only');
      await tree.row(/^127\.0\.0\.1:\d+, cloud project/).waitFor();
      await tree
        .row(/, sub-device$/)
        .first()
        .waitFor();
      await tree.settled();
      expect(await keptSomewhere(window, accessId)).not.toEqual([]);
      expect(await keptSomewhere(window, accessSecret)).toEqual([]);

      // The next window has the project, and asks for its secret. The rows of the last one may still be there, dated.
      await reload();
      await tree.row(/^127\.0\.0\.1:\d+, cloud project/).waitFor();
      await workbench.palette.run('Tuya: Refresh All Projects');
      await tree
        .row(/Access Secret/)
        .first()
        .waitFor();
      await screenshot('no-keyring-reloaded');
      expect(await keptSomewhere(window, accessSecret)).toEqual([]);
    } finally {
      await server.close();
    }
  },
);

/** Files of the server and entries of the browser that hold the text. */
async function keptSomewhere({ workbench, userDataDir }: OpenWorkbench, text: string): Promise<string[]> {
  const files = (readdirSync(userDataDir, { recursive: true }) as string[]).filter((name) => {
    const path = join(userDataDir, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(text);
  });
  const entries = await workbench.page.evaluate(async (secret) => {
    const found: string[] = [];
    for (const [name, value] of Object.entries(localStorage))
      if (String(value).includes(secret)) found.push(name);
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(name));
      });
      for (const store of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(new Error(store));
        });
        if (JSON.stringify(all).includes(secret)) found.push(`${name}/${store}`);
      }
      database.close();
    }
    return found;
  }, text);
  return [...files, ...entries];
}
