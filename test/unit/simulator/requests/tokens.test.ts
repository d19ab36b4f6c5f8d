import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Token {
  access_token: string;
  refresh_token: string;
  expire_time: number;
  uid: string;
}

const open = { withToken: false } as const;
const grant = { ...open, query: { grant_type: 1 } } as const;
const page = { query: { page_no: 1, page_size: 1 } };

describe('the token calls', () => {
  it('hand out the living token again, with the time it has left', async () => {
    const { caller, clock } = simulatorSetup();
    const first = await caller.result<Token>('GET', '/v1.0/token', grant);
    expect(first).toMatchObject({ expire_time: 7200, uid: expect.any(String) as string });
    clock.advance(1_000_500);
    const second = await caller.result<Token>('GET', '/v1.0/token', grant);
    expect(second).toEqual({ ...first, expire_time: 6199 });
  });

  it('hand out a new token when the old one is too old, and tell the old one so', async () => {
    const { caller, clock } = simulatorSetup();
    await caller.signIn();
    clock.advance(7_200_000);
    expect(await caller.call('GET', '/v1.0/devices', page)).toMatchObject({
      code: 1010,
      msg: 'token is expired',
    });
    const fresh = await caller.result<Token>('GET', '/v1.0/token', grant);
    expect(fresh.expire_time).toBe(7200);
    expect(await caller.call('GET', '/v1.0/devices', page)).toMatchObject({
      code: 1010,
      msg: 'token is expired',
    });
    await caller.signIn();
    expect(await caller.code('GET', '/v1.0/devices', page)).toBe(0);
  });

  it('end the old pair when it is refreshed', async () => {
    const { caller } = simulatorSetup();
    await caller.signIn();
    const old = await caller.result<Token>('GET', '/v1.0/token', grant);
    const refreshed = await caller.result<Token>('GET', `/v1.0/token/${old.refresh_token}`, open);
    expect(refreshed.access_token).not.toBe(old.access_token);
    expect(await caller.call('GET', '/v1.0/devices', page)).toMatchObject({
      code: 1010,
      msg: 'token invalid',
    });
    expect(await caller.code('GET', `/v1.0/token/${old.refresh_token}`, open)).toBe(1010);
  });

  it('refuse other grant types', async () => {
    const { caller } = simulatorSetup();
    expect(await caller.code('GET', '/v1.0/token', { ...open, query: { grant_type: 2 } })).toBe(1003);
    expect(await caller.code('GET', '/v1.0/token', open)).toBe(1100);
  });

  it('end a token early when told', async () => {
    const { caller, cloud } = simulatorSetup();
    await caller.signIn();
    cloud.killToken();
    expect(await caller.call('GET', '/v1.0/devices', page)).toMatchObject({
      code: 1010,
      msg: 'token invalid',
    });
  });

  it('leave no refresh token in the ledger', async () => {
    const { caller, cloud } = simulatorSetup();
    const { refresh_token: secret } = await caller.result<Token>('GET', '/v1.0/token', grant);
    await caller.result('GET', `/v1.0/token/${secret}`, open);
    expect(JSON.stringify(cloud.ledger.entries)).not.toContain(secret);
  });
});
