import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';
import type { SentCall } from '../../../support/simulatorSigner.js';

const minute = 60_000;
const path = '/v1.0/devices';
const page = { query: { page_no: 1, page_size: 1 } };

describe('the gateway', () => {
  const { caller, clock, idOf } = simulatorSetup();
  const now = clock.now();
  const refusals: [why: string, options: SentCall, code: number][] = [
    ['no client id', { headers: { client_id: undefined } }, 1105],
    ['an unknown client id', { headers: { client_id: 'somebody' } }, 1005],
    ['no signature', { headers: { sign: undefined } }, 1105],
    ['another signing method', { headers: { sign_method: 'MD5' } }, 1109],
    ['no time', { headers: { t: undefined } }, 1105],
    ['seconds instead of milliseconds', { headers: { t: String(Math.floor(now / 1000)) } }, 1013],
    ['a clock that is slow', { t: now - 5 * minute - 1 }, 1013],
    ['a clock that is fast', { t: now + 5 * minute + 1 }, 1013],
    ['no token', { headers: { access_token: undefined } }, 1002],
    ['an empty token', { headers: { access_token: '' } }, 1002],
    ['an unknown token', { headers: { access_token: 'f'.repeat(32) } }, 1010],
    ['another secret', { secret: 'wrong' }, 1004],
    ['a signature in lower case', { headers: { sign: 'abc' } }, 1004],
    ['a token that was not signed', { withToken: false, headers: { access_token: 'later' } }, 1010],
    ['an unsorted query in the signature', { signedUrl: `${path}?page_size=1&page_no=1` }, 1004],
    ['a nonce that was not signed', { headers: { nonce: 'another' } }, 1004],
    ['a signed header that is missing', { headers: { 'signature-headers': 'area_id' } }, 1004],
  ];

  it.each(refusals)('refuses %s', async (_why, options, code) => {
    expect(await caller.code('GET', path, { ...page, ...options })).toBe(code);
  });

  it('says its own time with a refusal for the time', async () => {
    const answer = await caller.call('GET', path, { ...page, t: now - 3_600_000 });
    expect(answer).toMatchObject({ success: false, code: 1013, t: clock.now() });
  });

  it('takes a clock that is five minutes off', async () => {
    expect(await caller.code('GET', path, { ...page, t: now - 5 * minute })).toBe(0);
  });

  it('takes a request once', async () => {
    const request = { ...page, nonce: 'once' };
    expect(await caller.code('GET', path, request)).toBe(0);
    expect(await caller.code('GET', path, request)).toBe(1113);
  });

  it.each([
    ['GET', '/v1.0/nothing'],
    ['POST', '/v1.0/devices'],
    ['POST', '/v1.0/token'],
    ['GET', '/v1.0/devices//'],
    ['GET', '/v9.0/devices'],
  ] as const)('knows no %s %s', async (method, unknown) => {
    expect(await caller.code(method, unknown)).toBe(1108);
  });

  it('refuses a parameter that is misspelled, before it looks for the device', async () => {
    expect(await caller.code('GET', '/v1.0/devices', { query: { page_no: 1, pagesize: 1 } })).toBe(1109);
    expect(await caller.code('GET', `/v1.0/devices/${idOf('scale')}`, { query: { lang: 'en' } })).toBe(1109);
  });

  it('takes a slash at the end of a path, as some clients write it', async () => {
    expect(await caller.code('GET', '/v1.0/devices/', { query: { page_no: 1, page_size: 1 } })).toBe(0);
    expect(await caller.code('GET', `/v1.0/devices/${idOf('scale')}/`)).toBe(0);
  });

  it('wants JSON in a body, which needs no content type', async () => {
    const device = `/v1.0/devices/${idOf('scale')}`;
    const codes = await Promise.all([
      caller.code('PUT', device, { body: { name: 'a' }, headers: { 'content-type': 'text/plain' } }),
      caller.code('PUT', device, { body: { name: 'b' }, headers: { 'content-type': undefined } }),
      caller.code('PUT', device, { rawBody: 'name=a' }),
      caller.code('PUT', device, { rawBody: '["a"]' }),
      caller.code('PUT', device, { body: { nmae: 'a' } }),
      caller.code('PUT', device, { body: { name: 5 } }),
      caller.code('PUT', device, { body: { name: '' } }),
      caller.code('PUT', device, { headers: { 'content-type': 'application/json' } }),
      caller.code('PUT', device, {
        body: { name: 'a' },
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
    ]);
    expect(codes).toEqual([1006, 0, 1109, 1109, 1109, 1109, 1100, 1100, 0]);
  });
});
