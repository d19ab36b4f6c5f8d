import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProtectedError } from '../../../../src/model/devices/protection.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { ProjectError } from '../../../../src/model/projects/projectErrors.js';
import { ErrorNotifier } from '../../../../src/platform/errorMessages/errorNotifier.js';
import { nextSteps } from '../../../../src/platform/errorMessages/nextSteps.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { byPerson } from '../../../support/asking.js';
import { eventually } from '../../../support/eventually.js';
import { act, escape, type } from '../../../support/person.js';
import { commands, workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

/** The buttons of each error message so far. */
function buttonsOf(): (readonly string[])[] {
  const seen: (readonly string[])[] = [];
  workbench.pressOn = (_, buttons) => {
    seen.push(buttons);
    return undefined;
  };
  return seen;
}

describe('errors offer what helps', () => {
  it.each(['tuya.findDevice', 'tuya.diagnoseProject', 'tuya.showDeviceList'])(
    '%s without a project leads to one',
    async (command) => {
      const seen = buttonsOf();
      await bench.run(command);
      expect(workbench.errors).toEqual(['There is no project yet.']);
      expect(seen).toEqual([['Add a Cloud Project…', 'Open the Demo Project']]);
      workbench.pressOn = (_, buttons) => buttons[1];
      await bench.run(command);
      await eventually(() => expect(bench.core.projects.list()).toMatchObject([{ kind: 'demo' }]));
    },
  );

  it('a protected project can be unprotected where it refuses', async () => {
    const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
    const deviceId = bench.cloud.truth.deviceIds()[0] ?? '';
    await bench.run('tuya.protectProject', { projectId });
    workbench.pressOn = (_, buttons) => buttons.find((button) => button === 'Unprotect Project');
    act(type('Other'));
    await bench.run('tuya.renameDevice', { projectId, deviceId });
    await eventually(() => expect(bench.core.projects.get(projectId)?.isProtected).toBeUndefined());
    expect(bench.cloud.ledger.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('missing keys lead to the keys of that project', async () => {
    const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
    await bench.vault.delete(`project/${projectId}/secret`);
    workbench.pressOn = (_, [button]) => button;
    const seen = act(escape);
    await bench.run('tuya.diagnoseProject', { projectId });
    await eventually(() => expect(seen.map(({ title }) => title)).toEqual(['Edit ‘Bench’']));
  });

  it('a failure of the cloud leads to the diagnosis, and what is said in full needs no log', async () => {
    await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys });
    bench.cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDevice' });
    const seen = buttonsOf();
    const error = await bench.core.connections
      .client('id1', byPerson())
      .then((client) => client.devices.get(bench.cloud.truth.deviceIds()[0] ?? ''))
      .catch((thrown: unknown) => thrown);
    await new ErrorNotifier(() => undefined).tell(error);
    await new ErrorNotifier(() => undefined).tell(new BudgetError('background'));
    await new ErrorNotifier(() => undefined).tell(new TypeError('x'));
    expect(seen).toEqual([
      ['Open Tuya’s Cloud Projects', 'Diagnose Project', 'Show Extension Log'],
      ['Set Call Budget…', 'Show Extension Log'],
      ['Show Extension Log'],
    ]);
  });

  it('by commands that are there', async () => {
    const ran: string[] = [];
    const { executeCommand } = commands;
    commands.executeCommand = (id) => Promise.resolve(ran.push(id));
    try {
      const errors = [
        new ProtectedError('p'),
        new BudgetError('background'),
        new ProjectError('secretMissing', 'p'),
        new ProjectError('secretForgotten', 'p'),
      ];
      for (const error of errors) for (const step of nextSteps(error)) await step.run();
    } finally {
      commands.executeCommand = executeCommand;
    }
    expect(ran).toHaveLength(4);
    for (const id of ran) expect(workbench.commands.has(id)).toBe(true);
    expect(nextSteps(new ProjectError('unknown', 'p'))).toEqual([]);
  });
});
