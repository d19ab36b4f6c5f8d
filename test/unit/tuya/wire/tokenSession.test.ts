import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import type { StoredToken } from '../../../../src/tuya/wire/tokenStore.js';
import { FaultServer, keys } from '../../../support/faultServer.js';
import { connect, TestTokenStore, type Setup } from '../../../support/faultServerClient.js';

let server: FaultServer;
const open: Setup[] = [];

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ client }) => client.close()));
  await server.close();
});

function setup(...args: Parameters<typeof connect> extends [unknown, ...infer Rest] ? Rest : never): Setup {
  const made = connect(server, ...args);
  open.push(made);
  return made;
}

function stored(setup: Setup, overrides: Partial<StoredToken> = {}): StoredToken {
  return {
    version: 1,
    endpoint: server.origin,
    accessId: keys.accessId,
    accessToken: 'storedtoken',
    obtainedAt: setup.clock.now() - 1000,
    expiresAt: setup.clock.now() + 3_600_000,
    ...overrides,
  };
}

const many = (run: () => Promise<unknown>, count = 32): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, run));

describe('one token call however many callers', () => {
  it('cold', async () => {
    const { client } = setup();
    await many(() => client.devices.get('dev1'));
    expect(server.tokenCalls).toBe(1);
    expect(server.businessCalls).toHaveLength(32);
  });

  it('expired in the store', async () => {
    const made = setup();
    made.store.token = stored(made, { expiresAt: made.clock.now() - 1 });
    await many(() => made.client.devices.get('dev1'));
    expect(server.tokenCalls).toBe(1);
    expect(server.businessCalls).toHaveLength(32);
  });

  it('expired in use', async () => {
    const { client, clock } = setup();
    await client.devices.get('dev1');
    clock.advance(7_200_001);
    await many(() => client.devices.get('dev1'));
    expect(server.tokenCalls).toBe(2);
  });

  it.each([32, 1000])('dead before its time, %i callers', async (count) => {
    const { client, clock } = setup();
    await client.devices.get('dev1');
    clock.advance(1_000_000);
    server.liveTokens.clear();
    await many(() => client.devices.get('dev1'), count);
    expect(server.tokenCalls).toBe(2);
    expect(server.signatureFaults).toEqual([]);
  });

  it('dead before its time in the store', async () => {
    const made = setup();
    made.store.token = stored(made);
    await many(() => made.client.devices.get('dev1'));
    expect(server.tokenCalls).toBe(1);
  });
});

describe('the token', () => {
  it('is taken from the store after a restart', async () => {
    const made = setup();
    made.store.token = stored(made);
    server.liveTokens.add('storedtoken');
    await made.client.devices.get('dev1');
    expect(server.tokenCalls).toBe(0);
  });

  it.each([
    ['of another endpoint', { endpoint: 'https://elsewhere.example' }],
    ['of other keys', { accessId: 'another' }],
    ['that would break a header', { accessToken: 'a\r\nb: c' }],
    ['from a clock far ahead', { obtainedAt: Date.now() + 9e9, expiresAt: Date.now() + 9.9e9 }],
  ])('from the store is not used when %s', async (_name, overrides) => {
    const made = setup();
    made.store.token = stored(made, overrides);
    server.liveTokens.add('storedtoken');
    await made.client.devices.get('dev1');
    expect(server.tokenCalls).toBe(1);
  });

  it.each([['nonsense'], [{ version: 1 }], [null], [17]])(
    'from the store may be nonsense: %j',
    async (nonsense) => {
      const made = setup();
      made.store.token = nonsense;
      await made.client.devices.get('dev1');
      expect(server.tokenCalls).toBe(1);
    },
  );

  it('works without a store that works', async () => {
    const broken = new TestTokenStore();
    broken.read = () => Promise.reject(new Error('no keyring'));
    broken.write = () => Promise.reject(new Error('no keyring'));
    const { client } = setup({ tokenStore: broken });
    await many(() => client.devices.get('dev1'), 3);
    expect(server.tokenCalls).toBe(1);
  });

  it('is called expire by some clouds, and may be a numeric string', async () => {
    server.tokenName = 'expire';
    const { client, store, clock } = setup();
    await client.devices.get('dev1');
    expect((store.token as StoredToken).expiresAt).toBe(clock.now() + 7_200_000);
  });

  it('is replaced before it expires, with nobody waiting', async () => {
    const { client, clock } = setup();
    await client.devices.get('dev1');
    const old = server.arrived.at(-1)?.headers['access_token'];
    clock.advance(7_200_000 - 30_000);
    server.tokenFaults.push({ kind: 'hang' });
    await client.devices.get('dev1');
    // The replacement hangs, the call went through with the old token.
    expect(server.businessCalls.at(-1)?.headers['access_token']).toBe(old);
  });

  it('that is replaced early is in use afterwards', async () => {
    const { client, clock, store } = setup();
    await client.devices.get('dev1');
    clock.advance(7_200_000 - 30_000);
    const written = store.writes;
    await client.devices.get('dev1');
    await expect.poll(() => store.writes).toBe(written + 1);
    clock.advance(29_999);
    await client.devices.get('dev1');
    expect(server.tokenCalls).toBe(2);
    expect(server.businessCalls.at(-1)?.headers['access_token']).toBe(
      (store.token as StoredToken).accessToken,
    );
  });

  it('is never stored from a failed answer', async () => {
    const { client, store } = setup();
    server.tokenFaults.push({ kind: 'code', code: 1004 });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({
      reason: 'credentials',
      operation: 'token',
    });
    expect(store.writes).toBe(0);
  });

  it.each([1010, 1011, 1012, 1400, 1002])(
    'is replaced after %i, and the call made once more',
    async (code) => {
      const { client } = setup();
      await client.devices.get('dev1');
      server.faults.push({ kind: 'code', code });
      await client.devices.rename('dev1', 'lamp');
      expect(server.executed).toEqual(['PUT /v1.0/devices/dev1']);
      expect(server.tokenCalls).toBe(2);
    },
  );

  it('that is refused for good costs one replay', async () => {
    const { client } = setup();
    server.faults.push(...Array.from({ length: 9 }, () => ({ kind: 'code', code: 1010 }) as const));
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'token', code: 1010 });
    expect(server.businessCalls).toHaveLength(2);
    expect(server.tokenCalls).toBe(2);
  });
});

describe('an odd lifetime', () => {
  it.each([0, -1, -7200, 0.5, 1, 5, 30, 59, '0', '1', Number.MAX_VALUE])(
    'of %j seconds costs no token call per call',
    async (seconds) => {
      server.tokenLifetimeS = seconds as number;
      const { client, clock } = setup();
      for (let n = 0; n < 20; n++) {
        await client.devices.get('dev1');
        clock.advance(2_000);
      }
      await new Promise((resolve) => void setTimeout(resolve, 20));
      expect(server.tokenCalls).toBe(1);
    },
  );

  it('that is kept to blames nobody', async () => {
    server.tokenLifetimeS = 5;
    const { client, clock } = setup();
    for (let round = 0; round < 8; round++) {
      await client.devices.get('dev1');
      clock.advance(6_000);
      server.liveTokens.clear();
    }
    expect(server.tokenCalls).toBe(8);
  });

  it('of a token that the cloud hands out again, with the time it has left, costs one call more', async () => {
    const { client, clock } = setup();
    await client.devices.get('dev1');
    const end = clock.now() + 7_200_000;
    clock.advance(7_200_000 - 59_000);
    for (let second = 0; second < 58; second++) {
      server.tokenLifetimeS = Math.max(1, Math.floor((end - clock.now()) / 1_000));
      await client.devices.get('dev1');
      clock.advance(1_000);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    expect(server.tokenCalls).toBe(2);
  });
});

describe('windows that share a store', () => {
  it('take the token another one has fetched, before asking the cloud', async () => {
    const [a, b] = [setup(), setup()];
    const clock = a.clock;
    server.now = () => clock.now();
    b.store.read = () => a.store.read();
    await a.client.devices.get('dev1');
    await b.client.devices.get('dev1');
    server.liveTokens.clear();
    await a.client.devices.get('dev1');
    await b.client.devices.get('dev1');
    expect(server.tokenCalls).toBe(2);
  });

  it('hear of a newer token', async () => {
    const changed = new Emitter<void>();
    const store = new TestTokenStore();
    const made = setup({ tokenStore: Object.assign(store, { onDidChange: changed.event }) });
    await made.client.devices.get('dev1');
    server.liveTokens.clear();
    server.liveTokens.add('newer');
    store.token = stored(made, {
      accessToken: 'newer',
      obtainedAt: made.clock.now() + 1,
      expiresAt: made.clock.now() + 7_300_000,
    });
    const reads = store.reads;
    changed.fire();
    await expect.poll(() => store.reads).toBe(reads + 1);
    await made.client.devices.get('dev1');
    expect(server.tokenCalls).toBe(1);
    expect(server.businessCalls).toHaveLength(2);
  });

  it('that do not share one stop replacing each other’s token', async () => {
    const { client, clock } = setup();
    let failed: unknown;
    for (let round = 0; round < 10 && !failed; round++) {
      failed = await client.devices.get('dev1').then(
        () => undefined,
        (error: unknown) => error,
      );
      clock.advance(2_000);
      server.liveTokens.clear();
    }
    expect(failed).toMatchObject({ reason: 'token', remedy: 'otherProgram' });
    expect(server.tokenCalls).toBe(4);
    // Nor do they begin again at once.
    clock.advance(2_000);
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ remedy: 'otherProgram' });
    expect(server.tokenCalls).toBe(4);
    clock.advance(120_000);
    await client.devices.get('dev1');
  });
});

describe('keys', () => {
  it('that are wrong cost one call, with a token in the store two', async () => {
    const cold = setup({ accessSecret: 'wrong' });
    await expect(cold.client.devices.get('dev1')).rejects.toMatchObject({
      reason: 'credentials',
      code: 1004,
    });
    expect(server.arrived).toHaveLength(1);
    const warm = setup({ accessSecret: 'wrong' });
    warm.store.token = stored(warm);
    await expect(warm.client.devices.get('dev1')).rejects.toMatchObject({
      reason: 'credentials',
      code: 1004,
    });
    expect(server.arrived).toHaveLength(3);
  });

  it('are tested by a token call and nothing else, whatever is stored', async () => {
    const made = setup();
    made.store.token = stored(made);
    await made.client.test();
    expect(server.tokenCalls).toBe(1);
    expect(server.businessCalls).toEqual([]);
    await made.client.devices.get('dev1');
    expect(server.tokenCalls).toBe(1);
  });

  it('from abroad are told so', async () => {
    const { client } = setup();
    server.tokenFaults.push({
      kind: 'code',
      code: 2007,
      msg: 'your ip(1.2.3.4) cross-region access is not allowed',
    });
    await expect(client.test()).rejects.toMatchObject({ reason: 'dataCenter', remedy: 'switchDataCenter' });
  });

  it('with a wrong signature once are healed by a fresh token', async () => {
    const { client } = setup();
    server.faults.push({ kind: 'code', code: 1004 });
    await client.devices.get('dev1');
    expect(server.tokenCalls).toBe(2);
  });
});

describe('a clock that is off', () => {
  it.each([3_600_000, -3_600_000, 86_400_000, -86_400_000])(
    'by %i ms heals with one extra call',
    async (skew) => {
      const { client, clock } = setup();
      server.now = () => clock.now() + skew;
      await client.devices.get('dev1');
      await client.devices.get('dev1');
      expect(server.arrived.map(({ isToken }) => isToken)).toEqual([true, true, false, false]);
    },
  );

  it('heals from the Date header where the answer has no time', async () => {
    const { client, clock } = setup();
    clock.advance(-3_600_000);
    server.now = () => Date.now();
    server.tokenFaults.push({ kind: 'code', code: 1013, noTime: true });
    await client.devices.get('dev1');
    expect(server.arrived).toHaveLength(3);
  });

  it('heals in the middle, for writes too', async () => {
    const { client, clock } = setup();
    await client.devices.get('dev1');
    server.now = () => clock.now() + 3_600_000;
    await client.devices.rename('dev1', 'lamp');
    expect(server.executed).toHaveLength(1);
    expect(server.businessCalls).toHaveLength(3);
  });

  it('is said when it does not help', async () => {
    const { client } = setup();
    server.faults.push({ kind: 'code', code: 1013 }, { kind: 'code', code: 1013 });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'clock', remedy: 'checkClock' });
    expect(server.businessCalls).toHaveLength(2);
  });
});
