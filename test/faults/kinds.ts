import type { Fault } from '../support/faultServer.js';
import type { Dice } from '../support/logEntries.js';
import type { Twist } from './labCloud.js';

/** The 24 kinds of fault that clients of clouds meet most. Each is arranged once for all clients. */

export interface FaultSource {
  readonly dice: Dice;
  /** Origin of a host that isn't the cloud. */
  readonly otherHost: string;
}

export interface Kind {
  /** What `--only` finds it by. */
  readonly name: string;
  readonly title: string;
  /** What the calls meet, one after the other; undefined lets one through. Absent where it isn't a fault of calls. */
  readonly calls?: (source: FaultSource) => readonly (Fault | undefined)[];
  /** How often the calls meet that; once where it isn't said. */
  readonly times?: number;
  /** The same after a write took place, where a cloud may have done it. */
  readonly whenDone?: (source: FaultSource) => readonly Fault[];
  /** How far the cloud's clock is from this computer's, ms. */
  readonly skewMs?: number;
  /** What is wrong with the rows; then only lists can have it. */
  readonly twist?: Twist;
  /** No answer comes before somebody loses patience. */
  readonly isSilent?: boolean;
  /** Only a client that has called before can meet it, and no token's call does. */
  readonly isForOpenConnections?: boolean;
}

const body = (text: string): Fault => ({ kind: 'body', body: text });
const code = (value: number, executed = false): Fault => ({ kind: 'code', code: value, executed });
const status = (
  value: number,
  rest: { retryAfter?: string; body?: string; executed?: boolean } = {},
): Fault => ({
  kind: 'status',
  status: value,
  ...(rest.body !== undefined && { body: rest.body }),
  ...(rest.executed && { executed: true }),
  ...(rest.retryAfter !== undefined && { headers: { 'retry-after': rest.retryAfter } }),
});
const gatewayPage = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const seconds = ({ dice }: FaultSource): string => String(1 + dice.below(3));

export const kinds: readonly Kind[] = [
  {
    name: 'http500',
    title: 'HTTP 500',
    calls: () => [status(500)],
    whenDone: () => [status(500, { executed: true })],
  },
  {
    name: 'http502',
    title: 'HTTP 502 with a page of HTML',
    calls: () => [status(502, { body: gatewayPage })],
    whenDone: () => [status(502, { body: gatewayPage, executed: true })],
  },
  {
    name: 'http503',
    title: 'HTTP 503 with Retry-After',
    calls: (source) => [status(503, { retryAfter: seconds(source) })],
    whenDone: (source) => [status(503, { retryAfter: seconds(source), executed: true })],
  },
  {
    name: 'http429',
    title: 'HTTP 429 with Retry-After',
    calls: (source) => [status(429, { retryAfter: seconds(source) })],
  },
  {
    name: 'burst503',
    title: 'HTTP 503 twice, on three pages',
    calls: (source) => [
      status(503, { retryAfter: seconds(source) }),
      status(503, { retryAfter: seconds(source) }),
      undefined,
    ],
    times: 3,
  },
  { name: 'tokenExpired', title: 'Code 1010: the token has expired', calls: () => [code(1010)] },
  { name: 'tokenInvalid', title: 'Code 1011: the token is invalid', calls: () => [code(1011)] },
  {
    name: 'clock',
    title: 'Code 1013: the clocks differ by an hour',
    skewMs: 3_600_000,
    calls: () => [code(1013)],
  },
  {
    name: 'rateLimit',
    title: 'Codes 1110, 1111, 1199: too many calls',
    calls: ({ dice }) => [code(dice.pick([1110, 1111, 1199]))],
  },
  {
    name: 'code500',
    title: 'Code 500 in the envelope',
    calls: () => [code(500)],
    whenDone: () => [code(500, true)],
  },
  {
    name: 'reset',
    title: 'Connection reset before the answer',
    calls: () => [{ kind: 'reset', when: 'before' }],
    whenDone: () => [{ kind: 'reset', when: 'after' }],
  },
  {
    name: 'resetMidBody',
    title: 'Connection reset within the answer',
    calls: () => [{ kind: 'reset', when: 'midBody' }],
  },
  { name: 'truncated', title: 'JSON that is cut off', calls: () => [{ kind: 'truncated' }] },
  { name: 'empty', title: 'An empty answer', calls: () => [body('')] },
  {
    name: 'html',
    title: 'HTML in place of JSON',
    calls: () => [body('<html>Sign in to the network</html>')],
  },
  { name: 'noAnswer', title: 'No answer at all', calls: () => [{ kind: 'hang' }], isSilent: true },
  {
    name: 'stalledBody',
    title: 'An answer that stops half-way',
    calls: () => [{ kind: 'stall' }],
    isSilent: true,
  },
  {
    name: 'staleSocket',
    title: 'A kept connection that has been closed',
    calls: () => [{ kind: 'staleSocket' }],
    isForOpenConnections: true,
  },
  {
    name: 'corruptGzip',
    title: 'Corrupt gzip',
    calls: ({ dice }) => [{ kind: 'corruptGzip', at: dice.next() }],
  },
  {
    name: 'redirect',
    title: 'A redirect to another host',
    calls: ({ dice, otherHost }) => [
      {
        kind: 'status',
        status: dice.pick([301, 302, 303, 307, 308]),
        headers: { location: `${otherHost}/` },
      },
    ],
  },
  { name: 'nullList', title: 'null in place of a list', twist: 'nullList' },
  { name: 'overlap', title: 'Pages that overlap', twist: 'overlap' },
  { name: 'loop', title: 'A page or a cursor that comes again', twist: 'loop' },
  { name: 'emptyPage', title: 'An empty page with more behind it', twist: 'emptyPage' },
];
