import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import type { CallInfo } from '../../../../src/tuya/operations.js';
import { FaultServer, keys } from '../../../support/faultServer.js';
import { TestTokenStore, VirtualClock } from '../../../support/faultServerClient.js';
import { neverAccepts, neverAnswers, type SilentServer } from '../../../support/silentServer.js';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Given {
  readonly silenceMs?: number;
  readonly deadlineMs?: number;
  readonly hasToken?: boolean;
}

/** A client of a host that says nothing. Its times are short for a test, and so long that no test ends by another one. */
function clientOf({ port }: Pick<SilentServer, 'port'>, given: Given = {}) {
  const { silenceMs = 100, deadlineMs = 60_000, hasToken = true } = given;
  const endpoint = `http://127.0.0.1:${port}`;
  const clock = new VirtualClock();
  const tokenStore = new TestTokenStore();
  if (hasToken) {
    tokenStore.token = {
      version: 1,
      endpoint,
      accessId: keys.accessId,
      accessToken: 'a'.repeat(32),
      obtainedAt: clock.now(),
      expiresAt: clock.now() + 7_200_000,
    };
  }
  const calls: CallInfo[] = [];
  const client = createTuyaClient({
    endpoint,
    ...keys,
    transport: createUndiciTransport({
      connectTimeoutMs: silenceMs,
      headersTimeoutMs: silenceMs,
      deadlineMs: 600_000,
    }),
    tokenStore,
    clock,
    random: () => 0.5,
    deadlineMs,
    onCall: (info) => calls.push(info),
  });
  ends.push(() => client.close());
  return { client, clock, calls };
}

const reads = (client: TuyaClient, count: number): Promise<unknown[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      client.devices.get(`dev${index}`).catch((error: unknown) => error),
    ),
  );

describe.each([
  ['answers nothing', neverAnswers],
  ['takes no connection', neverAccepts],
] as const)('a cloud that %s', (_, start) => {
  let server: SilentServer;
  beforeEach(async () => {
    server = await start();
    ends.push(() => server.close());
  });

  it('is found out once, and not by each of 24 reads', async () => {
    const { client, calls } = clientOf(server);
    const errors = await reads(client, 24);
    expect(errors).toEqual(errors.map(() => expect.objectContaining({ reason: 'timeout' }) as unknown));
    // Four are under way when it is noticed; one of them may have begun its repeat.
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it('fails the reads that come after at once, and is asked again after a while', async () => {
    const { client, clock, calls } = clientOf(server);
    await reads(client, 1);
    const before = calls.length;
    expect(before).toBe(2);
    await expect(client.devices.get('later')).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls).toHaveLength(before);
    clock.advance(5_000);
    // One more silence is enough.
    await expect(client.devices.get('later')).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls).toHaveLength(before + 1);
  });

  it('is asked again where the clock is set back', async () => {
    const { client, clock, calls } = clientOf(server);
    await reads(client, 1);
    clock.advance(-3_600_000);
    await reads(client, 1);
    expect(calls).toHaveLength(3);
  });

  it('gets a change all the same, and once', async () => {
    const { client, calls } = clientOf(server);
    await reads(client, 1);
    const sent = server.taken > 0;
    calls.length = 0;
    await expect(client.devices.rename('dev1', 'New')).rejects.toMatchObject({
      reason: sent ? 'outcomeUnknown' : 'timeout',
    });
    expect(calls.map((call) => call.sent)).toEqual([sent]);
  });

  it('ends every operation by its deadline, whatever it waits for', async () => {
    // Longer than any test: only the deadline can end it.
    const { client, calls } = clientOf(server, { silenceMs: 600_000, deadlineMs: 300 });
    const write = client.devices.rename('dev1', 'New').catch((error: unknown) => error);
    const errors = await reads(client, 23);
    expect(errors).toEqual(errors.map(() => expect.objectContaining({ reason: 'timeout' }) as unknown));
    expect(await write).toMatchObject({ reason: server.taken > 0 ? 'outcomeUnknown' : 'timeout' });
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it('ends those that wait for a token, of which one is asked for', async () => {
    const { client, calls } = clientOf(server, { silenceMs: 600_000, deadlineMs: 300, hasToken: false });
    const write = client.devices.rename('dev1', 'New').catch((error: unknown) => error);
    const errors = [...(await reads(client, 23)), await write];
    // Nothing of the change was sent: nobody has to wonder about it.
    expect(errors).toEqual(errors.map(() => expect.objectContaining({ reason: 'timeout' }) as unknown));
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['token']));
  });
});

describe('a cloud that is silent now and then', () => {
  it('is not taken for a silent one where it answers between', async () => {
    const server = await FaultServer.start();
    ends.push(() => server.close());
    const { client } = clientOf(server, { silenceMs: 400, hasToken: false });
    for (let time = 0; time < 3; time++) {
      server.faults.push({ kind: 'hang' });
      // The repeat is answered.
      await expect(client.devices.get('dev1')).resolves.toMatchObject({ id: 'dev1' });
    }
  });
});

describe('a cloud that refuses connections', () => {
  it('is tried twice by a read and once by a change', async () => {
    const server = await FaultServer.start();
    const { port } = server;
    await server.close();
    // To be refused takes its time where all cores are busy.
    const { client, calls } = clientOf({ port }, { silenceMs: 10_000 });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'network' });
    expect(calls.map(({ sent }) => sent)).toEqual([false, false]);
    calls.length = 0;
    await expect(client.devices.rename('dev1', 'New')).rejects.toMatchObject({ reason: 'network' });
    expect(calls.map(({ sent }) => sent)).toEqual([false]);
  });
});
