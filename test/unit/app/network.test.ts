import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/base/event.js';
import type { HttpTransport } from '../../../src/base/http.js';
import { Network, unchangingNetwork } from '../../../src/app/network.js';
import { defaultNetworkSettings, type NetworkSettings } from '../../../src/tuya/http/proxySettings.js';
import { aCompany, cloudOrigin, type Company } from '../../support/proxySetup.js';

let company: Company;

beforeEach(async () => {
  company = await aCompany();
});
afterEach(() => company.close());

function network(initial: Partial<NetworkSettings>, environment = {}) {
  const changed = new Emitter<void>();
  let settings = { ...defaultNetworkSettings, ...initial };
  return {
    made: new Network({ read: () => settings, onDidChange: changed.event }, environment),
    set: (next: Partial<NetworkSettings>) => {
      settings = { ...settings, ...next };
      changed.fire();
    },
  };
}

/** The cloud's certificate isn't trusted here, so that who gets this far was let through by the proxy. */
const outcome = (transport: HttpTransport) =>
  transport
    .send({ method: 'PUT', origin: cloudOrigin, path: '/', headers: {} })
    .catch((error: unknown) => error);

describe('the network', () => {
  it('takes changed settings without a reload', async () => {
    const first = await company.proxy({ credentials: 'a:b' });
    const second = await company.proxy();
    const { made, set } = network({ proxy: first.url() });
    const transport = made.open();
    expect(await outcome(transport)).toMatchObject({ failure: 'proxyAuth' });
    set({ proxy: first.url('a:b') });
    expect(await outcome(transport)).toMatchObject({ failure: 'proxyIntercepts' });
    set({ proxy: second.url() });
    expect(await outcome(transport)).toMatchObject({ failure: 'proxyIntercepts' });
    set({ proxySupport: 'off' });
    expect(await outcome(transport)).toMatchObject({ failure: 'unreachable' });
    await transport.close();
    expect([first.tunnels.length, second.tunnels.length]).toEqual([2, 1]);
  });

  it('says which way a request would take now', () => {
    const { made, set } = network({}, { HTTPS_PROXY: 'http://u:SECRET@p:1' });
    expect(made.route(cloudOrigin)).toMatchObject({
      kind: 'proxy',
      by: 'HTTPS_PROXY',
      proxy: { host: 'p:1' },
    });
    set({ noProxy: ['cloud.test'] });
    expect(made.route(cloudOrigin)).toEqual({ kind: 'direct', by: 'http.noProxy' });
    expect(new Network(unchangingNetwork, {}).route(cloudOrigin)).toEqual({ kind: 'direct' });
  });
});
