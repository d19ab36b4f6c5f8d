import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '../base/clock.js';
import { AbortError } from '../base/errors.js';
import type { HttpTransport } from '../base/http.js';
import { silentLogger, type Logger } from '../base/logger.js';
import type { ApiRunner } from './wire/apiCall.js';
import { AppUsers } from './api/appUsers.js';
import { Commands } from './api/commands.js';
import { DataPoints } from './api/dataPoints.js';
import { DeviceLogs } from './api/deviceLogs.js';
import { Devices } from './api/devices.js';
import { DeviceUsers } from './api/deviceUsers.js';
import { checkEndpoint } from './endpoint.js';
import { TuyaError } from './errors/errors.js';
import { Deadlines, operationMs } from './wire/deadline.js';
import { Limiter } from './wire/limiter.js';
import type { CallInfo, SentCall } from './operations.js';
import { Outlets } from './api/outlets.js';
import { Products } from './api/products.js';
import { Requester } from './wire/request.js';
import { RetryBudget } from './wire/retry.js';
import { Session } from './wire/tokenSession.js';
import { SignedExchange } from './wire/signedExchange.js';
import { Traffic } from './wire/traffic.js';
import type { TokenStore } from './wire/tokenStore.js';

/** What a class offers, for whoever stands in for it. */
type Api<T> = Pick<T, keyof T>;

export interface TuyaClientOptions {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
  /** Belongs to the client from now on: `close` closes it. */
  readonly transport: HttpTransport;
  readonly tokenStore: TokenStore;
  readonly clock?: Clock;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
  readonly nonce?: () => string;
  readonly log?: Logger;
  /** Told of each call as it leaves, before anybody knows what becomes of it. */
  readonly onSend?: (call: SentCall) => void;
  readonly onCall?: (info: CallInfo) => void;
  /** Language of the cloud's texts: `en`, `zh`. */
  readonly lang?: string;
  /** False where calls are counted beforehand: then a call is made again for a wrong clock only. */
  readonly repeats?: boolean;
  /** For a whole operation, its waiting and its repeats included. */
  readonly deadlineMs?: number;
}

/** One cloud project. Every operation rejects with `TuyaError`, or with an abort error once its signal fires. */
export interface TuyaClient {
  readonly devices: Api<Devices>;
  readonly dataPoints: Api<DataPoints>;
  readonly outlets: Api<Outlets>;
  readonly deviceUsers: Api<DeviceUsers>;
  readonly logs: Api<DeviceLogs>;
  readonly appUsers: Api<AppUsers>;
  readonly products: Api<Products>;
  readonly commands: Api<Commands>;
  /** Asks for a token, and for nothing else: are the keys good here? A wrong data center may still say yes. */
  test(signal?: AbortSignal): Promise<void>;
  /** Aborts what is under way. */
  close(): Promise<void>;
}

/** @throws TuyaError `invalid` where the endpoint or the keys can't be used at all; nothing is sent by this. */
export function createTuyaClient(options: TuyaClientOptions): TuyaClient {
  return new Client(options);
}

class Client implements TuyaClient {
  readonly devices: Devices;
  readonly dataPoints: DataPoints;
  readonly outlets: Outlets;
  readonly deviceUsers: DeviceUsers;
  readonly logs: DeviceLogs;
  readonly appUsers: AppUsers;
  readonly products: Products;
  readonly commands: Commands;
  readonly #closing = new AbortController();
  readonly #transport: HttpTransport;
  readonly #deadlines: Deadlines;
  readonly #session: Session;

  constructor(options: TuyaClientOptions) {
    const { endpoint, accessId } = checked(options);
    const { transport, clock = systemClock, random = Math.random, log = silentLogger } = options;
    this.#transport = transport;
    this.#deadlines = new Deadlines(options.deadlineMs ?? operationMs);
    const exchange = new SignedExchange({
      endpoint,
      accessId,
      accessSecret: options.accessSecret,
      transport,
      clock,
      nonce: options.nonce ?? randomUUID,
      log: log.child('http'),
      onSend: options.onSend,
      onCall: options.onCall,
      lang: options.lang ?? 'en',
    });
    const requester = new Requester({
      exchange,
      limiter: new Limiter(),
      traffic: new Traffic(clock, transport.takesAnyNumber !== true, this.#deadlines),
      deadlines: this.#deadlines,
      budget: new RetryBudget(options.repeats === false ? 0 : undefined),
      clock,
      random,
      renews: options.repeats !== false,
    });
    this.#session = new Session({
      endpoint,
      accessId,
      requester,
      store: options.tokenStore,
      clock,
      random,
      log: log.child('session'),
      closed: this.#closing.signal,
    });
    const api: ApiRunner = {
      run: (call, signal) => requester.run(call, this.#session, signal),
    };
    this.devices = new Devices(api);
    this.dataPoints = new DataPoints(api);
    this.outlets = new Outlets(api);
    this.deviceUsers = new DeviceUsers(api);
    this.logs = new DeviceLogs(api);
    this.appUsers = new AppUsers(api);
    this.products = new Products(api);
    this.commands = new Commands(api);
  }

  async test(signal?: AbortSignal): Promise<void> {
    await this.#session.test(signal);
  }

  async close(): Promise<void> {
    const reason = new AbortError('The client was closed.');
    this.#closing.abort(reason);
    this.#deadlines.close(reason);
    this.#session.dispose();
    await this.#transport.close();
    await this.#session.settled();
  }
}

/** What goes into headers must be visible ASCII; the endpoint must be one that keys may be sent to. */
function checked({ endpoint, accessId, accessSecret }: TuyaClientOptions): {
  endpoint: string;
  accessId: string;
} {
  const check = checkEndpoint(endpoint);
  if (!check.ok) throw TuyaError.invalid('token', 'endpoint', check.reason);
  if (!/^[\x21-\x7e]{1,256}$/.test(accessId))
    throw TuyaError.invalid('token', 'accessId', 'is not an Access ID');
  if (accessSecret === '') throw TuyaError.invalid('token', 'accessSecret', 'must not be empty');
  return { endpoint: check.endpoint, accessId };
}
