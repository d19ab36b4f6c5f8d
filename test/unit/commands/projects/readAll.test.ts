import { beforeEach, describe, expect, it } from 'vitest';
import { Lazy } from '../../../../src/base/lazy.js';
import type { CommandDeps } from '../../../../src/commands/commandDeps.js';
import { readAll } from '../../../../src/commands/projects/readAll.js';
import type { Project } from '../../../../src/model/projects/project.js';
import { Activity } from '../../../../src/platform/treeView/activity.js';
import { ContextKeys } from '../../../../src/platform/settings/contextKeys.js';
import { byPerson } from '../../../support/asking.js';
import { eventually } from '../../../support/eventually.js';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

function aCommand(devices: number, fields: Partial<Project> = {}) {
  const fleet = aFleet(fields);
  fleet.cloud.project = Array.from({ length: devices }, (_, at) => aDevice(`d${at}`, { uid: `u${at % 3}` }));
  const core = { ...fleet.core, budget: { state: () => ({ limit: 26_000, used: 1_204, level: 'fine' }) } };
  const activity = new Activity(new ContextKeys());
  const deps = { core: new Lazy(() => Promise.resolve(core)), activity } as unknown as CommandDeps;
  return { ...fleet, activity, run: () => readAll(deps, 'p'), known: () => fleet.devices.knownOf('p').size };
}

const asked = { message: 'Read all devices of ‘Bench’?' };

describe('reading all devices', () => {
  it('says first what it costs, and reads nothing more where the person says no', async () => {
    const { cloud, run, known } = aCommand(5_000);
    await run();
    expect(workbench.questions).toEqual([
      {
        ...asked,
        detail:
          'It costs about 41 calls. Calls used this month: 1,204 of 26,000. 900 of 5,000 devices are known. You can stop at any time and continue later.',
      },
    ]);
    expect(cloud.taken()).toHaveLength(9);
    expect(known()).toBe(900);
  });

  it('reads them with progress, and says so in the end', async () => {
    const { run, known } = aCommand(5_000);
    workbench.answerTo = () => 'Read All';
    await run();
    expect(known()).toBe(5_000);
    expect(workbench.progress).toContain('Reading all devices of ‘Bench’');
    expect(workbench.progressMessages[0]).toMatch(/^[\d,]+ of 5,000 devices · call 1 of 41$/);
    await eventually(() => expect(workbench.messages).toEqual(['‘Bench’ has been read: 5,000 devices.']));
    await run();
    expect(workbench.questions).toHaveLength(1);
    expect(workbench.messages.at(-1)).toBe('‘Bench’ has been read: 5,000 devices.');
  });

  it('read again says how many there are, without those that are gone', async () => {
    const { cloud, run } = aCommand(5_000);
    workbench.answerTo = () => 'Read All';
    await run();
    cloud.project = cloud.project.slice(0, 4_990);
    workbench.progressMessages.length = 0;
    workbench.pressOn = (_message, [button]) => (button === 'Read Again' ? button : undefined);
    await run();
    await eventually(() => expect(workbench.messages).toHaveLength(3));
    expect(workbench.progressMessages[0]).toBe('900 of 4,990 devices · call 1 of 41');
    expect(workbench.messages[2]).toBe('‘Bench’ has been read: 4,990 devices.');
  });

  it('read again says so of a list that is short, and why where it can’t be read', async () => {
    const { activity, cloud, run, known } = aCommand(500);
    await run();
    await eventually(() => expect(workbench.messages).toHaveLength(1));
    workbench.pressOn = (_message, [button]) => (button === 'Read Again' ? button : undefined);
    await run();
    await eventually(() =>
      expect(workbench.messages.slice(1)).toEqual(Array(2).fill('‘Bench’ has been read: 500 devices.')),
    );
    const error = refusal('server');
    cloud.failures.set('list', error);
    await expect(run()).rejects.toBe(error);
    await expect(run()).rejects.toBe(error);
    cloud.failures.clear();
    await run();
    cloud.taken();
    let open = (): void => undefined;
    cloud.gate = new Promise((resolve) => (open = resolve));
    const cancelled = expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    await eventually(() => expect(cloud.taken()).not.toEqual([]));
    activity.cancelAll();
    open();
    await cancelled;
    cloud.gate = undefined;
    cloud.taken();
    // What has failed isn't told as read: it is read.
    await run();
    expect(cloud.taken()).toHaveLength(5);
    // Four that it has been read, three that offer to read it again.
    await eventually(() => expect(workbench.messages).toHaveLength(7));
    expect(known()).toBe(500);
    expect(workbench.questions).toEqual([]);
  });

  it('reads users’ own lists where the project’s is refused, and again after a refresh', async () => {
    const { cloud, run, own } = aCommand(0, { uids: ['u1'] });
    cloud.failures.set('list', refusal('permission', 1106));
    cloud.users.set('u1', [aDevice('a', { uid: 'u1' }), aDevice('b', { uid: 'u1' })]);
    workbench.answerTo = () => 'Read All';
    await run();
    await run();
    await own().refresh({ kind: 'users', projectId: 'p' }, byPerson());
    cloud.taken();
    await run();
    expect(cloud.taken()).toEqual(['list', 'user u1']);
    const told = Array(3).fill('‘Bench’ has been read: 2 devices.');
    await eventually(() => expect(workbench.messages).toEqual(told));
  });

  it('says that it costs one call at least where the cloud doesn’t count the devices', async () => {
    const { cloud, run } = aCommand(5_000);
    const list = cloud.client.devices.list.bind(cloud.client.devices);
    Object.assign(cloud.client.devices, {
      list: async (...args: Parameters<typeof list>) => ({ ...(await list(...args)), total: undefined }),
    });
    await run();
    expect(workbench.questions).toMatchObject([
      { detail: expect.stringMatching(/^It costs 1 call at least: /) as string },
    ]);
  });

  it('asks nothing where it costs little, or nothing', async () => {
    const few = aCommand(1_500);
    await few.run();
    expect(few.known()).toBe(1_500);
    const demo = aCommand(5_000);
    const list = demo.projects.list();
    demo.projects.list = () => list.map((project) => ({ ...project, kind: 'demo' }));
    await demo.run();
    expect(demo.known()).toBe(5_000);
    expect(workbench.questions).toEqual([]);
    // Nobody waits for the messages: they would come in the next test.
    await eventually(() => expect(workbench.messages).toHaveLength(2));
  });

  it('stops when it is cancelled, and goes on when it is asked to', async () => {
    const { cloud, run, known } = aCommand(9_000);
    workbench.answerTo = () => 'Read All';
    const list = cloud.client.devices.list.bind(cloud.client.devices);
    Object.assign(cloud.client.devices, {
      list: (...args: Parameters<typeof list>) => {
        if (cloud.calls.length === 40) workbench.cancelProgress?.();
        return list(...args);
      },
    });
    workbench.pressOn = (_message, [button]) => (button === 'Continue' ? button : undefined);
    await run();
    expect(workbench.messages[0]).toMatch(
      /^Reading ‘Bench’ has stopped\. [\d,]+ of 9,000 devices are known\.$/,
    );
    await eventually(() => expect(workbench.messages.at(-1)).toBe('‘Bench’ has been read: 9,000 devices.'));
    expect(known()).toBe(9_000);
    // What was agreed to is not asked again.
    expect(workbench.questions).toHaveLength(1);
  });

  it('is cancelled by the button of the view, too', async () => {
    const { activity, cloud, run, known } = aCommand(9_000);
    workbench.answerTo = () => 'Read All';
    const list = cloud.client.devices.list.bind(cloud.client.devices);
    Object.assign(cloud.client.devices, {
      list: (...args: Parameters<typeof list>) => {
        if (cloud.calls.length === 40) activity.cancelAll();
        return list(...args);
      },
    });
    await run();
    expect(known()).toBeLessThan(6_000);
    expect(workbench.messages[0]).toContain('has stopped');
  });

  it('tells what it failed with, and keeps what came', async () => {
    const { cloud, run, known } = aCommand(9_000);
    workbench.answerTo = () => 'Read All';
    const error = refusal('server');
    cloud.failures.set('list #50', error);
    await expect(run()).rejects.toBe(error);
    expect(known()).toBeGreaterThan(900);
    cloud.failures.clear();
    await run();
    expect(known()).toBe(9_000);
  });

  it('asks nothing where the first page can’t be read, and says why; the next time it tries again', async () => {
    const { activity, cloud, run, known } = aCommand(5_000);
    workbench.answerTo = () => 'Read All';
    const error = refusal('server');
    cloud.failures.set('list', error);
    await expect(run()).rejects.toBe(error);
    await expect(run()).rejects.toBe(error);
    cloud.failures.clear();
    const cancelled = new Promise((resolve) => setTimeout(resolve, 20));
    cloud.gate = cancelled.then(() => activity.cancelAll());
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(workbench.questions).toEqual([]);
    cloud.gate = undefined;
    await run();
    expect(known()).toBe(5_000);
  });

  it('tells what it failed with after it was continued', async () => {
    const { activity, cloud, run } = aCommand(9_000);
    workbench.answerTo = () => 'Read All';
    const list = cloud.client.devices.list.bind(cloud.client.devices);
    Object.assign(cloud.client.devices, {
      list: (...args: Parameters<typeof list>) => {
        if (cloud.calls.length === 40) activity.cancelAll();
        return list(...args);
      },
    });
    workbench.pressOn = (_message, [button]) => (button === 'Continue' ? button : undefined);
    cloud.failures.set('list #11', refusal('server'));
    await run();
    await eventually(() => expect(workbench.errors).toHaveLength(1));
    expect(workbench.messages[0]).toContain('has stopped');
  });

  it('says that some came or went meanwhile', async () => {
    const { cloud, run, own } = aCommand(9_000);
    workbench.answerTo = () => 'Read All';
    const list = cloud.client.devices.list.bind(cloud.client.devices);
    Object.assign(cloud.client.devices, {
      list: (...args: Parameters<typeof list>) => {
        // One of those that were read already goes.
        if (cloud.calls.length === 40) cloud.project = cloud.project.slice(0, -1);
        return list(...args);
      },
    });
    await run();
    const told =
      '‘Bench’ has been read: 9,000 devices. Some came or went meanwhile; a row of the project says how many.';
    await eventually(() => expect(workbench.messages).toContain(told));
    expect(own().users().notes).toMatchObject([{ kind: 'incomplete', read: 9_000, total: 8_999 }]);
  });
});
