import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTuyaClient } from '../../../../src/tuya/client.js';
import type { HttpTransport } from '../../../../src/base/http.js';
import { Pace } from '../../../../src/tuya/wire/pace.js';
import { eventually } from '../../../support/eventually.js';
import { FaultServer, keys } from '../../../support/faultServer.js';
import { connect, TestTokenStore } from '../../../support/faultServerClient.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';

/** The most that lie within one second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

describe('Pace', () => {
  it('lets no more than ten calls of an operation leave in any second, and nearly as many', async () => {
    const time = new SimulatedTime();
    const pace = new Pace(time);
    const left: number[] = [];
    const start = time.now();
    // As many at once as the limiter lets through, each again as soon as it has left.
    for (let walker = 0; walker < 8; walker++) {
      void (async () => {
        for (let call = 0; call < 40; call++) {
          await pace.turn('logs.page', undefined);
          left.push(time.now());
        }
      })();
    }
    await time.pass(60_000);
    expect(left).toHaveLength(320);
    expect(mostInASecond(left)).toBeLessThanOrEqual(10);
    expect((left.at(-1) ?? 0) - start).toBeLessThan(320 * 130);
  });

  it('lets two leave at once after a pause, and holds no other operation back', async () => {
    const time = new SimulatedTime();
    const pace = new Pace(time);
    await Promise.all([pace.turn('logs.page', undefined), pace.turn('logs.page', undefined)]);
    await pace.turn('devices.get', undefined);
    let third = false;
    void pace.turn('logs.page', undefined).then(() => (third = true));
    await time.pass(124);
    expect(third).toBe(false);
    await time.pass(1);
    expect(third).toBe(true);
  });

  it('halves for all that had left by a refusal, stops at one a second, and is itself again after a while', async () => {
    const time = new SimulatedTime();
    const pace = new Pace(time);
    const left = async (seconds: number, throttled: boolean | undefined): Promise<number> => {
      let count = 0;
      let isOver = false;
      const walking = (async () => {
        while (!isOver) {
          (await pace.turn('logs.page', undefined)).answered(throttled);
          count++;
        }
      })();
      await time.pass(seconds * 1_000);
      isOver = true;
      await time.pass(2_000);
      await walking;
      return count / seconds;
    };
    const turns = await Promise.all([pace.turn('logs.page', undefined), pace.turn('logs.page', undefined)]);
    for (const turn of turns) turn.answered(true);
    await time.pass(1_000);
    expect(await left(10, undefined)).toBeCloseTo(4, 0);
    expect(await left(60, true)).toBeCloseTo(1, 0);
    await left(30, false);
    expect(await left(10, false)).toBeCloseTo(8, 0);
  });

  it('does not stand still where the clock is set back', async () => {
    const time = new SimulatedTime();
    const pace = new Pace(time);
    await pace.turn('logs.page', undefined);
    time.jump(-3_600_000);
    let left = false;
    void pace.turn('logs.page', undefined).then(() => (left = true));
    await time.pass(2_000);
    expect(left).toBe(true);
  });
});

describe('a client', () => {
  it('keeps the pace of each API, whoever asks', async () => {
    const time = new SimulatedTime();
    const left: number[] = [];
    const transport: HttpTransport = {
      send: ({ path }) => {
        if (path.includes('/logs')) left.push(time.now());
        const result = path.includes('/token')
          ? { access_token: 'a'.repeat(32), expire_time: 7200 }
          : { logs: [], has_next: false };
        const body = Buffer.from(JSON.stringify({ success: true, result, t: time.now(), tid: 'x' }));
        return Promise.resolve({ status: 200, headers: {}, body });
      },
      close: () => Promise.resolve(),
    };
    const client = createTuyaClient({
      endpoint: 'https://openapi.tuyaeu.com',
      ...keys,
      transport,
      tokenStore: new TestTokenStore(),
      clock: time,
    });
    const pages = Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        client.logs.page(`dev${index}`, {
          types: [7],
          startTime: 1_700_000_000_000,
          endTime: 1_700_000_001_000,
          size: 1,
        }),
      ),
    );
    await time.pass(10_000);
    await pages;
    expect(left).toHaveLength(60);
    expect(mostInASecond(left)).toBeLessThanOrEqual(10);
    await client.close();
  });
});

describe('Retry-After', () => {
  let server: FaultServer;
  beforeEach(async () => {
    server = await FaultServer.start();
  });
  afterEach(() => server.close());

  /** Time that passes when the test says so, for client and cloud. */
  function timed() {
    const time = new SimulatedTime(Date.now());
    const setup = connect(server, { clock: time });
    server.now = () => time.now();
    return { ...setup, time };
  }

  it.each([429, 503])('of HTTP %i that is longer than a call may wait fails it at once', async (status) => {
    const { client, time, calls } = timed();
    await client.devices.get('dev1');
    calls.length = 0;
    server.faults.push({ kind: 'status', status, headers: { 'retry-after': '30', date: '' } });
    const retryAt = time.now() + 30_000;
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'busy', retryAt });
    // Nor does any other call go meanwhile, a change neither.
    await expect(client.devices.get('dev2')).rejects.toMatchObject({ reason: 'busy', retryAt });
    await expect(client.devices.rename('dev2', 'x')).rejects.toMatchObject({ reason: 'busy', retryAt });
    expect(calls).toHaveLength(1);
    await time.pass(30_000);
    await expect(client.devices.get('dev2')).resolves.toMatchObject({ id: 'dev1' });
    await client.close();
  });

  it('holds every call back, and none is lost', async () => {
    const { client, time } = timed();
    await client.devices.get('dev1');
    server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '5' } });
    const first = client.devices.get('dev1');
    await eventually(() => expect(server.businessCalls).toHaveLength(2));
    await eventually(() => expect(time.sleeping).toBe(1));
    const others = [client.devices.get('dev2'), client.devices.rename('dev3', 'x')];
    await eventually(() => expect(time.sleeping).toBe(3));
    await time.pass(4_999);
    expect(server.businessCalls).toHaveLength(2);
    await time.pass(2);
    const all = Promise.all([first, ...others]);
    // The refusal has slowed the pace down, too.
    await eventually(async () => {
      await time.pass(10);
      expect(server.businessCalls).toHaveLength(5);
    });
    await all;
    await client.close();
  });

  it('holds nothing back once the clock is set back', async () => {
    const { client, clock } = connect(server);
    server.now = () => Date.now();
    server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'busy' });
    clock.advance(-7_200_000);
    await expect(client.devices.get('dev1')).resolves.toMatchObject({ id: 'dev1' });
    await client.close();
  });

  it('beside a refusal of something else holds nothing back', async () => {
    const { client, clock } = connect(server);
    server.faults.push({ kind: 'status', status: 404, headers: { 'retry-after': '30' } });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'malformed' });
    await expect(client.devices.get('dev2')).resolves.toMatchObject({ id: 'dev1' });
    expect(clock.sleeps.filter((ms) => ms > 1_000)).toEqual([]);
    await client.close();
  });

  it('as a date counts from the time of the cloud', async () => {
    const { client, clock } = connect(server);
    const cloudTime = clock.now() + 3_600_000;
    server.faults.push({
      kind: 'status',
      status: 429,
      headers: {
        date: new Date(cloudTime).toUTCString(),
        'retry-after': new Date(cloudTime + 7_000).toUTCString(),
      },
    });
    await client.devices.get('dev1');
    expect(clock.sleeps).toEqual([7_000]);
    await client.close();
  });

  it('as a date counts from the time that was learned where the answer tells none', async () => {
    const { client, clock } = connect(server);
    server.now = () => clock.now() + 3_600_000;
    await client.devices.get('dev1');
    server.faults.push({
      kind: 'status',
      status: 429,
      headers: { date: 'unknown', 'retry-after': new Date(server.now() + 9_000).toUTCString() },
    });
    await client.devices.get('dev1');
    const [slept = 0] = clock.sleeps;
    expect(slept).toBeGreaterThan(7_000);
    expect(slept).toBeLessThanOrEqual(9_000);
    await client.close();
  });

  it('in milliseconds goes before', async () => {
    const { client, clock } = connect(server);
    server.faults.push({
      kind: 'status',
      status: 429,
      headers: { 'retry-after-ms': '1250', 'retry-after': '9' },
    });
    await client.devices.get('dev1');
    expect(clock.sleeps).toEqual([1_250]);
    await client.close();
  });
});
