import { dataCenterOf } from './dataCenters.js';

export type EndpointProblem =
  | 'notAUrl'
  | 'notHttps' // plain http is for loopback only, every other scheme for nothing
  | 'hasUserInfo'
  | 'hasPath'
  | 'hasQuery'
  | 'hasFragment'
  | 'badHost'; // empty, a trailing dot, or characters a host name can't have

export type EndpointCheck =
  | { readonly ok: true; readonly endpoint: string; readonly official: boolean; readonly loopback: boolean }
  | { readonly ok: false; readonly reason: EndpointProblem };

/**
 * Reads what a person typed as an API endpoint. The answer's `endpoint` is the normalised origin;
 * `official` is true only where it is, character for character, one of the seven published ones.
 */
export function checkEndpoint(text: string): EndpointCheck {
  const typed = text.trim();
  // The URL parser repairs these in silence, so that what is read isn't what was typed.
  if (hasHiddenCharacters(typed) || typed.includes('\\')) return refuse('notAUrl');
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(typed) || !URL.canParse(typed)) return refuse('notAUrl');
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('notHttps');
  if (url.username !== '' || url.password !== '' || authorityOf(typed).includes('@'))
    return refuse('hasUserInfo');
  if (typed.includes('#')) return refuse('hasFragment');
  if (typed.includes('?')) return refuse('hasQuery');
  if (!/^[a-z]+:\/\/[^/]+\/?$/i.test(typed)) return refuse('hasPath');
  if (!isHost(url.hostname) || !isAsTyped(url.hostname, typed)) return refuse('badHost');
  const loopback = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:' && !loopback) return refuse('notHttps');
  return { ok: true, endpoint: url.origin, official: dataCenterOf(url.origin) !== undefined, loopback };
}

/** True for `localhost`, 127.0.0.0/8 and ::1, as a URL's `hostname` spells them. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function isHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return true; // the parser has checked an IPv6 address
  return /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/.test(hostname) && !hostname.includes('..');
}

/** The parser maps `openapi%2etuyaeu.com`, full-width letters and `0x7f.1` to other hosts than a person reads. */
function isAsTyped(hostname: string, typed: string): boolean {
  if (hostname.startsWith('[') || hostname.split('.').some((label) => label.startsWith('xn--'))) return true;
  return authorityOf(typed).replace(/:\d*$/, '').toLowerCase() === hostname;
}

function authorityOf(text: string): string {
  return text.slice(text.indexOf('//') + 2).split(/[/?#]/, 1)[0] ?? '';
}

function hasHiddenCharacters(text: string): boolean {
  return /[\s\p{Cc}\p{Cf}]/u.test(text);
}

function refuse(reason: EndpointProblem): EndpointCheck {
  return { ok: false, reason };
}
