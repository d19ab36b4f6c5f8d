import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkOpener } from '../../../../src/commands/links/openLinks.js';
import { Lazy } from '../../../../src/base/lazy.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
let deviceId: string;
let links: LinkOpener;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  deviceId = bench.cloud.truth.deviceIds()[0] ?? '';
  bench.cloud.ledger.clear();
  const { core, opened, openedLogs } = bench;
  links = new LinkOpener({
    core: new Lazy(() => Promise.resolve(core)),
    openDetails: (ref) => Promise.resolve(void opened.push(ref)),
    openLogs: (id, deviceIds, range) =>
      Promise.resolve(void openedLogs.push({ projectId: id, deviceIds, ...(range && { range }) })),
  });
});
afterEach(() => bench.end());

const nothingHappened = (): void => {
  expect(bench.opened).toEqual([]);
  expect(bench.openedLogs).toEqual([]);
  expect(bench.cloud.ledger.totalCalls).toBe(0);
};
const device = () => ({ path: '/device', query: `project=${projectId}&device=${deviceId}` });

describe('a link that is opened', () => {
  it('asks first, and does nothing where the answer is no', async () => {
    await links.open(device());
    expect(workbench.questions).toMatchObject([{ message: `Open the device ‘${deviceId}’?` }]);
    expect(workbench.questions[0]?.detail).toContain('‘Bench’');
    nothingHappened();
  });

  it('calls the device by the name that an earlier window kept', async () => {
    vi.spyOn(bench.core.fleet, 'restored').mockImplementation((id) => {
      bench.core.devices.put(id, [aDevice(deviceId, { name: 'Desk lamp' })], 1);
      return Promise.resolve();
    });
    await links.open(device());
    expect(workbench.questions).toMatchObject([{ message: 'Open the device ‘Desk lamp’?' }]);
    nothingHappened();
  });

  it('opens the device after a yes, and changes nothing', async () => {
    workbench.answerTo = () => 'Open';
    await links.open(device());
    expect(bench.opened).toMatchObject([{ projectId, deviceId }]);
    expect(bench.cloud.ledger.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('opens a log with its range', async () => {
    workbench.answerTo = () => 'Open';
    await links.open({
      path: '/log',
      query: `project=${projectId}&device=${deviceId}&device=other&from=1000&to=2000`,
    });
    expect(workbench.questions[0]?.message).toBe(`Open the log of ‘${deviceId}’ and 1 more devices?`);
    expect(bench.openedLogs).toEqual([
      { projectId, deviceIds: [deviceId, 'other'], range: { kind: 'between', from: 1000, to: 2000 } },
    ]);
  });

  it('of a project that is not here says so, and asks nothing', async () => {
    workbench.answerTo = () => 'Open';
    await expect(links.open({ path: '/device', query: `project=other&device=${deviceId}` })).rejects.toThrow(
      /project that is not here/,
    );
    expect(workbench.questions).toEqual([]);
    nothingHappened();
  });

  it('that is none says so', async () => {
    await expect(links.open({ path: '/run', query: 'command=x' })).rejects.toThrow(/not complete/);
    nothingHappened();
  });

  it('is one question, however many come', async () => {
    await Promise.all(Array.from({ length: 100 }, () => links.open(device())));
    expect(workbench.questions).toHaveLength(1);
    await links.open(device());
    expect(workbench.questions).toHaveLength(2);
  });
});

describe('Copy Link', () => {
  it('gives a link that opens the device', async () => {
    await bench.run('tuya.copyDeviceLink', { projectId, deviceId });
    const { protocol, host, pathname, search } = new URL(workbench.clipboard);
    expect([protocol, host]).toEqual(['vscode:', 'tuya-device-explorer.tuya-device-explorer']);
    workbench.answerTo = () => 'Open';
    await links.open({ path: pathname, query: search.slice(1) });
    expect(bench.opened).toMatchObject([{ projectId, deviceId }]);
  });

  it('to Log takes the range of the log in front along', async () => {
    await bench.run('tuya.copyLogLink');
    expect(workbench.clipboard).toBe('');
    const range = { kind: 'last', ms: 3_600_000 } as const;
    bench.front.link = { kind: 'log', projectId, deviceIds: [deviceId], range };
    await bench.run('tuya.copyLogLink');
    const { pathname, search } = new URL(workbench.clipboard);
    workbench.answerTo = () => 'Open';
    await links.open({ path: pathname, query: search.slice(1) });
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: [deviceId], range }]);
  });

  it('of several is a line each', async () => {
    const refs = bench.cloud.truth.deviceIds().slice(0, 3);
    await bench.run(
      'tuya.copyDeviceLink',
      refs.map((id) => ({ projectId, deviceId: id })),
    );
    expect(workbench.clipboard.split('\n')).toHaveLength(3);
  });
});
