import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { tellOfBudgets } from '../../../../src/commands/meter/budgetMessages.js';
import { createCore } from '../../../../src/app/core.js';
import { MeterStatus } from '../../../../src/platform/statusBar/meterStatus.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, choose, escape, type } from '../../../support/person.js';
import { aTree, flat, outline } from '../../../support/treeSetup.js';
import { MemoryFiles, MemoryState, noLogSettings } from '../../../support/storage.js';
import { workbench, type FakeStatusItem } from '../../../support/vscodeShim.js';
import { byPerson } from '../../../support/asking.js';

let setup: Awaited<ReturnType<typeof aWorkbench>>;
let status: MeterStatus;
let callsShown = 0;

beforeEach(async () => {
  setup = await aWorkbench();
  status = new MeterStatus(setup.core);
  tellOfBudgets(setup.core, () => callsShown++);
  callsShown = 0;
});
afterEach(async () => {
  status.dispose();
  await setup.end();
});

async function addProject(name = 'Bench'): Promise<string> {
  const { schema, uids, keys } = setup;
  await setup.run('tuya.addProject', { name, ...keys, schema, uids: [uids[0]] });
  return setup.core.projects.list().find((project) => project.name === name)?.id ?? '';
}

async function setBudget(id: string, callBudget: number): Promise<void> {
  await setup.core.projects.update(id, (old) => ({ ...old, callBudget }));
}

/** One call: reads the first device of the cloud. */
async function call(id: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    const client = await setup.core.connections.client(id, byPerson());
    await client.devices.get(setup.cloud.truth.deviceIds()[0] ?? '');
  }
}

const item = (): FakeStatusItem | undefined => workbench.statusItems.get('tuya.calls');

describe('the status bar', () => {
  it('is quiet without a project, then shows what the server counted, and colours as the budget ends', async () => {
    expect(item()?.visible).toBe(false);
    const id = await addProject('Bench | $(x) [a](command:b)');
    const served = (): number => setup.cloud.ledger.totalCalls;
    await expect.poll(() => item()?.text).toBe(`$(pulse) ${served()} / 26,000`);
    expect(item()).toMatchObject({ visible: true, command: 'tuya.showCalls', backgroundColor: undefined });
    expect(item()?.accessibilityInformation?.label).toContain(`${served()} of 26,000 calls this month`);
    expect(item()?.tooltip?.value).toContain(
      String.raw`| Bench \| \$ \(x\) \[a\] \(command\:b\) | ${served()} |`,
    );
    expect(item()?.tooltip?.isTrusted).toBeUndefined();
    await setBudget(id, 10);
    await call(id, 8 - served());
    await expect.poll(() => item()?.backgroundColor?.id).toBe('statusBarItem.warningBackground');
    await call(id, 2);
    await expect.poll(() => item()?.text).toBe('$(pulse) 10 / 10');
    expect(item()?.backgroundColor?.id).toBe('statusBarItem.errorBackground');
    await setBudget(id, 0);
    await expect.poll(() => item()?.text).toBe('$(pulse) 10');
    expect(item()?.backgroundColor).toBeUndefined();
  });

  it('has what another window of this machine has counted', async () => {
    const id = await addProject();
    await setup.core.meter.flush();
    const { state, vault, storageFolder } = setup;
    const log = silentLogger;
    const other = createCore({
      ...{ state, vault, log, storageFolder },
      workspaceState: new MemoryState(),
      files: new MemoryFiles(),
      logSettings: noLogSettings,
      newId: () => 'x',
      searchLimit: () => 0,
    });
    await other.meter.ready;
    expect(other.meter.monthUsed(id)).toBe(setup.cloud.ledger.totalCalls);
    const client = await other.connections.client(id, byPerson());
    await client.devices.get(setup.cloud.truth.deviceIds()[0] ?? '');
    await other.dispose();
    await setup.core.meter.refresh();
    expect(setup.core.meter.monthUsed(id)).toBe(setup.cloud.ledger.totalCalls);
  });

  it('shows the demo as free', async () => {
    await setup.run('tuya.addDemoProject');
    const demo = setup.core.projects.list()[0]?.id ?? '';
    await setup.core.fleet.of(demo).load({ kind: 'users', projectId: demo }, byPerson());
    await expect.poll(() => item()?.text).toMatch(/^\$\(pulse\) [1-9]\d*$/);
    expect(item()?.tooltip?.value).toMatch(/\| free \|/);
  });
});

describe('a budget that ends', () => {
  it('warns once at 80 %, says once that it is used up, and names the trial only where nobody chose', async () => {
    const id = await addProject();
    await setBudget(id, 10);
    await call(id, 9 - setup.cloud.ledger.totalCalls);
    await expect.poll(() => workbench.messages).toHaveLength(1);
    expect(workbench.messages[0]).toMatch(/^‘Bench’ has used \d+ of its 10 calls for this month\.$/);
    workbench.answerTo = () => 'Continue';
    workbench.pressOn = (_, buttons) => buttons[0];
    await call(id, 3);
    await expect.poll(() => workbench.messages).toHaveLength(2);
    expect(workbench.messages[1]).toMatch(/automatic reading has stopped/);
    await expect.poll(() => callsShown).toBe(1);
  });

  it('asks before the next call: no sends nothing, yes holds for all that follows', async () => {
    const id = await addProject();
    await setBudget(id, setup.cloud.ledger.totalCalls);
    const before = setup.cloud.ledger.totalCalls;
    await expect(call(id)).rejects.toMatchObject({ reason: 'usedUp' });
    expect(setup.cloud.ledger.totalCalls).toBe(before);
    expect(workbench.questions).toEqual([
      {
        message: 'The monthly budget of ‘Bench’ is used up. Continue?',
        detail: expect.any(String) as unknown,
      },
    ]);
    workbench.answerTo = () => 'Continue';
    await call(id, 5);
    expect(workbench.questions).toHaveLength(2);
    expect(setup.cloud.ledger.totalCalls).toBe(before + 5);
  });

  it('can be raised in the question itself', async () => {
    const id = await addProject();
    await setBudget(id, 1);
    workbench.answerTo = () => 'Set Call Budget…';
    act(choose('No budget'));
    await call(id);
    expect(setup.core.budget.state(id)).toMatchObject({ level: 'off' });
    expect(workbench.questions).toHaveLength(1);
  });
});

describe('Set Call Budget', () => {
  it('keeps the trial, a number as people write it, or none', async () => {
    const id = await addProject();
    const chosen = async (...moves: Parameters<typeof act>): Promise<number | undefined> => {
      act(...moves);
      await setup.run('tuya.setCallBudget', { projectId: id });
      return setup.core.projects.get(id)?.callBudget;
    };
    expect(await chosen(escape)).toBeUndefined();
    expect(await chosen(choose('No budget'))).toBe(0);
    expect(await chosen(choose('Trial: 26,000 calls per month'))).toBe(26_000);
    expect(await chosen(choose('Another number…'), type('1.200.000'))).toBe(1_200_000);
    expect(await chosen(choose('Another number…'), type('0'), type('many'), type("2'000"))).toBe(2_000);
    expect(await chosen(choose('Another number…'), type('1.5'), escape)).toBe(2_000);
  });

  it('survives an edit of the keys, and a stored one that cannot be read costs nobody the project', async () => {
    const id = await addProject();
    await setBudget(id, 500);
    const { keys, schema } = setup;
    await setup.core.setup.change(
      id,
      { ...keys, name: 'Bench', schema, uids: [] },
      new AbortController().signal,
    );
    expect(setup.core.projects.get(id)?.callBudget).toBe(500);
    const stored = setup.state.get('projects') as object[];
    await setup.state.update('projects', [{ ...stored[0], callBudget: 'lots' }]);
    setup.core.projects.reload();
    expect(setup.core.projects.get(id)?.name).toBe('Bench');
    expect(setup.core.budget.state(id)).toMatchObject({ limit: 26_000 });
  });
});

describe('Show Calls', () => {
  it('shows one document, by operation and day, and it follows', async () => {
    const id = await addProject();
    await call(id, 3);
    await setup.run('tuya.showCalls');
    const [document] = setup.documents;
    const text = document?.texts.at(-1) ?? '';
    const total = setup.cloud.ledger.totalCalls;
    expect(text).toContain('## Bench');
    expect(text).toContain(`This month: ${total} of 26,000 (0 %)`);
    expect(text).toMatch(/^\| Read a device +\| +3 \| +3 \|$/m);
    expect(text).toMatch(new RegExp(`^\\| Total +\\| +${total} \\| +${total} \\|$`, 'm'));
    expect(text).toMatch(/^\| Access token +\| +\d+ \| +\d+ \|$/m);
    await call(id);
    await expect.poll(() => document?.texts.at(-1)).toMatch(/^\| Read a device +\| +4 \| +4 \|$/m);
    await setup.run('tuya.showCalls');
    expect(setup.documents).toHaveLength(1);
  });
});

describe('the tree of a project whose budget is used up', () => {
  it('reads nothing by itself and asks nobody; a refresh asks and reads', async () => {
    const id = await addProject();
    await setBudget(id, 1);
    const served = setup.cloud.ledger.totalCalls;
    const { rows } = aTree(setup.core);
    const [project] = await rows();
    expect(outline(project?.rows ?? []).join('\n')).toContain('call budget');
    expect(workbench.questions).toEqual([]);
    expect(setup.cloud.ledger.totalCalls).toBe(served);
    workbench.answerTo = () => 'Continue';
    await setup.run('tuya.refreshNode', project?.node);
    expect(workbench.questions).toHaveLength(1);
    const [after] = await rows();
    expect(flat(after?.rows ?? []).some(({ item: row }) => row.contextValue?.startsWith('device.'))).toBe(
      true,
    );
    expect(workbench.questions).toHaveLength(1);
  });

  it('is not read at the start of the next window either', async () => {
    const id = await addProject();
    await setBudget(id, 1);
    await setup.core.meter.flush();
    const served = setup.cloud.ledger.totalCalls;
    const { state, vault, storageFolder } = setup;
    const next = createCore({
      ...{ state, vault, storageFolder, log: silentLogger },
      workspaceState: new MemoryState(),
      files: new MemoryFiles(),
      logSettings: noLogSettings,
      newId: () => 'x',
      searchLimit: () => 0,
    });
    const [project] = await aTree(next).rows();
    expect(outline(project?.rows ?? []).join('\n')).toContain('call budget');
    expect(setup.cloud.ledger.totalCalls).toBe(served);
    await next.dispose();
  });

  it('opens row by row after the person’s word', async () => {
    const id = await addProject();
    await setBudget(id, 1);
    workbench.answerTo = () => 'Continue';
    await call(id);
    const served = setup.cloud.ledger.totalCalls;
    const [project] = await aTree(setup.core).rows();
    expect(outline(project?.rows ?? []).join('\n')).not.toContain('call budget');
    expect(setup.cloud.ledger.totalCalls).toBeGreaterThan(served);
    expect(workbench.questions).toHaveLength(1);
  });
});
