import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../../src/base/http.js';
import { createCloud, type Cloud, type CloudOptions } from '../../../../src/simulator/cloud/cloud.js';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import {
  startServer,
  type RunningServer,
  type ServerOptions,
} from '../../../../src/simulator/http/server.js';
import { ManualClock, SimulatorCaller } from '../../../support/simulatorSigner.js';

const page = { query: { page_no: 1, page_size: 2 } };
let running: RunningServer | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

interface Serving {
  cloud: Cloud;
  caller: SimulatorCaller;
  origin: string;
}

async function serve(
  options: Partial<ServerOptions> = {},
  cloudOptions: CloudOptions = {},
): Promise<Serving> {
  const clock = new ManualClock();
  const cloud = createCloud({ ...cloudOptions, clock });
  const server = await startServer(cloud, { port: 0, ...options });
  running = server;
  const caller = new SimulatorCaller(cloud, clock, (request, signal) =>
    overTcp(server.origin, request, signal),
  );
  return { cloud, caller, origin: server.origin };
}

/** Plain node:http, so that GET bodies and half answers come through as they are. */
function overTcp(origin: string, request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const headers = request.body
      ? { ...request.headers, 'content-length': request.body.byteLength }
      : request.headers;
    const outgoing = httpRequest(
      origin + request.path,
      { method: request.method, headers, ...(signal ? { signal } : {}) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers as Record<string, string>,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

describe('the server', () => {
  it('answers on loopback as the cloud does', async () => {
    const { caller, cloud, origin } = await serve();
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const list = await caller.result<{ devices: { id: string }[] }>('GET', '/v1.0/devices', page);
    expect(list.devices.map(({ id }) => id)).toEqual(cloud.truth.deviceIds().slice(0, 2));
    const path = `/v1.0/devices/${list.devices[0]?.id}`;
    expect(await caller.result('PUT', path, { body: { name: '名字 é' } })).toBe(true);
    expect(await caller.result('GET', path)).toMatchObject({ name: '名字 é' });
  });

  it('takes a body on a GET, hashed as sent', async () => {
    const { caller } = await serve();
    expect(await caller.code('GET', '/v1.0/devices', { ...page, rawBody: '{}' })).toBe(0);
    const unhashed = { ...page, headers: { 'content-length': '0' } };
    expect(await caller.code('GET', '/v1.0/devices', unhashed)).toBe(0);
  });

  it('knows no other methods', async () => {
    const { caller } = await serve();
    expect(await caller.code('PATCH' as 'PUT', '/v1.0/devices', page)).toBe(1108);
  });

  it('refuses a body that is too large', async () => {
    const { caller } = await serve();
    const options = { rawBody: JSON.stringify({ name: 'x'.repeat(1_100_000) }) };
    const answer = await caller.send('PUT', '/v1.0/devices/x', options).catch((error: unknown) => error);
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(
      (answer as { status?: number }).status ?? (answer as NodeJS.ErrnoException).code,
    );
  });

  const broken: [Fault, code: string, executed: boolean][] = [
    [{ kind: 'unreachable' }, 'ECONNRESET', false],
    [{ kind: 'reset', when: 'before' }, 'ECONNRESET', false],
    [{ kind: 'reset', when: 'during' }, 'ECONNRESET', true],
    [{ kind: 'reset', when: 'after' }, 'ECONNRESET', true],
  ];
  it.each(broken)('breaks a real connection for %j', async (fault, code, executed) => {
    const { caller, cloud } = await serve();
    const [id = ''] = cloud.truth.devicesOfProduct('scale');
    await caller.signIn();
    cloud.faults.add({ fault, method: 'PUT' });
    await expect(caller.send('PUT', `/v1.0/devices/${id}`, { body: { name: 'new' } })).rejects.toMatchObject({
      code,
    });
    expect(cloud.truth.device(id)?.['name'] === 'new').toBe(executed);
  });

  it.each(['headers', 'body'] as const)('lets a caller wait for its %s', async (what) => {
    const { caller, cloud } = await serve();
    await caller.signIn();
    cloud.faults.add({ fault: { kind: 'stall', what } });
    const waiting = caller.send('GET', '/v1.0/devices', page, AbortSignal.timeout(150));
    await expect(waiting).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) as string });
  });

  it('hands out half an answer and garbage as it is', async () => {
    const { caller, cloud } = await serve();
    await caller.signIn();
    cloud.faults.add({ fault: { kind: 'truncated' }, times: 1 });
    const half = await caller.send('GET', '/v1.0/devices', page);
    expect(() => JSON.parse(Buffer.from(half.body).toString()) as unknown).toThrow();
    cloud.faults.add({ fault: { kind: 'garbledEncoding' }, times: 1 });
    expect((await caller.send('GET', '/v1.0/devices', page)).headers).toMatchObject({
      'content-encoding': 'gzip',
    });
  });

  it('closes with connections open', async () => {
    const { cloud, caller } = await serve();
    await caller.signIn();
    cloud.faults.add({ fault: { kind: 'stall', what: 'headers' } });
    const waiting = caller.send('GET', '/v1.0/devices', page).catch((error: unknown) => error);
    await running?.close();
    running = undefined;
    expect(await waiting).toMatchObject({ code: expect.stringMatching(/ECONN/) as string });
  });

  it('says which port is taken', async () => {
    const { origin } = await serve();
    const port = Number(new URL(origin).port);
    await expect(startServer(createCloud(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('survives nonsense on the wire', async () => {
    const { origin, caller } = await serve();
    const { hostname, port } = new URL(origin);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end('NONSENSE\r\n\r\n'));
      socket.resume().on('close', () => resolve());
    });
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(0);
  });
});

describe('the control', () => {
  it('is off unless asked for', async () => {
    const { origin } = await serve();
    expect(await (await fetch(`${origin}/__control/ledger`)).json()).toMatchObject({
      success: false,
      code: 1108,
    });
  });

  it('plans faults and shows the ledger', async () => {
    const { origin, caller } = await serve({ control: true });
    const post = (what: string, body: string): Promise<Response> =>
      fetch(`${origin}/__control/${what}`, { method: 'POST', body });
    expect((await post('faults', 'kind=code,code=1199,operation=listDevices,times=1')).status).toBe(200);
    expect((await post('faults', 'kind=odd')).status).toBe(400);
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(1199);
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(0);
    await post('kill-token', '');
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(1010);
    const ledger = (await (await fetch(`${origin}/__control/ledger`)).json()) as { counters: unknown };
    expect(ledger.counters).toEqual({
      getToken: { calls: 1, executed: 1 },
      listDevices: { calls: 3, executed: 1 },
    });
    expect((await fetch(`${origin}/__control/nothing`)).status).toBe(404);
  });

  it('flashes a device', async () => {
    const { origin, caller, cloud } = await serve({ control: true });
    const flash = (body: string): Promise<Response> =>
      fetch(`${origin}/__control/flash`, { method: 'POST', body });
    const [id = ''] = cloud.truth.devicesOfProduct('socket');
    expect((await flash(`${id} 2.1.0`)).status).toBe(200);
    expect(await caller.result('GET', `/v1.0/devices/${id}/upgrade-infos`)).toContainEqual(
      expect.objectContaining({ module_type: 0, current_version: '2.1.0' }),
    );
    for (const body of [id, 'nobody 2.0.0', '']) expect((await flash(body)).status).toBe(400);
  });
});
