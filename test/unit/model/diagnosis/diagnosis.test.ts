import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { ExchangeError, type HttpTransport } from '../../../../src/base/http.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { Connections } from '../../../../src/model/projects/connections.js';
import { Diagnosis, type DiagnosisReport } from '../../../../src/model/diagnosis/diagnosis.js';
import type { StepName, StepResult } from '../../../../src/model/diagnosis/steps.js';
import { stepNames } from '../../../../src/model/diagnosis/steps.js';
import type { Project } from '../../../../src/model/projects/project.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createCloud, type Cloud } from '../../../../src/simulator/cloud/cloud.js';
import type { FaultRule } from '../../../../src/simulator/faults/faults.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { ManualClock } from '../../../support/simulatorSigner.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';

const never = new AbortController().signal;

let cloud: Cloud;
let clock: ManualClock;
let between: (transport: HttpTransport) => HttpTransport;
let fields: Partial<Project>;
let proxy: string | undefined;
let by: string | undefined;
/** Operations of the calls that were counted as they left. */
let sent: string[];
const open: { dispose(): void }[] = [];
beforeEach(() => {
  clock = new ManualClock();
  cloud = createCloud({ seed: 7, clock });
  between = (transport) => transport;
  fields = { schema: cloud.credentials.schema };
  proxy = by = undefined;
  sent = [];
});
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
  cloud.close();
});

async function diagnose(
  signal = never,
  onStep: (result: StepResult) => void = () => undefined,
): Promise<DiagnosisReport> {
  const vault = new MemoryVault();
  const project: Project = {
    id: 'p',
    name: 'Mine',
    kind: 'cloud',
    endpoint: 'https://openapi.tuyaeu.com',
    ...(fields.kind === 'demo' ? {} : { dataCenter: 'eu' as const }),
    accessId: cloud.credentials.accessId,
    uids: [],
    ...fields,
  };
  await vault.store('project/p/secret', cloud.credentials.accessSecret);
  const projects = new ProjectStore(
    new MemoryState(new Map([['projects', [project]]])),
    vault,
    () => 'id',
    silentLogger,
  );
  const connections = new Connections({
    projects,
    vault,
    clock,
    log: silentLogger,
    openTransport: () => Promise.resolve(between(createInProcessTransport(cloud))),
    openDemo: () =>
      Promise.resolve({
        keys: { endpoint: 'https://demo.invalid', ...cloud.credentials },
        transport: createInProcessTransport(cloud),
      }),
    onSend: (_owner, { operation }) => void sent.push(operation),
  });
  open.push(connections, projects);
  const diagnosis = new Diagnosis({ projects, connections, clock, wayTo: () => ({ proxy, by }) });
  const report = await diagnosis.run('p', signal, onStep);
  expect(report.steps.map(({ step }) => step)).toEqual(stepNames);
  expect(report.requests).toBeLessThanOrEqual(diagnosis.cost(report.project));
  return report;
}

const stateOf = (report: DiagnosisReport, step: StepName) => report.steps.find((one) => one.step === step);
const failedSteps = ({ steps }: DiagnosisReport): StepName[] =>
  steps.filter(({ state }) => state === 'fail').map(({ step }) => step);
const refuse = (failure: ConstructorParameters<typeof ExchangeError>[0]) => (): void => {
  between = (transport) => ({
    send: () => Promise.reject(new ExchangeError(failure, false, '')),
    close: () => transport.close(),
  });
};

describe('a diagnosis', () => {
  it('passes where everything works, changes nothing, and keeps to its cost', async () => {
    const told: StepName[] = [];
    const report = await diagnose(never, ({ step }) => told.push(step));
    expect(failedSteps(report)).toEqual([]);
    expect(report.steps.filter(({ state }) => state === 'unknown').map(({ step }) => step)).toEqual([
      'writes',
    ]);
    expect(told).toEqual(stepNames);
    expect(report.requests).toBe(11);
    expect(cloud.ledger.entries.every(({ method }) => method === 'GET')).toBe(true);
    expect(stateOf(report, 'devicesSeen')?.finding).toMatchObject({ kind: 'count', of: 'devices' });
    expect(stateOf(report, 'usersSeen')?.finding).toMatchObject({ kind: 'count', of: 'users' });
    expect(stateOf(report, 'logsEnabled')?.finding).toEqual({ kind: 'logs' });
  });

  it('says nothing about a schema that the project doesn’t have', async () => {
    fields = {};
    const report = await diagnose();
    expect(stateOf(report, 'appUsers')).toMatchObject({ state: 'unknown', finding: { why: 'noSchema' } });
    expect(report.requests).toBe(10);
  });

  it.each([
    ['unreachable', 'network', ['proxy'], 'network'],
    ['timeout', 'network', ['proxy'], 'network'],
    ['tls', 'tls', ['network', 'proxy'], 'network'],
    ['proxyAuth', 'proxy', ['network'], 'network'],
    ['proxyUnreachable', 'proxy', ['network'], 'network'],
  ] as const)('%s fails at %s, and nothing is asked after it', async (failure, step, passing, after) => {
    refuse(failure)();
    const report = await diagnose();
    expect(failedSteps(report)).toEqual([step]);
    for (const one of passing) expect(stateOf(report, one)?.state).toBe('pass');
    expect(stateOf(report, 'token')).toMatchObject({ state: 'unknown', finding: { kind: 'skipped', after } });
    expect(stateOf(report, 'logsEnabled')?.state).toBe('unknown');
    expect(report.requests).toBe(1);
  });

  it('notices that something else answers', async () => {
    cloud.faults.add({ fault: { kind: 'html' }, times: 1 });
    const report = await diagnose();
    expect(stateOf(report, 'network')).toMatchObject({ state: 'fail', finding: { kind: 'notTuya' } });
  });

  it('says whether a proxy is in the way', async () => {
    expect(stateOf(await diagnose(), 'proxy')?.finding).toEqual({ kind: 'proxied', proxied: false });
    proxy = 'proxy.example:8080';
    expect(stateOf(await diagnose(), 'proxy')?.finding).toEqual({ kind: 'proxied', proxied: true });
  });

  it('keeps a proxy private, and leaves the name of a setting to the advice', async () => {
    proxy = 'proxy.example:8080';
    by = 'http.proxy';
    expect((await diagnose()).privateTexts).toEqual(expect.arrayContaining([proxy, 'proxy.example']));
    // An address that can't be read goes by the name of what holds it.
    proxy = by;
    expect((await diagnose()).privateTexts).not.toContain('http.proxy');
  });

  it.each([
    [3_600_000, 'fail'],
    [-3_600_000, 'fail'],
    [30_000, 'pass'],
    [0, 'pass'],
  ] as const)('a cloud that is %i ms ahead: the clock %ss', async (offset, state) => {
    cloud.clockSkewMs = offset;
    const report = await diagnose().catch((error: unknown) => error);
    // The token heals a wrong clock by one call more.
    if (report instanceof Error) throw report;
    expect(stateOf(report as DiagnosisReport, 'clock')).toMatchObject({
      state,
      finding: { kind: 'clock', offsetMs: offset },
    });
  });

  const refused: readonly (readonly [StepName, FaultRule['operation'], number])[] = [
    ['token', 'getToken', 1004],
    ['deviceList', 'listDevices', 28841105],
    ['userDevices', 'listUserDevices', 1106],
    ['device', 'getDevice', 28841101],
    ['subDevices', 'listSubDevices', 28841101],
    ['factoryInfos', 'getFactoryInfos', 28841106],
    ['outlets', 'getOutletNames', 28841105],
    ['deviceUsers', 'listDeviceUsers', 28841105],
    ['logs', 'getDeviceLogs', 28841101],
    ['appUsers', 'listAppUsers', 2017],
  ];
  it.each(refused)('%s fails by itself where %s is refused with %i', async (step, operation, code) => {
    // The greeting is a token call as well, and the cloud refuses it in any case.
    const skip = operation === 'getToken' ? 1 : 0;
    cloud.faults.add({
      fault: { kind: 'code', code },
      skip,
      ...(operation === undefined ? {} : { operation }),
    });
    const report = await diagnose();
    expect(failedSteps(report)).toEqual([step]);
    expect(stateOf(report, step)?.finding).toMatchObject({
      kind: 'failed',
      error: { code, tid: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    });
  });

  it('takes “this device has none” for an answer', async () => {
    cloud.faults.add({
      fault: { kind: 'code', code: 2009 },
      operation: ['getOutletNames', 'listDeviceUsers'],
    });
    const report = await diagnose();
    for (const step of ['outlets', 'deviceUsers'] as const) {
      expect(stateOf(report, step)).toMatchObject({ state: 'pass', finding: { kind: 'notThisDevice' } });
    }
  });

  it('repeats nothing: a cloud that is down costs one call a step', async () => {
    cloud.faults.add({ fault: { kind: 'status', status: 502 }, operation: 'listDevices' });
    const report = await diagnose();
    expect(failedSteps(report)).toEqual(['deviceList']);
    expect(cloud.ledger.count('listDevices').calls).toBe(1);
  });

  it('fails on an empty project, and knows of no user', async () => {
    const empty = { devices: [], total: 0, has_more: false };
    cloud.faults.add({ fault: { kind: 'rewrite', rewrite: () => empty }, operation: 'listDevices' });
    fields = {};
    const report = await diagnose();
    expect(failedSteps(report)).toEqual(['devicesSeen', 'usersSeen']);
    expect(stateOf(report, 'device')?.finding).toEqual({ kind: 'notTried', why: 'noDevice' });
  });

  it('doesn’t know whether logs are enabled where there is none', async () => {
    cloud.faults.add({
      fault: { kind: 'rewrite', rewrite: () => ({ logs: [], has_next: false }) },
      operation: 'getDeviceLogs',
    });
    expect(stateOf(await diagnose(), 'logsEnabled')).toMatchObject({
      state: 'unknown',
      finding: { kind: 'none', of: 'logs' },
    });
  });

  it('ends with what it knows when it is cancelled', async () => {
    const controller = new AbortController();
    const report = await diagnose(controller.signal, ({ step }) => {
      if (step === 'token') controller.abort();
    });
    expect(stateOf(report, 'token')?.state).toBe('pass');
    expect(stateOf(report, 'deviceList')).toMatchObject({ state: 'unknown', finding: { kind: 'cancelled' } });
  });

  it('needs no network for the demo', async () => {
    fields = { kind: 'demo', endpoint: 'https://demo.invalid', schema: cloud.credentials.schema };
    refuse('unreachable')();
    const report = await diagnose();
    expect(failedSteps(report)).toEqual([]);
    expect(stateOf(report, 'network')?.finding).toEqual({ kind: 'inside' });
  });

  it('counts a call that is cancelled on its way', async () => {
    const controller = new AbortController();
    const left: string[] = [];
    between = (transport) => ({
      send: (request, signal, onSent) => {
        if (request.headers['sign'] === undefined) return transport.send(request, signal);
        onSent?.();
        left.push(request.path);
        controller.abort();
        return Promise.reject(new AbortError());
      },
      close: () => transport.close(),
    });
    await diagnose(controller.signal);
    expect(left).toHaveLength(1);
    expect(sent).toEqual(['token']);
  });

  it('remembers every text of the answers, so that none can get out', async () => {
    const { privateTexts } = await diagnose();
    const { accessId, accessSecret, uids } = cloud.credentials;
    const [id = ''] = cloud.truth.deviceIds();
    const device = cloud.truth.device(id) ?? {};
    for (const text of [accessId, accessSecret, uids[0], id, device['local_key'], device['uuid']]) {
      expect(privateTexts).toContain(text);
    }
  });
});
