import { expect } from 'vitest';
import { journey } from './harness/journey.js';
import { withCloudProject } from './harness/cloudProject.js';
import { openLog, rowsShown } from './harness/logs.js';

journey('a log opens from the tree', { theme: 'dark' }, async (window) => {
  await withCloudProject(window, {}, async ({ tree, cloud, idOf }) => {
    const { content } = await openLog(window, tree, 'Kühlschrank');
    await new Promise((r) => setTimeout(r, 6000));
    await window.screenshot('log');
    console.log(window.consoleLines.join('\n'), await rowsShown(content), cloud.truth.log(idOf('Kühlschrank'), { from: Date.now() - 3600000 }).length);
    expect(1).toBe(1);
  });
});
