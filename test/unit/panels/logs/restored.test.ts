import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from '../../../../src/model/logs/openLog.js';
import { usualStart, type OpenLog } from '../../../../src/model/logs/open/openLog.js';
import { eventWords } from '../../../../src/panels/logs/eventTexts.js';
import { aWorkbench } from '../../../support/commandSetup.js';

const dayMs = 86_400_000;

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
let log: OpenLog;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const deviceId = bench.cloud.truth.devicesOfProduct('strip')[0] ?? '';
  log = openLog(bench.core.logs, { projectId, deviceIds: [deviceId] }, eventWords());
});
afterEach(async () => {
  log.dispose();
  await bench.end();
});

const days = {
  ...usualStart,
  query: { ...usualStart.query, range: { kind: 'last', ms: 3 * dayMs } },
  filter: { text: 'x', mode: 'hide', hiddenTypes: [] },
  following: false,
} as const;
const range = (): unknown => log.session.state().query?.range;

it('a log that comes back by itself reads its newest hour where its range costs much', async () => {
  await log.startAgain(days, 0);
  expect(range()).toEqual(usualStart.query.range);
  expect(log.filter.text).toBe('x');
});

it('and its range where that costs little', async () => {
  await log.startAgain(days, 10_000);
  expect(range()).toEqual(days.query.range);
});

it('leaves what somebody asked for meanwhile', async () => {
  const query = { ...days.query, range: { kind: 'last', ms: dayMs } } as const;
  const started = log.startAgain(days, 10_000);
  void log.session.run(query);
  await started;
  expect(range()).toEqual(query.range);
});

it('makes no call once the month’s calls are used up, and asks nobody', async () => {
  const asked: string[] = [];
  bench.core.budget.askWith((project) => {
    asked.push(project.id);
    return Promise.resolve(true);
  });
  await bench.core.projects.update(projectId, (old) => ({ ...old, callBudget: 1 }));
  const { totalCalls } = bench.cloud.ledger;
  await log.startAgain({ ...days, following: true }, 10_000);
  await expect.poll(() => log.session.state().problem).toMatchObject({ reason: 'usedUp' });
  expect(asked).toEqual([]);
  expect(bench.cloud.ledger.totalCalls).toBe(totalCalls);
});
