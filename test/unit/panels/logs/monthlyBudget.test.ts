import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from '../../../../src/model/logs/openLog.js';
import { usualStart } from '../../../../src/model/logs/open/openLog.js';
import { eventWords } from '../../../../src/panels/logs/eventTexts.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let time: SimulatedTime;
beforeEach(async () => {
  time = new SimulatedTime();
  bench = await aWorkbench({ clock: time });
});
afterEach(() => bench.end());

it('a log stops following when the month’s calls are used up, asks nobody, and reads what a person asks for', async () => {
  const asked: string[] = [];
  bench.core.budget.askWith((project) => {
    asked.push(project.id);
    return Promise.resolve(true);
  });
  const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const deviceId = bench.cloud.truth.devicesOfProduct('strip')[0] ?? '';
  const log = openLog(bench.core.logs, { projectId, deviceIds: [deviceId] }, eventWords());
  const tail = () => log.session.state().tail;
  log.start({ ...usualStart, following: true }, 'person');
  await expect.poll(() => tail().state).toBe('following');
  const callBudget = bench.core.budget.state(projectId).used;
  await bench.core.projects.update(projectId, (old) => ({ ...old, callBudget }));
  const problem = async (): Promise<unknown> => {
    await time.pass(1_000);
    return tail().problem;
  };
  await expect.poll(problem).toMatchObject({ reason: 'usedUp' });
  const { totalCalls } = bench.cloud.ledger;
  expect(asked).toEqual([]);
  await log.session.reload();
  expect(asked).toEqual([projectId]);
  expect(bench.cloud.ledger.totalCalls).toBeGreaterThan(totalCalls);
  expect(workbench.errors).toEqual([]);
  log.dispose();
});
