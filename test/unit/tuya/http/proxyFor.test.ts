import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isNamed, splitNoProxy } from '../../../../src/tuya/http/noProxy.js';
import { proxyFor } from '../../../../src/tuya/http/proxyFor.js';
import {
  defaultNetworkSettings,
  type Environment,
  type NetworkSettings,
} from '../../../../src/tuya/http/proxySettings.js';

const cloud = 'https://openapi.tuyaeu.com';

function route(settings: Partial<NetworkSettings> = {}, environment: Environment = {}, origin = cloud) {
  return proxyFor(origin, { ...defaultNetworkSettings, ...settings }, environment);
}

/** `direct`, or the proxy's host, and what decided. */
function shortly(...given: Parameters<typeof route>): string {
  const found = route(...given);
  const what =
    found.kind === 'direct' ? 'direct' : found.kind === 'proxy' ? found.proxy.host : `not ${found.host}`;
  return `${what} by ${found.by ?? 'nothing'}`;
}

describe('the way to a host', () => {
  it.each<[string, Partial<NetworkSettings>, Environment, string]>([
    ['nothing set', {}, {}, 'direct by nothing'],
    ['http.proxy', { proxy: 'http://p:8080' }, {}, 'p:8080 by http.proxy'],
    [
      'http.proxy before the environment',
      { proxy: 'http://p:1' },
      { https_proxy: 'http://q:2' },
      'p:1 by http.proxy',
    ],
    ['only blanks', { proxy: '  ' }, { HTTPS_PROXY: '' }, 'direct by nothing'],
    ['HTTPS_PROXY', {}, { HTTPS_PROXY: 'http://p:1' }, 'p:1 by HTTPS_PROXY'],
    ['https_proxy first', {}, { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:2' }, 'p:1 by https_proxy'],
    ['HTTP_PROXY too', {}, { HTTP_PROXY: 'http://p:1' }, 'p:1 by HTTP_PROXY'],
    ['ALL_PROXY last', {}, { ALL_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, 'q:2 by http_proxy'],
    ['ALL_PROXY alone', {}, { ALL_PROXY: 'http://p:1' }, 'p:1 by ALL_PROXY'],
    ['without a scheme', {}, { HTTPS_PROXY: 'p:3128' }, 'p:3128 by HTTPS_PROXY'],
    ['the usual port', { proxy: 'http://p' }, {}, 'p:80 by http.proxy'],
    ['the usual port of https', { proxy: 'https://p/' }, {}, 'p:443 by http.proxy'],
    ['IPv6', { proxy: 'http://[::1]:8080' }, {}, '[::1]:8080 by http.proxy'],
    [
      'off',
      { proxySupport: 'off', proxy: 'http://p:1' },
      { HTTPS_PROXY: 'http://q:2' },
      'direct by http.proxySupport',
    ],
    ['on', { proxySupport: 'on', proxy: 'http://p:1' }, {}, 'p:1 by http.proxy'],
    ['fallback', { proxySupport: 'fallback', proxy: 'http://p:1' }, {}, 'p:1 by http.proxy'],
    ['http.noProxy', { proxy: 'http://p:1', noProxy: ['tuyaeu.com'] }, {}, 'direct by http.noProxy'],
    ['NO_PROXY', { proxy: 'http://p:1' }, { NO_PROXY: 'x.org, .tuyaeu.com' }, 'direct by NO_PROXY'],
    [
      'http.noProxy hides NO_PROXY',
      { proxy: 'http://p:1', noProxy: ['x.org'] },
      { NO_PROXY: '*' },
      'p:1 by http.proxy',
    ],
    [
      'an empty http.noProxy does not',
      { proxy: 'http://p:1', noProxy: [' '] },
      { no_proxy: '*' },
      'direct by no_proxy',
    ],
    ['SOCKS', { proxy: 'socks5://u:SECRET@p:1080' }, {}, 'not p:1080 by http.proxy'],
    ['SOCKS of the environment', {}, { ALL_PROXY: 'socks5h://p:1080' }, 'not p:1080 by ALL_PROXY'],
    ['no address', { proxy: 'http://' }, {}, 'not http.proxy by http.proxy'],
    [
      'a password that ends the address',
      { proxy: 'http://u:12#SECRET@p:1' },
      {},
      'not http.proxy by http.proxy',
    ],
    ['a path', {}, { HTTPS_PROXY: 'http://p/proxy.pac' }, 'not HTTPS_PROXY by HTTPS_PROXY'],
  ])('%s', (_, settings, environment, expected) => {
    expect(shortly(settings, environment)).toBe(expected);
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:1', 'https://127.3.2.1', 'https://[::1]:9'])(
    'to %s, this very machine, is always straight',
    (origin) => {
      expect(shortly({ proxy: 'http://p:1', noProxy: ['x'] }, {}, origin)).toBe('direct by nothing');
    },
  );
});

describe('credentials for the proxy', () => {
  const authorizationOf = (settings: Partial<NetworkSettings>, environment: Environment = {}) => {
    const found = route(settings, environment);
    return found.kind === 'proxy' ? found.proxy.authorization : 'no proxy';
  };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each<[string, Partial<NetworkSettings>, string | undefined]>([
    ['none', { proxy: 'http://p' }, undefined],
    ['of the address', { proxy: 'http://user:pass@p' }, basic('user:pass')],
    ['percent-encoded', { proxy: 'http://u%40corp:p%3A%2F%C3%A4@p' }, basic('u@corp:p:/ä')],
    ['a percent sign that encodes nothing', { proxy: 'http://u:100%@p' }, basic('u:100%')],
    ['a user alone', { proxy: 'http://user@p' }, basic('user:')],
    ['http.proxyAuthorization first', { proxy: 'http://u:p@p', proxyAuthorization: 'Bearer x' }, 'Bearer x'],
    ['one that breaks the header', { proxy: 'http://p', proxyAuthorization: 'a\r\nx: y' }, undefined],
    ['an empty one', { proxy: 'http://u:p@p', proxyAuthorization: '' }, basic('u:p')],
  ])('%s', (_, settings, expected) => {
    expect(authorizationOf(settings)).toBe(expected);
  });

  it('of the setting are for the proxy of the environment as well', () => {
    expect(authorizationOf({ proxyAuthorization: 'Bearer x' }, { HTTPS_PROXY: 'http://p' })).toBe('Bearer x');
  });

  it.each([
    'http://me:SECRET@p:8080',
    'https://me:SECRET@p',
    'socks5://me:SECRET@p:1',
    'http://me:SE#SECRET@p',
  ])('are in nothing that is shown: %s', (proxy) => {
    const found = route({ proxy });
    const shown = found.kind === 'proxy' ? found.proxy.host : inspect(found);
    expect(shown).not.toMatch(/SECRET|SE#|me:|me@/);
  });
});

describe('a list of hosts without proxy', () => {
  it.each<[entry: string, host: string, port: number, named: boolean]>([
    ['*', 'anything.org', 443, true],
    ['example.com', 'example.com', 443, true],
    ['example.com', 'a.example.com', 443, true],
    ['.example.com', 'example.com', 443, true],
    ['*.example.com', 'a.b.example.com', 443, true],
    ['EXAMPLE.com', 'a.Example.COM', 443, true],
    ['example.com', 'notexample.com', 443, false],
    ['example.com', 'example.com.evil.org', 443, false],
    ['example.com:443', 'example.com', 443, true],
    ['example.com:8443', 'example.com', 443, false],
    ['com', 'example.com', 443, true],
    ['', 'example.com', 443, false],
    ['.', 'example.com', 443, false],
    ['*.', 'example.com', 443, false],
    [':443', 'example.com', 443, false],
    ['10.1.2.3', '10.1.2.3', 443, true],
    ['10.1.2.3:80', '10.1.2.3', 443, false],
    ['2.3', '10.1.2.3', 443, false],
    ['10.0.0.0/8', '10.1.2.3', 443, true],
    ['10.0.0.0/8', '11.1.2.3', 443, false],
    ['10.0.0.0/33', '10.0.0.0', 443, false],
    ['10.0.0.0/8', '10.example.com', 443, false],
    ['nonsense/8', '10.1.2.3', 443, false],
    ['fd00::/8', 'fd12::1', 443, true],
    ['fd00::/8', '10.1.2.3', 443, false],
    ['2001:db8::1', '2001:db8::1', 443, true],
    ['[2001:db8::1]:443', '2001:db8::1', 443, true],
    ['[2001:db8::1]:80', '2001:db8::1', 443, false],
  ])('%s and %s:%i', (entry, host, port, named) => {
    expect(isNamed(['other.org', entry], host, port)).toBe(named);
  });

  it('of the environment is separated by commas and spaces', () => {
    expect(splitNoProxy(' a.org,b.org  c.org,, ')).toEqual(['a.org', 'b.org', 'c.org']);
    expect(splitNoProxy(undefined)).toEqual([]);
  });
});
