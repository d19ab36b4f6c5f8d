import type { Clock } from '../../src/base/clock.js';
import { throwIfAborted } from '../../src/base/errors.js';
import type { HttpRequest, HttpTransport } from '../../src/base/http.js';
import { createTuyaClient, type TuyaClient, type TuyaClientOptions } from '../../src/tuya/client.js';
import type { CallInfo } from '../../src/tuya/operations.js';
import type { StoredToken, TokenStore } from '../../src/tuya/wire/tokenStore.js';
import { createUndiciTransport, type UndiciTransportOptions } from '../../src/tuya/http/undiciTransport.js';
import { keys, type FaultServer } from './faultServer.js';

/** A clock that only sleeping moves, and at once. */
export class VirtualClock implements Clock {
  readonly sleeps: number[] = [];

  constructor(private time = Date.now()) {}

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.sleeps.push(ms);
    this.time += ms;
    return Promise.resolve();
  }
}

export class TestTokenStore implements TokenStore {
  token: unknown;
  writes = 0;
  reads = 0;

  read(): Promise<unknown> {
    this.reads++;
    return Promise.resolve(this.token);
  }

  write(token: StoredToken): Promise<void> {
    this.writes++;
    this.token = token;
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.token = undefined;
    return Promise.resolve();
  }
}

export interface Setup {
  readonly client: TuyaClient;
  readonly clock: VirtualClock;
  readonly store: TestTokenStore;
  readonly calls: CallInfo[];
  /** What left the client, also where it never arrived. */
  readonly sent: HttpRequest[];
}

/** Only for calls that are going to hang: on a busy machine, a good answer may come later than this. */
const hasty = { headersTimeoutMs: 150, bodyTimeoutMs: 150, deadlineMs: 500 };

function willHang(server: FaultServer, { path }: HttpRequest): boolean {
  const [next] = path.startsWith('/v1.0/token') ? server.tokenFaults : server.faults;
  return next?.kind === 'hang' || next?.kind === 'stall' || next?.kind === 'drip';
}

/** A client of the server, on a virtual clock that the server shares. */
export function connect(
  server: FaultServer,
  options: Partial<TuyaClientOptions> = {},
  transport: UndiciTransportOptions = {},
): Setup {
  const clock = new VirtualClock();
  server.now = () => clock.now();
  const store = new TestTokenStore();
  const calls: CallInfo[] = [];
  const sent: HttpRequest[] = [];
  const patient = createUndiciTransport(transport);
  const impatient = createUndiciTransport({ ...hasty, ...transport });
  const recording: HttpTransport = {
    send: (request, signal, onSent) => {
      sent.push(request);
      return (willHang(server, request) ? impatient : patient).send(request, signal, onSent);
    },
    close: async () => {
      await Promise.all([patient.close(), impatient.close()]);
    },
  };
  const client = createTuyaClient({
    endpoint: server.origin,
    ...keys,
    transport: recording,
    tokenStore: store,
    clock,
    random: () => 0.5,
    onCall: (info) => calls.push(info),
    ...options,
  });
  return { client, clock, store, calls, sent };
}
