import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { systemClock } from '../../../../src/base/clock.js';
import type { OpenLog } from '../../../../src/model/logs/open/openLog.js';
import { LogsRegistry } from '../../../../src/panels/logs/logsRegistry.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

it('a log is opened with the rows of one data point, and one that is open is filtered anew', async () => {
  const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const key = { projectId, deviceIds: [bench.cloud.truth.devicesOfProduct('strip')[0] ?? ''] };
  const texts: string[] = [];
  const logs = Object.create(bench.core.logs, {
    add: {
      value: (open: OpenLog) => {
        open.onDidChange(() => open.filter.text !== texts.at(-1) && texts.push(open.filter.text));
        return bench.core.logs.add(open);
      },
    },
  }) as typeof bench.core.logs;
  const registry = new LogsRegistry({
    extensionUri: { path: '/' } as never,
    log: silentLogger,
    parts: () => Promise.resolve({ logs, projects: bench.core.projects, clock: systemClock }),
    showExtensionLog: () => undefined,
    showDocument: () => Promise.resolve(() => true),
    openDevice: () => undefined,
  });
  const before = workbench.panels.length;
  await registry.openPoint(key, 'switch_1');
  await registry.openPoint(key, 'a b');
  await registry.open(key);
  expect(workbench.panels.length - before).toBe(1);
  expect(texts.filter((text) => text !== '')).toEqual(['dp:switch_1', 'dp:"a b"']);
  registry.dispose();
});
