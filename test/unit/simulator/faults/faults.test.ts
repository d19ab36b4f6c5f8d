import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../../src/base/http.js';
import type { Fault, FaultRule } from '../../../../src/simulator/faults/faults.js';
import { FaultSyntaxError, readFaultRule } from '../../../../src/simulator/faults/faultSyntax.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

const page = { query: { page_no: 1, page_size: 3 } };

describe('a fault on the way', () => {
  const failures: [Fault, failure: string, sent: boolean, executed: boolean][] = [
    [{ kind: 'unreachable' }, 'unreachable', false, false],
    [{ kind: 'reset', when: 'before' }, 'broken', true, false],
    [{ kind: 'reset', when: 'during' }, 'broken', true, true],
    [{ kind: 'reset', when: 'after' }, 'broken', true, true],
    [{ kind: 'stall', what: 'headers' }, 'timeout', true, false],
    [{ kind: 'stall', what: 'headers', executed: true }, 'timeout', true, true],
    [{ kind: 'stall', what: 'body' }, 'timeout', true, true],
    [{ kind: 'garbledEncoding' }, 'malformed', true, true],
  ];
  it.each(failures)('%j ends in “%s”', async (fault, failure, sent, executed) => {
    const { caller, cloud, idOf } = simulatorSetup();
    const id = idOf('scale');
    await caller.signIn();
    cloud.faults.add({ fault, operation: 'renameDevice' });
    const error = await caller
      .send('PUT', `/v1.0/devices/${id}`, { body: { name: 'new' } })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ExchangeError);
    expect(error).toMatchObject({ failure, sent });
    expect(cloud.truth.device(id)?.['name'] === 'new').toBe(executed);
    expect(cloud.ledger.writes).toHaveLength(executed ? 1 : 0);
    expect(cloud.ledger.entries.at(-1)).toMatchObject({ executed, faults: [fault.kind] });
  });

  it.each<Fault>([{ kind: 'html' }, { kind: 'empty' }, { kind: 'truncated' }, { kind: 'malformed' }])(
    'wrong types in what %j has spoilt already change nothing',
    async (fault) => {
      const { caller, cloud } = simulatorSetup();
      await caller.signIn();
      cloud.faults.add({ fault });
      const alone = await caller.send('GET', '/v1.0/devices', page);
      cloud.faults.add({ fault: { kind: 'wrongTypes' } });
      const together = await caller.send('GET', '/v1.0/devices', page);
      expect(together.body.byteLength).toBe(alone.body.byteLength);
    },
  );

  it('a code, a status or a page in place of the answer', async () => {
    const { caller, cloud, idOf } = simulatorSetup();
    const rename = { body: { name: 'new' } };
    const path = `/v1.0/devices/${idOf('scale')}`;
    const once = (fault: Fault): void => void cloud.faults.add({ fault, method: 'PUT', times: 1 });
    once({ kind: 'code', code: 1111 });
    expect(await caller.call('PUT', path, rename)).toMatchObject({
      success: false,
      code: 1111,
      msg: expect.stringContaining('busy') as string,
    });
    once({ kind: 'status', status: 503, retryAfter: 7 });
    expect(await caller.send('PUT', path, rename)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '7', 'content-type': 'text/html' },
    });
    once({ kind: 'redirect', location: 'https://elsewhere.example/' });
    expect(await caller.send('PUT', path, rename)).toMatchObject({
      status: 302,
      headers: { location: 'https://elsewhere.example/' },
    });
    expect(cloud.ledger.writes).toEqual([]);
    once({ kind: 'status', status: 504, executed: true });
    expect(await caller.send('PUT', path, rename)).toMatchObject({ status: 504 });
    expect(cloud.ledger.writes).toHaveLength(1);
    expect(await caller.code('GET', path)).toBe(0);
  });

  it.each(['truncated', 'malformed', 'empty', 'html'] as const)(
    'an answer that is %s is no JSON',
    async (kind) => {
      const { caller, cloud } = simulatorSetup();
      await caller.signIn();
      cloud.faults.add({ fault: { kind } });
      const { status, body } = await caller.send('GET', '/v1.0/devices', page);
      expect(status).toBe(200);
      expect(() => JSON.parse(Buffer.from(body).toString()) as unknown).toThrow();
    },
  );

  it('wrong types in one record leave the others as they are', async () => {
    const { caller, cloud } = simulatorSetup();
    const before = await caller.result<{ devices: unknown[] }>('GET', '/v1.0/devices', page);
    cloud.faults.add({ fault: { kind: 'wrongTypes', index: 1 }, times: 1 });
    const after = await caller.result<{ devices: unknown[]; total: number }>('GET', '/v1.0/devices', page);
    expect([after.devices[0], after.devices[2], after.total]).toEqual([
      before.devices[0],
      before.devices[2],
      22,
    ]);
    expect(after.devices[1]).toMatchObject({ online: 'perhaps', id: [expect.any(String)], status: 'none' });
    cloud.faults.add({
      fault: { kind: 'rewrite', rewrite: () => ({ devices: [], total: 5, last_id: 'same' }) },
    });
    expect(await caller.result('GET', '/v1.0/devices', page)).toEqual({
      devices: [],
      total: 5,
      last_id: 'same',
    });
  });

  it('a dead token and a wrong clock show at once', async () => {
    const { caller, cloud, clock } = simulatorSetup();
    await caller.signIn();
    cloud.faults.add({ fault: { kind: 'deadToken' }, times: 1 });
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(1010);
    await caller.signIn();
    cloud.faults.add({ fault: { kind: 'clockSkew', ms: 3_600_000 }, times: 1 });
    expect(await caller.call('GET', '/v1.0/devices', page)).toMatchObject({
      code: 1013,
      t: clock.now() + 3_600_000,
    });
    cloud.clockSkewMs = -3_600_000;
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(1013);
    expect(await caller.code('GET', '/v1.0/devices', { ...page, t: clock.now() - 3_600_000 })).toBe(0);
  });

  it('a delay takes the clock’s time', async () => {
    const { caller, cloud, clock } = simulatorSetup();
    await caller.signIn();
    const start = clock.now();
    cloud.faults.add({ fault: { kind: 'delay', ms: 250 } });
    await caller.code('GET', '/v1.0/devices', page);
    expect(clock.now() - start).toBe(250);
  });

  it('a closed cloud is unreachable', async () => {
    const { caller, cloud } = simulatorSetup();
    await caller.signIn();
    cloud.close();
    await expect(caller.send('GET', '/v1.0/devices', page)).rejects.toMatchObject({
      failure: 'unreachable',
      sent: false,
    });
  });
});

describe('a fault rule', () => {
  const hits = async (rule: Omit<FaultRule, 'fault'>): Promise<string> => {
    const { caller, cloud } = simulatorSetup();
    await caller.signIn();
    cloud.faults.add({ ...rule, fault: { kind: 'code', code: 1199 } });
    let result = '';
    for (let call = 0; call < 6; call++)
      result += (await caller.code('GET', '/v1.0/devices', page)) === 0 ? '.' : 'x';
    return result;
  };

  it.each([
    [{}, 'xxxxxx'],
    [{ nth: 3 }, '..x...'],
    [{ times: 2 }, 'xx....'],
    [{ skip: 2, times: 3 }, '..xxx.'],
    [{ operation: 'listDevices' }, 'xxxxxx'],
    [{ operation: ['getDevice', 'listDevices'] }, 'xxxxxx'],
    [{ operation: 'getDevice' }, '......'],
    [{ method: 'PUT' }, '......'],
    [{ path: 'page_size=3' }, 'xxxxxx'],
    [{ path: /\/v1\.0\/devices\?/g }, 'xxxxxx'],
    [{ path: /token/ }, '......'],
    [{ probability: 0 }, '......'],
    [{ probability: 1 }, 'xxxxxx'],
  ] as [Omit<FaultRule, 'fault'>, string][])('%j hits %s', async (rule, expected) => {
    expect(await hits(rule)).toBe(expected);
  });

  it('with a chance hits the same calls for the same seed', async () => {
    const one = await hits({ probability: 0.5 });
    expect(one).toMatch(/x.*\.|\..*x/);
    expect(await hits({ probability: 0.5 })).toBe(one);
  });

  it('can be counted and taken back', async () => {
    const { caller, cloud } = simulatorSetup();
    await caller.signIn();
    const fault = cloud.faults.add({ fault: { kind: 'code', code: 500 }, skip: 1 });
    await caller.code('GET', '/v1.0/devices', page);
    await caller.code('GET', '/v1.0/devices', page);
    expect([fault.matched, fault.hits]).toEqual([2, 1]);
    fault.remove();
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(0);
  });

  it('can be written as text', () => {
    expect(readFaultRule('kind=code,code=1111,operation=listDevices,times=3')).toEqual({
      fault: { kind: 'code', code: 1111 },
      operation: 'listDevices',
      times: 3,
    });
    expect(readFaultRule('kind=reset,when=after,method=PUT,probability=0.25')).toEqual({
      fault: { kind: 'reset', when: 'after' },
      method: 'PUT',
      probability: 0.25,
    });
    for (const text of [
      '',
      'code',
      'kind=none',
      'kind=delay',
      'kind=delay,ms=x',
      'kind=reset,when=now',
      'kind=empty,ms=5',
      'kind=empty,operation=x',
    ]) {
      expect(() => readFaultRule(text)).toThrow(FaultSyntaxError);
    }
  });
});

describe('the in-process transport', () => {
  it('can be cancelled and closed', async () => {
    const { caller, cloud, clock } = simulatorSetup();
    await caller.signIn();
    const calls = cloud.ledger.totalCalls;
    const transport = createInProcessTransport(cloud, { latencyMs: 40, clock });
    const request = caller.request('GET', '/v1.0/devices', page);
    const cancelled = transport.send(request, AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(cloud.ledger.totalCalls).toBe(calls);
    const start = clock.now();
    expect((await transport.send(request)).status).toBe(200);
    expect(clock.now() - start).toBe(40);
    await transport.close();
    await expect(transport.send(request)).rejects.toMatchObject({ failure: 'unreachable', sent: false });
  });
});
