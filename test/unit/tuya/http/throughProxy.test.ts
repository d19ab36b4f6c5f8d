import dns from 'node:dns';
import { createSecureContext } from 'node:tls';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import { proxyFor } from '../../../../src/tuya/http/proxyFor.js';
import { defaultNetworkSettings } from '../../../../src/tuya/http/proxySettings.js';
import { eventually } from '../../../support/eventually.js';
import { createAuthority } from '../../../support/certificates.js';
import type { ProxyFault, ProxyServer } from '../../../support/proxyServer.js';
import { aCompany, cloudOrigin, cloudTarget, type Company } from '../../../support/proxySetup.js';
import { neverAccepts, neverAnswers, type SilentServer } from '../../../support/silentServer.js';

let company: Company;
const silentServers: SilentServer[] = [];

beforeEach(async () => {
  company = await aCompany();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await company.close();
  await Promise.all(silentServers.splice(0).map((server) => server.close()));
});

/** As if the name of the cloud were known here. */
function resolveCloud(): void {
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, _options: unknown, done: LookupDone) => {
    done(null, name === 'cloud.test' ? [{ address: '127.0.0.1', family: 4 }] : []);
  }) as typeof dns.lookup);
}

type LookupDone = (error: null, addresses: { address: string; family: number }[]) => void;

/** The hosts that the proxy was asked for. A second connection may open before the first is known to be free again. */
const asked = (proxy: ProxyServer): string[] => [...new Set(proxy.tunnels)];

describe('a call reaches the cloud', () => {
  it('through http.proxy', async () => {
    const proxy = await company.proxy();
    const { client } = company.client({ proxy: proxy.url() });
    await client.devices.get('dev1');
    expect(asked(proxy)).toEqual([cloudTarget]);
    expect(company.cloud.arrived.map(({ path }) => path)).toEqual(['/v1.0/token', '/v1.0/devices/dev1']);
  });

  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY'])('through %s', async (name) => {
    const proxy = await company.proxy();
    await company.client({}, { environment: { [name]: proxy.url() } }).client.devices.get('dev1');
    expect(asked(proxy)).toEqual([cloudTarget]);
  });

  it.each([
    ['NO_PROXY', { NO_PROXY: 'x.org,.test' }, []],
    ['http.noProxy', {}, ['cloud.test']],
  ])('straight, for %s names it', async (_, environment, noProxy) => {
    const proxy = await company.proxy();
    resolveCloud();
    const { client } = company.client(
      { noProxy },
      {
        environment: { ...environment, HTTPS_PROXY: proxy.url() },
        endpoint: `${cloudOrigin}:${company.cloud.port}`,
      },
    );
    await client.devices.get('dev1');
    expect([proxy.requests, company.cloud.businessCalls.length]).toEqual([[], 1]);
  });

  it('through one that asks for credentials, which go there and nowhere else', async () => {
    const proxy = await company.proxy({ credentials: 'me@corp:p:/ä' });
    const { client } = company.client({ proxy: proxy.url('me%40corp:p%3A%2F%C3%A4') });
    await client.devices.get('dev1');
    expect(new Set(proxy.requests.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from('me@corp:p:/ä').toString('base64')}`]),
    );
    expect(company.cloud.arrived).toHaveLength(2);
    expect(JSON.stringify(company.cloud.arrived)).not.toMatch(/proxy-|Basic/i);
    // Nothing of the call is in the clear at the proxy.
    expect(Object.keys(proxy.requests[0]?.headers ?? {})).toEqual(['host', 'proxy-authorization']);
  });

  it('through one that takes http.proxyAuthorization', async () => {
    const proxy = await company.proxy({ credentials: 'a:b' });
    const proxyAuthorization = `Basic ${Buffer.from('a:b').toString('base64')}`;
    await company.client({ proxy: proxy.url('x:y'), proxyAuthorization }).client.devices.get('dev1');
    expect(asked(proxy)).toEqual([cloudTarget]);
  });

  it('through one that reads the traffic, where its authority is trusted', async () => {
    const intercept = createAuthority('The company');
    const proxy = await company.proxy({ intercept });
    const { client } = company.client({ proxy: proxy.url() }, { trusted: [intercept.cert] });
    await client.devices.rename('dev1', 'New');
    expect(company.cloud.executed).toEqual(['PUT /v1.0/devices/dev1']);
    expect(proxy.read).toContain('access_token');
  });

  it('through one that speaks TLS itself', async () => {
    const proxy = await company.proxy({ identity: company.authority.issue('127.0.0.1'), credentials: 'a:b' });
    await company.client({ proxy: proxy.url('a:b') }).client.devices.get('dev1');
    expect(asked(proxy)).toEqual([cloudTarget]);
  });

  it('through one whose certificate nobody knows, with http.proxyStrictSSL off', async () => {
    const proxy = await company.proxy({ identity: createAuthority('Nobody').issue('127.0.0.1') });
    await company.client({ proxy: proxy.url(), proxyStrictSSL: false }).client.devices.get('dev1');
    expect(asked(proxy)).toEqual([cloudTarget]);
  });

  it('32 at once, over no more tunnels than there are connections, each kept', async () => {
    const proxy = await company.proxy();
    const { client } = company.client({ proxy: proxy.url() });
    await Promise.all(Array.from({ length: 32 }, (_, index) => client.devices.get(`dev${index}`)));
    await client.devices.get('last');
    expect(company.cloud.businessCalls).toHaveLength(33);
    expect(proxy.tunnels.length).toBeLessThanOrEqual(8);
  });
});

/** How a proxy can fail, what is told of it, and how often a read is tried. */
type Row = [
  name: string,
  break_: (company: Company) => Promise<{ url: string; more?: object; settings?: object }>,
  expected: { reason: string; remedy: string },
  tries: number,
];

const answering = (head: string): Row[1] => {
  return async (company) => {
    const proxy = await company.proxy();
    for (let time = 0; time < 9; time++) proxy.faults.push({ kind: 'answer', head });
    return { url: proxy.url('me:SECRET') };
  };
};

const faulty = (fault: ProxyFault): Row[1] => {
  return async (company) => {
    const proxy = await company.proxy();
    for (let time = 0; time < 9; time++) proxy.faults.push(fault);
    // Long enough for a tunnel to stand on a busy machine: its proxy shares this process.
    const more = fault.kind.startsWith('hang') ? { transport: { connectTimeoutMs: 500 } } : {};
    return { url: proxy.url('me:SECRET'), more };
  };
};

/** A host that says nothing, for a proxy. */
const silent = (start: () => Promise<SilentServer>, scheme: 'http' | 'https'): Row[1] => {
  return async () => {
    const server = await start();
    silentServers.push(server);
    return {
      url: `${scheme}://me:SECRET@127.0.0.1:${server.port}`,
      more: { transport: { connectTimeoutMs: 100 } },
    };
  };
};

const rows: Row[] = [
  [
    '407 where none were sent',
    async (company) => ({ url: (await company.proxy({ credentials: 'a:b' })).url() }),
    { reason: 'proxyAuth', remedy: 'proxySignIn' },
    1,
  ],
  [
    '407 to wrong ones',
    async (company) => ({ url: (await company.proxy({ credentials: 'a:b' })).url('me:SECRET') }),
    { reason: 'proxyAuth', remedy: 'proxySignInAgain' },
    1,
  ],
  [
    '403',
    answering('HTTP/1.1 403 Forbidden\r\n\r\n'),
    { reason: 'proxyRefused', remedy: 'askProxyOwner' },
    1,
  ],
  [
    'a redirect to its sign-in page',
    answering('HTTP/1.1 302 Found\r\nLocation: http://sign.in\r\n\r\n'),
    { reason: 'proxyRefused', remedy: 'askProxyOwner' },
    1,
  ],
  ['502', answering('HTTP/1.0 502\r\n\r\n'), { reason: 'proxyRefused', remedy: 'askProxyOwner' }, 2],
  [
    'another protocol',
    answering('SSH-2.0-x\r\n\r\n'),
    { reason: 'proxyUnsupported', remedy: 'useHttpProxy' },
    1,
  ],
  [
    'a head without an end',
    answering(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(4_000)}`),
    { reason: 'proxyUnsupported', remedy: 'useHttpProxy' },
    1,
  ],
  [
    'bytes before the cloud could have spoken',
    answering('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{"success":true,"result":true}'),
    { reason: 'proxyUnsupported', remedy: 'useHttpProxy' },
    1,
  ],
  ['a reset', faulty({ kind: 'reset' }), { reason: 'proxyUnreachable', remedy: 'checkProxy' }, 2],
  [
    'an end without an answer',
    faulty({ kind: 'end' }),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  ['silence', faulty({ kind: 'hang' }), { reason: 'proxyUnreachable', remedy: 'checkProxy' }, 2],
  [
    'a tunnel that breaks at once',
    faulty({ kind: 'resetTunnel' }),
    { reason: 'network', remedy: 'checkNetwork' },
    2,
  ],
  [
    'silence in the middle of its answer',
    faulty({ kind: 'hangInHead', head: 'HTTP/1.1 200 Connection est' }),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'a tunnel that stands and leads nowhere',
    faulty({ kind: 'hangTunnel' }),
    { reason: 'timeout', remedy: 'checkNetwork' },
    2,
  ],
  [
    'silence from the first byte on',
    silent(neverAnswers, 'http'),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'silence in its own handshake',
    silent(neverAnswers, 'https'),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'connections it does not take',
    silent(neverAccepts, 'http'),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'a certificate of its own that has expired',
    async (company) => {
      const identity = company.authority.issueUntimely('expired', '127.0.0.1');
      return { url: (await company.proxy({ identity })).url('me:SECRET') };
    },
    { reason: 'proxyTls', remedy: 'checkProxyCertificate' },
    1,
  ],
  [
    'plain HTTP where TLS is expected',
    async (company) => ({
      url: (await company.proxy()).url('me:SECRET').replace('http:', 'https:'),
    }),
    { reason: 'proxyTls', remedy: 'checkProxyCertificate' },
    1,
  ],
  [
    'nobody there',
    async (company) => {
      const proxy = await company.proxy();
      const url = proxy.url('me:SECRET');
      await proxy.close();
      return { url };
    },
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'a name nobody knows',
    () => Promise.resolve({ url: 'http://me:SECRET@nowhere.invalid:8080' }),
    { reason: 'proxyUnreachable', remedy: 'checkProxy' },
    2,
  ],
  [
    'a certificate of its own that nobody knows',
    async (company) => {
      const identity = createAuthority('Nobody').issue('127.0.0.1');
      return { url: (await company.proxy({ identity })).url('me:SECRET') };
    },
    { reason: 'proxyTls', remedy: 'checkProxyCertificate' },
    1,
  ],
  [
    'a certificate of its own for another name',
    async (company) => {
      const identity = company.authority.issue('other.test');
      return { url: (await company.proxy({ identity })).url('me:SECRET') };
    },
    { reason: 'proxyTls', remedy: 'checkProxyCertificate' },
    1,
  ],
  [
    'an authority nobody knows, reading the traffic',
    async (company) => ({
      url: (await company.proxy({ intercept: createAuthority('Spy') })).url('me:SECRET'),
    }),
    { reason: 'proxyIntercepts', remedy: 'trustProxyAuthority' },
    1,
  ],
  [
    'the same with http.proxyStrictSSL off',
    async (company) => ({
      url: (await company.proxy({ intercept: createAuthority('Spy') })).url('me:SECRET'),
      settings: { proxyStrictSSL: false },
    }),
    { reason: 'proxyIntercepts', remedy: 'trustProxyAuthority' },
    1,
  ],
  [
    'SOCKS',
    () => Promise.resolve({ url: 'socks5://me:SECRET@127.0.0.1:1080' }),
    { reason: 'proxyUnsupported', remedy: 'useHttpProxy' },
    1,
  ],
];

describe('a proxy that fails', () => {
  it.each(rows)('by %s', async (_, broken, expected, tries) => {
    const good = company.client({ proxy: (await company.proxy()).url() });
    await good.client.devices.get('dev1');
    const before = company.cloud.arrived.length;
    const { url, more, settings } = await broken(company);
    const { client, calls } = company.client({ proxy: url, ...settings }, { ...more, after: good });

    const read: unknown = await client.devices.get('dev1').catch((error: unknown) => error);
    expect(read).toMatchObject({ name: 'TuyaError', ...expected });
    expect(calls.map(({ sent, ok, operation }) => [sent, ok, operation])).toEqual(
      Array.from({ length: tries }, () => [false, false, 'devices.get']),
    );

    calls.length = 0;
    const write: unknown = await client.devices.rename('dev1', 'New').catch((error: unknown) => error);
    // Certain: it isn't "unknown whether it was done".
    expect(write).toMatchObject({ name: 'TuyaError', ...expected });
    expect(calls.map(({ sent }) => sent)).toEqual([false]);

    expect(company.cloud.arrived).toHaveLength(before);
    for (const error of [read, write]) {
      if (expected.reason.startsWith('proxy')) expect(error).toMatchObject({ proxy: new URL(url).host });
      expect(inspect(error, { depth: 9 })).not.toMatch(/SECRET|U0VDUkVU|me:|Basic/);
    }
  });

  it('lets nobody read the request where its certificate was refused', async () => {
    const proxy = await company.proxy({ intercept: createAuthority('Spy') });
    const { client } = company.client({ proxy: proxy.url() });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'proxyIntercepts' });
    expect([proxy.tunnels.length, proxy.read]).toEqual([1, '']);
  });

  it('is not read even where the environment says that certificates do not matter', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const proxy = await company.proxy({ intercept: createAuthority('Spy') });
    const { client } = company.client({ proxy: proxy.url() });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'proxyIntercepts' });
    expect(process.env['NODE_TLS_REJECT_UNAUTHORIZED']).toBe('0');
  });

  it('is not blamed for the cloud’s certificate of another name', async () => {
    const proxy = await company.proxy({ world: { 'elsewhere.test:443': company.cloud.port } });
    const settings = { ...defaultNetworkSettings, proxy: proxy.url() };
    const transport = createUndiciTransport({
      route: (origin) => proxyFor(origin, settings, {}),
      secureContext: createSecureContext({ ca: company.authority.cert }),
    });
    const sending = transport.send({
      method: 'GET',
      origin: 'https://elsewhere.test',
      path: '/',
      headers: {},
    });
    await expect(sending).rejects.toMatchObject({ failure: 'tls', sent: false });
    await transport.close();
    expect(proxy.tunnels).toHaveLength(1);
  });
});

describe('behind the proxy', () => {
  it('a 407 is the cloud’s own answer', async () => {
    const proxy = await company.proxy();
    company.cloud.faults.push({ kind: 'status', status: 407 });
    const { client } = company.client({ proxy: proxy.url() });
    await expect(client.devices.get('dev1')).rejects.toMatchObject({ reason: 'permission' });
    expect(company.cloud.tokenCalls).toBe(1);
  });

  it('a write that breaks on its way is in doubt, and made once', async () => {
    const proxy = await company.proxy();
    const { client, calls } = company.client({ proxy: proxy.url() });
    await client.devices.get('dev1');
    company.cloud.faults.push({ kind: 'reset', when: 'after' });
    await expect(client.devices.rename('dev1', 'New')).rejects.toMatchObject({ reason: 'outcomeUnknown' });
    expect(company.cloud.executed).toEqual(['PUT /v1.0/devices/dev1']);
    expect(calls.at(-1)).toMatchObject({ sent: true, problem: 'broken' });
  });
});

describe('the rest of the process', () => {
  it('fetches without our proxy', async () => {
    const symbols = [1, 2].map((number) => Symbol.for(`undici.globalDispatcher.${number}`));
    // Node puts one there itself with the first fetch.
    await fetch('http://nowhere.invalid/').catch(() => undefined);
    const before = symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown);
    const proxy = await company.proxy();
    await company.client({ proxy: proxy.url() }).client.devices.get('dev1');
    await expect(fetch('http://nowhere.invalid/')).rejects.toThrow('fetch failed');
    await expect(fetch('https://cloud.test/')).rejects.toThrow('fetch failed');
    expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
      new Set([`CONNECT ${cloudTarget}`]),
    );
    expect(symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown)).toEqual(before);
  });
});

describe('giving up', () => {
  it('while the proxy keeps silent ends the call at once, and closing ends the connection', async () => {
    const proxy = await company.proxy();
    proxy.faults.push({ kind: 'hang' });
    const { client } = company.client({ proxy: proxy.url() });
    const controller = new AbortController();
    const ended = expect(client.devices.get('dev1', controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    await eventually(() => expect(proxy.tunnels).toHaveLength(1));
    controller.abort();
    await ended;
    await client.close();
    await eventually(() => expect(proxy.open).toBe(0));
  });
});
