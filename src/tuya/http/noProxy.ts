import { BlockList, isIP } from 'node:net';

/**
 * Does a list of hosts without proxy name this one? As VS Code reads it: `*` is everything, `example.com` and
 * `.example.com` are that host and those below it, `:port` narrows an entry. Besides: `*.example.com`, IPv6 with or
 * without brackets, and address ranges (`10.0.0.0/8`) for hosts that are addresses.
 * @param hostname without brackets
 */
export function isNamed(entries: readonly string[], hostname: string, port: number): boolean {
  const host = hostname.toLowerCase();
  return entries.some((entry) => matches(entry.trim().toLowerCase(), host, port));
}

/** `NO_PROXY` of the environment: separated by commas or spaces. */
export function splitNoProxy(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(entry, host);
  const named = hostAndPort(entry);
  if (named.port !== undefined && named.port !== String(port)) return false;
  if (named.host === '' || isIP(named.host) > 0) return named.host === host;
  const domain = named.host.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)));
}

function hostAndPort(entry: string): { host: string; port?: string | undefined } {
  if (isIP(entry) === 6) return { host: entry };
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] };
  const [host = '', port] = entry.split(':', 2);
  return { host, port: port === '' ? undefined : port };
}

function isInRange(entry: string, host: string): boolean {
  const family = isIP(host);
  const [, network = '', bits = ''] = /^\[?([^\]/]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (family === 0 || isIP(network) !== family || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(network, Number(bits), type);
  return range.check(host, type);
}
