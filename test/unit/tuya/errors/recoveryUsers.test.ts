import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/base/clock.js';
import type { ExchangeFailure, HttpRequest, HttpTransport, ProxyInfo } from '../../../../src/base/http.js';
import { ExchangeError } from '../../../../src/base/http.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { LiveRefresh } from '../../../../src/model/details/liveRefresh.js';
import { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import { OnlineWatches } from '../../../../src/model/logs/watch/onlineWatch.js';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { codeTable } from '../../../../src/tuya/errors/codeTable.js';
import { TuyaError, type TuyaErrorReason } from '../../../../src/tuya/errors/errors.js';
import { healedBy, passes } from '../../../../src/tuya/errors/recovery.js';
import { keys } from '../../../support/faultServer.js';
import { TestTokenStore, VirtualClock } from '../../../support/faultServerClient.js';
import { aQuery, hourMs, logSetup, SimulatedTime } from '../../../support/logSessionSetup.js';
import { scriptedLogs } from '../../../support/scriptedLogs.js';

const minuteMs = 60_000;

/** What a cloud, or something on the way to it, may do with a request: an answer, or none. */
type Fault =
  | { readonly code: number; readonly status?: number }
  | { readonly status: number; readonly body?: string }
  | { readonly failure: ExchangeFailure; readonly proxy?: ProxyInfo };

const proxy = { host: 'proxy.example:8080', authorized: false };
const failures: Readonly<Record<ExchangeFailure, readonly Fault[]>> = {
  unreachable: [{ failure: 'unreachable' }],
  tls: [{ failure: 'tls' }],
  timeout: [{ failure: 'timeout' }, { failure: 'timeout', proxy }],
  broken: [{ failure: 'broken' }],
  tooLarge: [{ failure: 'tooLarge' }],
  malformed: [{ failure: 'malformed' }],
  proxyUnreachable: [{ failure: 'proxyUnreachable', proxy }],
  proxyTls: [{ failure: 'proxyTls', proxy }],
  proxyAuth: [{ failure: 'proxyAuth', proxy: { ...proxy, status: 407 } }],
  proxyRefused: [502, 503, 403, 200].map((status) => ({
    failure: 'proxyRefused',
    proxy: { ...proxy, status },
  })),
  proxyIntercepts: [{ failure: 'proxyIntercepts', proxy }],
  proxyUnsupported: [{ failure: 'proxyUnsupported', proxy }],
};
const faults: readonly Fault[] = [
  ...[...codeTable.keys(), 77, -1].map((code) => ({ code })),
  { code: 77, status: 429 },
  { code: 77, status: 500 },
  { code: 2010, status: 500 },
  ...[302, 400, 401, 403, 404, 407, 408, 429, 500, 502, 503, 504].map((status) => ({ status })),
  { status: 200, body: '<html>sign in</html>' },
  { status: 200, body: '{"success":true,"result":7,"t":1}' },
  ...Object.values(failures).flat(),
];

const answer = (body: unknown, status = 200) => ({
  status,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const granted = (result: unknown) => answer({ success: true, t: 1, result });
const token = { access_token: 'token', expire_time: 7_200 };

/** A client whose every call but the token's meets the same fault. */
function faulty(fault: Fault, clock: Clock = new VirtualClock()) {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = {
    send: (request) => {
      if (request.path.includes('/token')) return Promise.resolve(granted(token));
      sent.push(request);
      if ('failure' in fault) {
        const known = fault.proxy ? { proxy: fault.proxy } : {};
        return Promise.reject(new ExchangeError(fault.failure, true, 'x', known));
      }
      const { status = 200 } = fault;
      if ('code' in fault) {
        return Promise.resolve(answer({ success: false, code: fault.code, msg: '', t: clock.now() }, status));
      }
      return Promise.resolve(answer(fault.body ?? 'no', status));
    },
    close: () => Promise.resolve(),
  };
  const client = createTuyaClient({
    endpoint: 'https://example.invalid',
    ...keys,
    transport,
    tokenStore: new TestTokenStore(),
    clock,
    // As long as the rule allows.
    random: () => 1,
  });
  return { client, transport, sent };
}

async function failureOf(fault: Fault): Promise<TuyaError> {
  try {
    await faulty(fault).client.devices.get('dev1');
  } catch (error) {
    if (TuyaError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

const made = (reason: TuyaErrorReason): TuyaError =>
  new TuyaError(reason, { operation: 'devices.get', message: 'x', remedy: 'tryAgain' });

/** Of each reason at least one failure: as the client makes them, or by hand where only writes or arguments do. */
const reasons: Readonly<Record<TuyaErrorReason, 'met' | 'made'>> = {
  credentials: 'met',
  signature: 'met',
  token: 'met',
  clock: 'met',
  permission: 'met',
  subscription: 'met',
  quota: 'met',
  busy: 'met',
  notFound: 'met',
  offline: 'met',
  unsupported: 'met',
  invalid: 'met',
  conflict: 'met',
  dataCenter: 'met',
  server: 'met',
  network: 'met',
  timeout: 'met',
  tls: 'met',
  proxyUnreachable: 'met',
  proxyTls: 'met',
  proxyAuth: 'met',
  proxyRefused: 'met',
  proxyIntercepts: 'met',
  proxyUnsupported: 'met',
  malformed: 'met',
  outcomeUnknown: 'made',
  unknown: 'met',
};

async function everyFailure(): Promise<readonly TuyaError[]> {
  const met = await Promise.all(faults.map(failureOf));
  const others = Object.entries(reasons).filter(([, how]) => how === 'made');
  return [...met, ...others.map(([reason]) => made(reason as TuyaErrorReason))];
}

const textOf = ({ reason, code, httpStatus, field }: TuyaError): string =>
  [reason, code, httpStatus, field].filter((part) => part !== undefined).join(' ');

/** The failures for which a user of the rule decides otherwise than the rule. */
async function disagreeing(goesOn: (error: TuyaError) => Promise<boolean>): Promise<string[]> {
  const wrong: string[] = [];
  for (const error of await everyFailure())
    if ((await goesOn(error)) !== passes(error)) wrong.push(textOf(error));
  return wrong;
}

/** Never shorter than the one before, and none above the longest. */
function expectGrowing(pauses: readonly number[], longest: number): void {
  expect(pauses.every((pause, at) => pause >= (pauses[at - 1] ?? 0) && pause <= longest)).toBe(true);
  expect(pauses.at(-1)).toBeGreaterThan(0);
}

describe('what goes on after a failure', () => {
  it('is tried with every reason there is', async () => {
    expect(new Set((await everyFailure()).map(({ reason }) => reason))).toEqual(
      new Set(Object.keys(reasons)),
    );
  });

  it('a call: a read is repeated where the failure passes, ever later, and a write never', async () => {
    const wrong: string[] = [];
    for (const fault of faults) {
      const clock = new VirtualClock();
      const { client, sent } = faulty(fault, clock);
      const error = await client.devices.get('dev1').catch((problem: unknown) => problem);
      const heals = 'code' in fault && healedBy.has(fault.code) ? 1 : 0;
      const repeats = sent.length - 1 - heals;
      if (repeats > 0 !== passes(error) || repeats > 5) wrong.push(JSON.stringify(fault));
      if (repeats > 0) expectGrowing(clock.sleeps, 20_000);
      const writing = faulty(fault);
      await writing.client.devices.rename('dev1', 'lamp').catch(() => undefined);
      expect(writing.sent).toHaveLength(1 + heals);
    }
    expect(wrong).toEqual([]);
  });

  it('live values', async () => {
    const goesOn = async (error: TuyaError): Promise<boolean> => {
      const time = new SimulatedTime();
      const sleeps: number[] = [];
      const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
        sleeps.push(ms);
        return time.sleep(ms, signal);
      };
      const problem = error;
      const read = () => Promise.resolve({ outcome: 'failed', problem } as const);
      const live = new LiveRefresh(read, { sleep }, () => undefined);
      live.start(5_000);
      await time.pass(hourMs);
      const { state } = live;
      live.dispose();
      if (state.state === 'on') expectGrowing(sleeps, 5 * minuteMs);
      else expect([state, sleeps]).toEqual([{ state: 'off', problem }, []]);
      return state.state === 'on';
    };
    expect(await disagreeing(goesOn)).toEqual([]);
  });

  it('a watch for a device that comes online', async () => {
    const goesOn = async (error: TuyaError): Promise<boolean> => {
      const time = new SimulatedTime();
      let reads = 0;
      const read = (): Promise<never> => {
        reads++;
        return Promise.reject(error);
      };
      const watches = new OnlineWatches({ clock: time, read });
      const ref = { projectId: 'p', deviceId: 'd' };
      const ended = watches.start(ref);
      await time.pass(2 * hourMs);
      const isOn = watches.isWatching(ref);
      watches.dispose();
      if (isOn) expect(reads).toBeGreaterThan(60);
      else expect([await ended, reads]).toEqual([{ end: 'failed', error }, 1]);
      return isOn;
    };
    expect(await disagreeing(goesOn)).toEqual([]);
  });

  it('a log that is followed', { timeout: 60_000 }, async () => {
    const goesOn = async (error: TuyaError): Promise<boolean> => {
      const { time, open, deviceIds } = logSetup();
      const { connections, script, asks } = scriptedLogs({ [deviceIds[0] ?? '']: [] });
      const session = open({ connections });
      await session.run(aQuery({ kind: 'last', ms: hourMs }));
      session.follow(true);
      await time.pass(10_000);
      script.before = () => {
        throw error;
      };
      const before = asks.length;
      const at: number[] = [];
      for (let minute = 0; minute < 60; minute++) {
        await time.pass(minuteMs);
        at.push(asks.length - before);
      }
      const { tail, devices } = session.state();
      session.dispose();
      // About this device, which has no log or isn't there any more.
      if (devices[0] !== 'open') expect(at.at(-1)).toBe(1);
      else expect(tail).toMatchObject({ state: 'failing', problem: error });
      const calls = at.at(-1) ?? 0;
      // A look now and then, for what a person has put right elsewhere, in both editions of the log; or polls.
      expect(calls <= 2 * 24 || calls >= 60).toBe(true);
      expect(calls).toBeLessThan(150);
      return calls >= 60;
    };
    expect(await disagreeing(goesOn)).toEqual([]);
  });

  it('the look after a write whose end is not known', async () => {
    const goesOn = async (error: TuyaError): Promise<boolean> => {
      const clock = new VirtualClock();
      let looks = 0;
      let writes = 0;
      const get = (): Promise<never> => {
        looks++;
        return Promise.reject(error);
      };
      const rename = (): Promise<never> => {
        writes++;
        return Promise.reject(made('outcomeUnknown'));
      };
      const client = { devices: { get, rename } } as unknown as TuyaClient;
      const actions = new DeviceActions({
        connections: { client: () => Promise.resolve(client) },
        clock,
        log: silentLogger,
        isProtected: () => false,
        devices: new DeviceStore(),
      });
      const result = await actions.rename({ projectId: 'p', deviceId: 'd' }, 'lamp');
      actions.dispose();
      expect(result).toMatchObject({ outcome: 'unknown', why: 'lookFailed', lookError: error });
      expect(writes).toBe(1);
      return looks > 1;
    };
    expect(await disagreeing(goesOn)).toEqual([]);
  });

  it('the early replacement of a token', { timeout: 60_000 }, async () => {
    const wrong: string[] = [];
    for (const fault of faults) {
      const time = new SimulatedTime();
      let grants = 0;
      const { transport } = faulty(fault, time);
      const client = createTuyaClient({
        endpoint: 'https://example.invalid',
        ...keys,
        transport: {
          send: (request, ...rest) => {
            if (!request.path.includes('/token')) return Promise.resolve(granted({ id: 'dev1', status: [] }));
            if (++grants === 1) return Promise.resolve(granted(token));
            return transport.send({ ...request, path: '/' }, ...rest);
          },
          close: () => Promise.resolve(),
        },
        tokenStore: new TestTokenStore(),
        clock: time,
        repeats: false,
      });
      await client.devices.get('dev1');
      await time.pass(7_145_000);
      for (let call = 0; call < 4; call++) {
        await client.devices.get('dev1');
        await time.pass(11_000);
      }
      const tries = grants - 1;
      const error: unknown = await client.test().catch((problem: unknown) => problem);
      await client.close();
      const heals = 'code' in fault && healedBy.get(fault.code) === 'clock' ? 1 : 0;
      if (tries > 1 + heals !== passes(error)) wrong.push(JSON.stringify(fault));
    }
    expect(wrong).toEqual([]);
  });
});
