import { isLoopbackHost } from '../endpoint.js';
import { isNamed, splitNoProxy } from './noProxy.js';
import type { Environment, NetworkSettings } from './proxySettings.js';

export interface Proxy {
  /** TLS is spoken to the proxy itself. */
  readonly secure: boolean;
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** `proxy.example.com:8080`, fit for being shown. */
  readonly host: string;
  /** For the header `Proxy-Authorization`. A secret: it goes to the proxy and nowhere else. */
  readonly authorization?: string;
  /** Whether the certificate of a secure proxy must be trusted. */
  readonly verify: boolean;
}

/** The setting or the variable that decided. */
export type RouteSource = 'http.proxySupport' | 'http.noProxy' | 'http.proxy' | EnvironmentName;

export type Route =
  /** `by` is absent where nothing names a proxy, and for this very machine. */
  | { readonly kind: 'direct'; readonly by?: RouteSource }
  | { readonly kind: 'proxy'; readonly proxy: Proxy; readonly by: RouteSource }
  /** SOCKS, or an address that can't be read. Going around it in silence would leave the way a person chose. */
  | { readonly kind: 'unsupported'; readonly host: string; readonly by: RouteSource };

/** In the order in which VS Code asks them, which looks at both `http` and `https` ones; `all` is asked last. */
const proxyNames = [
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'all_proxy',
  'ALL_PROXY',
] as const;
const noProxyNames = ['no_proxy', 'NO_PROXY'] as const;
type EnvironmentName = (typeof proxyNames)[number] | (typeof noProxyNames)[number];

/**
 * The way to a host, decided as VS Code decides it for extensions' own requests. A proxy that only the operating
 * system or a PAC script knows isn't seen: VS Code doesn't tell extensions about it.
 * @param origin of the endpoint, `https://openapi.tuyaeu.com`
 */
export function proxyFor(origin: string, settings: NetworkSettings, environment: Environment): Route {
  const url = new URL(origin);
  if (isLoopbackHost(url.hostname)) return { kind: 'direct' };
  if (settings.proxySupport === 'off') return { kind: 'direct', by: 'http.proxySupport' };
  const hostname = withoutBrackets(url.hostname);
  const port = portOf(url);
  if (settings.noProxy.some((entry) => entry.trim() !== '')) {
    if (isNamed(settings.noProxy, hostname, port)) return { kind: 'direct', by: 'http.noProxy' };
  } else {
    const by = firstSet(noProxyNames, environment);
    if (by && isNamed(splitNoProxy(environment[by]), hostname, port)) return { kind: 'direct', by };
  }
  if (settings.proxy.trim() !== '') return routeThrough(settings.proxy, 'http.proxy', settings);
  const by = firstSet(proxyNames, environment);
  return by ? routeThrough(environment[by] ?? '', by, settings) : { kind: 'direct' };
}

function routeThrough(address: string, by: RouteSource, settings: NetworkSettings): Route {
  const text = address.trim();
  // As curl does: an address without a scheme is that of a plain proxy.
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  // A password with an unescaped `#`, `/` or `?` ends the address early, so that what is read as host isn't one.
  if (!url || url.host === '' || !['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '')
    return { kind: 'unsupported', host: by, by };
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return { kind: 'unsupported', host: url.host, by };
  const port = portOf(url);
  const authorization = settingOf(settings.proxyAuthorization) ?? basic(url);
  const proxy = {
    secure,
    hostname: withoutBrackets(url.hostname),
    port,
    host: `${url.hostname}:${port}`,
    verify: settings.proxyStrictSSL,
    ...(authorization === undefined ? {} : { authorization }),
  };
  return { kind: 'proxy', proxy, by };
}

/** A value that would break the header isn't sent; the proxy then says what it misses. */
function settingOf(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x21-\x7e][\x20-\x7e]*$/.test(value) ? value : undefined;
}

function basic({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function firstSet<N extends string>(names: readonly N[], environment: Environment): N | undefined {
  return names.find((name) => (environment[name] ?? '').trim() !== '');
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
