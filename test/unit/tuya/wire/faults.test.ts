import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { remedyText } from '../../../../src/platform/errorMessages/remedyTexts.js';
import { FaultServer, type Arrived, type Fault } from '../../../support/faultServer.js';
import { connect, type Setup } from '../../../support/faultServerClient.js';

let server: FaultServer;
let setup: Setup;

beforeEach(async () => {
  server = await FaultServer.start();
  setup = connect(server);
});

afterEach(async () => {
  await setup.client.close();
  await server.close();
});

const code = (value: number): Fault => ({ kind: 'code', code: value });
const body = (text: string, headers?: Record<string, string>): Fault => ({
  kind: 'body',
  body: text,
  ...(headers ? { headers } : {}),
});

/** What only a cloud may say, and not what stands before it. */
const success = { kind: 'body', body: '{"success":true,"result":{"id":"forged"}}' } as const;

/** Each fault with what becomes of a read and of a write that meet it once. */
const faults: readonly [name: string, fault: Fault, read: string, write: string][] = [
  ['HTTP 500', { kind: 'status', status: 500 }, 'ok', 'outcomeUnknown'],
  ['HTTP 502 with HTML', { kind: 'status', status: 502 }, 'ok', 'outcomeUnknown'],
  [
    'HTTP 503 and Retry-After',
    { kind: 'status', status: 503, headers: { 'retry-after': '2' } },
    'ok',
    'outcomeUnknown',
  ],
  ['HTTP 504', { kind: 'status', status: 504 }, 'ok', 'outcomeUnknown'],
  ['HTTP 429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 'ok', 'busy'],
  ['HTTP 403', { kind: 'status', status: 403 }, 'permission', 'permission'],
  ['HTTP 404', { kind: 'status', status: 404 }, 'malformed', 'malformed'],
  ['HTTP 500 in an envelope', { kind: 'code', code: 500, status: 500 }, 'ok', 'outcomeUnknown'],
  ['code 500', code(500), 'ok', 'outcomeUnknown'],
  ['HTTP 502 in an envelope', { kind: 'code', code: 502, status: 502 }, 'ok', 'outcomeUnknown'],
  ['code 504', code(504), 'ok', 'outcomeUnknown'],
  ['code 503', code(503), 'ok', 'outcomeUnknown'],
  ['HTTP 500 and a code nobody knows', { kind: 'code', code: -1, status: 500 }, 'ok', 'outcomeUnknown'],
  ['HTTP 500 and a clear no', { kind: 'code', code: 2010, status: 500 }, 'notFound', 'notFound'],
  ['code 1010', code(1010), 'ok', 'ok'],
  ['code 1011', code(1011), 'ok', 'ok'],
  ['code 1012', code(1012), 'ok', 'ok'],
  ['code 1400', code(1400), 'ok', 'ok'],
  ['code 1004', code(1004), 'ok', 'ok'],
  ['code 1013', code(1013), 'ok', 'ok'],
  ['code 1106', code(1106), 'permission', 'permission'],
  ['code 1110', code(1110), 'ok', 'busy'],
  ['code 1111', code(1111), 'ok', 'busy'],
  ['code 1112', code(1112), 'ok', 'busy'],
  ['code 1199', code(1199), 'ok', 'busy'],
  ['code 2001', code(2001), 'offline', 'offline'],
  ['code 28841004', code(28841004), 'quota', 'quota'],
  ['an unknown code', code(77), 'unknown', 'unknown'],
  ['reset before', { kind: 'reset', when: 'before' }, 'ok', 'outcomeUnknown'],
  ['reset in the body', { kind: 'reset', when: 'midBody' }, 'ok', 'outcomeUnknown'],
  ['reset after', { kind: 'reset', when: 'after' }, 'ok', 'outcomeUnknown'],
  ['cut-off JSON', { kind: 'truncated' }, 'ok', 'outcomeUnknown'],
  ['nothing', body(''), 'ok', 'outcomeUnknown'],
  ['HTML', body('<html>login</html>'), 'ok', 'outcomeUnknown'],
  ['another JSON', body('[1,2,3]'), 'ok', 'outcomeUnknown'],
  ['corrupt gzip', body('no gzip', { 'content-encoding': 'gzip' }), 'ok', 'outcomeUnknown'],
  ['an unknown encoding', body('x', { 'content-encoding': 'zstd' }), 'ok', 'outcomeUnknown'],
  [
    'a redirect',
    { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    'malformed',
    'outcomeUnknown',
  ],
  ['a result behind a redirect', { ...success, status: 307 }, 'malformed', 'outcomeUnknown'],
  ['a result that the status denies', { ...success, status: 500 }, 'ok', 'outcomeUnknown'],
  ['a result that was not found', { ...success, status: 404 }, 'malformed', 'malformed'],
  ['no answer', { kind: 'hang' }, 'ok', 'outcomeUnknown'],
  ['a stalled body', { kind: 'stall' }, 'ok', 'outcomeUnknown'],
  ['a dripping body', { kind: 'drip' }, 'ok', 'outcomeUnknown'],
];

const positions = ['first', 'second'] as const;
const matrix = faults.flatMap(([name, fault, read, write]) =>
  positions.flatMap((position) => [
    { name, fault, position, verb: 'read', expected: read } as const,
    { name, fault, position, verb: 'write', expected: write } as const,
  ]),
);

function run(client: TuyaClient, verb: 'read' | 'write'): Promise<unknown> {
  return verb === 'read' ? client.devices.get('dev1') : client.devices.rename('dev1', 'lamp');
}

describe('a fault', () => {
  it.each(matrix)('$name, on the $position $verb: $expected', async ({ fault, position, verb, expected }) => {
    if (position === 'second') await setup.client.devices.get('dev1');
    server.faults.push(fault);
    const outcome = await run(setup.client, verb).then(
      () => 'ok',
      (error: unknown) => error,
    );
    if (TuyaError.is(outcome)) {
      expect(outcome.reason).toBe(expected);
      expect(remedyText(outcome.remedy)).toMatch(/\.$/);
    } else expect(outcome).toBe(expected);
    // At most once, whatever happened.
    expect(server.executed.length).toBeLessThanOrEqual(1);
    if (verb === 'write' && expected !== 'ok') expect(server.businessCalls.filter(isWrite)).toHaveLength(1);
    expect(server.signatureFaults).toEqual([]);
    const stamps = server.arrived.map(({ headers }) => `${String(headers['t'])} ${String(headers['nonce'])}`);
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  it.each(faults.filter(([, fault]) => fault.kind !== 'code' || fault.code !== 1004))(
    '%s on the token call does not reach the write',
    async (_name, fault) => {
      server.tokenFaults.push(fault);
      const outcome = await setup.client.devices.rename('dev1', 'lamp').then(
        () => 'ok',
        (error: unknown) => error,
      );
      if (outcome !== 'ok') {
        expect(outcome).toMatchObject({ name: 'TuyaError', operation: 'token' });
        expect(outcome).not.toMatchObject({ reason: 'outcomeUnknown' });
      }
      expect(server.executed).toHaveLength(outcome === 'ok' ? 1 : 0);
    },
  );

  it('that stays ends in one error, after a bounded number of calls', async () => {
    server.faults.push(...Array.from({ length: 50 }, (): Fault => ({ kind: 'status', status: 500 })));
    await expect(setup.client.devices.get('dev1')).rejects.toMatchObject({
      reason: 'server',
      httpStatus: 500,
    });
    expect(server.businessCalls).toHaveLength(6);
  });
});

const isWrite = ({ method }: Arrived): boolean => method !== 'GET';

describe('waiting', () => {
  it.each([
    ['1', 1_000],
    ['7', 7_000],
    ['14', 14_000],
  ])('obeys Retry-After: %s', async (header, ms) => {
    server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': header } });
    await setup.client.devices.get('dev1');
    expect(setup.clock.sleeps).toEqual([ms]);
  });

  it('obeys Retry-After as a date', async () => {
    const date = new Date(setup.clock.now() + 5_000).toUTCString();
    server.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': date } });
    await setup.client.devices.get('dev1');
    expect(setup.clock.sleeps[0]).toBeGreaterThan(3_900);
    expect(setup.clock.sleeps[0]).toBeLessThanOrEqual(5_000);
  });
});

describe('the retry budget', () => {
  it('keeps a dead cloud from being hit more than a tenth more often', async () => {
    const first = 1_000;
    server.faults.push(...Array.from({ length: 5_000 }, (): Fault => ({ kind: 'status', status: 500 })));
    await setup.client.test();
    for (let index = 0; index < first; index++) {
      await setup.client.devices.get('dev1').catch(() => undefined);
    }
    expect(server.businessCalls.length).toBeLessThanOrEqual(first * 1.1);
    server.faults.length = 0;
    await setup.client.devices.get('dev1');
  });
});

describe('a cancelled call', () => {
  it('ends at once and leaves the others alone', async () => {
    const controller = new AbortController();
    server.tokenFaults.push({ kind: 'hang' });
    const cancelled = setup.client.devices.get('dev1', controller.signal);
    const other = setup.client.devices.get('dev1');
    await expect.poll(() => server.tokenCalls).toBe(1);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    await expect(other).resolves.toMatchObject({ id: 'dev1' });
  });

  it('sends nothing when it was cancelled before', async () => {
    await expect(setup.client.devices.get('dev1', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(server.arrived).toEqual([]);
  });

  it('ends with the client, as does every call after', async () => {
    server.faults.push({ kind: 'hang' });
    const open = setup.client.devices.get('dev1');
    const ended = expect(open).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => server.businessCalls.length).toBe(1);
    await setup.client.close();
    await ended;
    await expect(setup.client.devices.get('dev1')).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.businessCalls).toHaveLength(1);
  });
});

describe('the call hook', () => {
  it('hears of every call that left: tokens, replays and repeats', async () => {
    server.faults.push(code(1010), { kind: 'status', status: 500 });
    await setup.client.devices.get('dev1');
    expect(setup.calls).toHaveLength(server.arrived.length);
    expect(setup.calls.map(({ operation, attempt, ok }) => `${operation} ${attempt} ${ok}`)).toEqual([
      'token 1 true',
      'devices.get 1 false',
      'token 1 true',
      'devices.get 2 false',
      'devices.get 3 true',
    ]);
    expect(setup.calls[1]).toMatchObject({ code: 1010, httpStatus: 200, sent: true, tid: 'tid-refused' });
  });

  it('says when nothing was sent', async () => {
    await server.close();
    await expect(setup.client.devices.rename('dev1', 'lamp')).rejects.toMatchObject({ reason: 'network' });
    expect(setup.calls.every(({ sent }) => !sent)).toBe(true);
    server = await FaultServer.start();
  });
});
