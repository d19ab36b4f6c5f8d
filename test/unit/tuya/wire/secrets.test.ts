import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields, Logger, LogLevel } from '../../../../src/base/logger.js';
import { createTuyaClient } from '../../../../src/tuya/client.js';
import type { StoredToken } from '../../../../src/tuya/wire/tokenStore.js';
import { FaultServer, keys, type Fault } from '../../../support/faultServer.js';
import { connect, TestTokenStore } from '../../../support/faultServerClient.js';

let server: FaultServer;

beforeEach(async () => {
  server = await FaultServer.start();
});

afterEach(() => server.close());

class RecordingLogger implements Logger {
  constructor(readonly lines: [LogLevel, string, LogFields | undefined][] = []) {}

  log(level: LogLevel, message: string, fields?: LogFields): void {
    this.lines.push([level, message, fields]);
  }

  child(): Logger {
    return new RecordingLogger(this.lines);
  }
}

describe('secrets', () => {
  it('reach neither log, errors, call hook nor inspection, whatever fails', async () => {
    const log = new RecordingLogger();
    const { client, store, calls, sent } = connect(server, { log });
    server.answer = ({ method }) =>
      method === 'GET' ? { id: 'dev1', local_key: 'LOCAL-KEY-CANARY', status: [] } : true;
    await client.devices.get('dev1');
    const token = (store.token as StoredToken).accessToken;
    const echo = `${keys.accessSecret} ${token}`;
    const faults: Fault[] = [
      { kind: 'code', code: 1106, msg: `you sent ${echo}` },
      { kind: 'code', code: 9, msg: echo.repeat(500) },
      { kind: 'body', body: `<html>${echo}</html>` },
      { kind: 'body', body: JSON.stringify({ success: true, result: { id: { echo }, name: echo } }) },
      { kind: 'status', status: 500, body: echo },
      { kind: 'status', status: 302, headers: { location: `http://127.0.0.1:1/?${token}` } },
      { kind: 'reset', when: 'midBody' },
      { kind: 'truncated' },
    ];
    const errors: unknown[] = [];
    for (const fault of faults) {
      for (const run of [() => client.devices.get('dev1'), () => client.devices.rename('dev1', 'x')]) {
        server.faults.push(...Array.from({ length: 6 }, () => fault));
        await run().catch((error: unknown) => errors.push(error));
        server.faults.length = 0;
      }
    }
    // All but the write that was answered with an odd result.
    expect(errors).toHaveLength(15);
    const everything = inspect([errors, log.lines, calls, client, client.devices, client.logs], {
      depth: 20,
      showHidden: true,
      getters: true,
    });
    const signatures = sent.map(({ headers }) => headers['sign'] ?? '');
    for (const secret of [keys.accessSecret, token, `r${token}`, 'LOCAL-KEY-CANARY', ...signatures]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(everything.includes(secret)).toBe(false);
    }
    expect(JSON.stringify([errors, client, calls])).not.toContain(keys.accessSecret);
    expect(log.lines.length).toBeGreaterThan(20);
    await client.close();
  });

  it('are cut out of what the cloud says, the signature too', async () => {
    const { client, sent } = connect(server);
    await client.devices.get('dev1');
    server.faults.push({
      kind: 'code',
      code: 1106,
      msg: ({ headers }) => `${String(headers['sign'])} of ${String(headers['access_token'])}`,
    });
    const error: unknown = await client.devices.get('dev1').catch((reason: unknown) => reason);
    expect(inspect(error)).toContain('*** of ***');
    expect(inspect(error)).not.toContain(sent.at(-1)?.headers['sign']);
    await client.close();
  });

  it('are in no address, and the secret in nothing that leaves', async () => {
    const { client, sent, store } = connect(server);
    await client.devices.get('dev1');
    await client.devices.rename('dev1', 'x');
    const { accessToken } = store.token as StoredToken;
    for (const request of sent) {
      expect(request.path).not.toContain(accessToken);
      expect(JSON.stringify(request)).not.toContain(keys.accessSecret);
    }
    await client.close();
  });
});

describe('the log', () => {
  it('says what was called, without the query', async () => {
    const log = new RecordingLogger();
    const { client } = connect(server, { log });
    server.answer = () => ({ devices: [] });
    await client.devices.list({ pageSize: 20, schema: 'my-app' });
    expect(log.lines.at(-1)).toEqual([
      'debug',
      'devices.list',
      expect.objectContaining({ method: 'GET', path: '/v1.0/devices', status: 200, tid: 'tid-ok' }),
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('my-app');
    await client.close();
  });
});

describe('createTuyaClient', () => {
  it.each([
    ['endpoint', { endpoint: 'http://openapi.tuyaeu.com' }],
    ['endpoint', { endpoint: 'https://openapi.tuyaeu.com/v1.0' }],
    ['accessId', { accessId: '' }],
    ['accessId', { accessId: 'a\r\nx: y' }],
    ['accessId', { accessId: 'ключ' }],
    ['accessSecret', { accessSecret: '' }],
  ])('refuses a bad %s: %j', (field, overrides) => {
    const transport = {
      send: () => Promise.reject(new Error('nothing may be sent')),
      close: () => Promise.resolve(),
    };
    const options = {
      endpoint: server.origin,
      ...keys,
      transport,
      tokenStore: new TestTokenStore(),
      ...overrides,
    };
    expect(() => createTuyaClient(options)).toThrow(
      expect.objectContaining({ reason: 'invalid', field }) as Error,
    );
  });
});
