import { createSecureContext } from 'node:tls';
import { proxyFor } from '../../src/tuya/http/proxyFor.js';
import {
  defaultNetworkSettings,
  type Environment,
  type NetworkSettings,
} from '../../src/tuya/http/proxySettings.js';
import type { UndiciTransportOptions } from '../../src/tuya/http/undiciTransport.js';
import { createAuthority, type Authority } from './certificates.js';
import { FaultServer } from './faultServer.js';
import { connect, type Setup } from './faultServerClient.js';
import { ProxyServer, type ProxyOptions } from './proxyServer.js';

/** A name that no resolver knows: who reaches it went through the proxy. */
export const cloudOrigin = 'https://cloud.test';
export const cloudTarget = 'cloud.test:443';

export interface Company {
  readonly cloud: FaultServer;
  /** Of the cloud's certificate. */
  readonly authority: Authority;
  proxy(options?: ProxyOptions): Promise<ProxyServer>;
  client(settings: Partial<NetworkSettings>, more?: ClientOptions): Setup;
  close(): Promise<void>;
}

export interface ClientOptions {
  readonly environment?: Environment;
  /** Besides the cloud's own authority. */
  readonly trusted?: readonly string[];
  readonly transport?: UndiciTransportOptions;
  readonly endpoint?: string;
  /** Shares its token with the new client. */
  readonly after?: Setup;
}

/** A cloud over https on loopback, and a network that reaches it through proxies only. */
export async function aCompany(): Promise<Company> {
  const authority = createAuthority('Authority of the test cloud');
  const cloud = await FaultServer.start(authority.issue('cloud.test'));
  const ends: (() => Promise<void>)[] = [];
  return {
    cloud,
    authority,
    proxy: async (options = {}) => {
      const proxy = await ProxyServer.start({ world: { [cloudTarget]: cloud.port }, ...options });
      ends.push(() => proxy.close());
      return proxy;
    },
    client: (
      settings,
      { environment = {}, trusted = [], transport = {}, endpoint = cloudOrigin, after } = {},
    ) => {
      const all = { ...defaultNetworkSettings, ...settings };
      const setup = connect(
        cloud,
        { endpoint, ...(after ? { tokenStore: after.store } : {}) },
        {
          route: (origin) => proxyFor(origin, all, environment),
          secureContext: createSecureContext({ ca: [authority.cert, ...trusted] }),
          ...transport,
        },
      );
      ends.push(() => setup.client.close());
      return setup;
    },
    close: async () => {
      await Promise.all(ends.map((end) => end()));
      await cloud.close();
    },
  };
}
