import type { Asking } from '../../base/asking.js';
import { abortable } from '../../base/async.js';
import type { Clock } from '../../base/clock.js';
import type { FileLock } from '../../base/fileLock.js';
import type { HttpTransport } from '../../base/http.js';
import { AbortError } from '../../base/errors.js';
import { Disposable } from '../../base/lifecycle.js';
import type { LogFields, Logger } from '../../base/logger.js';
import type { SecretVault } from '../../base/storage.js';
import { createTuyaClient, type TuyaClient } from '../../tuya/client.js';
import type { CallInfo, SentCall } from '../../tuya/operations.js';
import type { TokenStore } from '../../tuya/wire/tokenStore.js';
import type { Project } from './project.js';
import { missingSecret, ProjectError } from './projectErrors.js';
import type { ProjectStore } from './projectStore.js';
import { CloudTime } from './cloudTime.js';
import { createTokenStore, MemoryTokens } from './tokenVault.js';

/** Where a client is to connect and with what. The secret goes into the client and nowhere else. */
export interface Keys {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
}

/** The demo's cloud: its keys exist in memory only. */
export interface Demo {
  readonly keys: Keys;
  readonly transport: HttpTransport;
}

export interface TrialOptions {
  /** False where the calls are counted beforehand. */
  readonly repeats?: boolean;
}

export interface Trial {
  readonly client: TuyaClient;
  readonly tokens: MemoryTokens;
}

export interface Examination extends Trial {
  readonly keys: Keys;
  readonly transport: HttpTransport;
}

interface ConnectionsDeps {
  readonly projects: ProjectStore;
  readonly vault: SecretVault;
  readonly clock: Clock;
  readonly log: Logger;
  /** Opens a way to the network; called once per client, and the client closes it. */
  openTransport(): Promise<HttpTransport>;
  openDemo(): Promise<Demo>;
  /** Lets one of all windows fetch the token of these keys. */
  readonly tokenLock?: (owner: Pick<Keys, 'endpoint' | 'accessId'>) => FileLock;
  /** Told of every call that leaves, with the keys it is made with. */
  readonly onSend?: (owner: Pick<Keys, 'endpoint' | 'accessId'>, call: SentCall) => void;
  /** Rejects where a project may not be called now. Keys that are being tried, and examinations, are not asked for. */
  readonly admit?: (projectId: string, asking: Asking) => Promise<void>;
}

/** One client per project, made when it is first needed, closed with the project or when its keys change. */
export class Connections extends Disposable {
  private readonly clients = new Map<string, Promise<TuyaClient>>();
  private readonly times = new Map<string, CloudTime>();
  /** Of the cloud that answered last; the demo's goes by this computer's clock. */
  private latest: CloudTime | undefined;

  constructor(private readonly deps: ConnectionsDeps) {
    super();
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) void this.close(id);
      }),
    );
  }

  /**
   * @throws ProjectError where the project is unknown or its secret is missing; SecretVaultError where the
   * keyring can't be read; BudgetError where the month's calls are used up.
   */
  async client(projectId: string, asking: Asking): Promise<TuyaClient> {
    await this.deps.admit?.(projectId, asking);
    // The window may have ended while a person was asked: what is opened now is closed by nothing.
    if (this.isDisposed) throw new AbortError();
    let client = this.clients.get(projectId);
    if (!client) {
      client = this.open(projectId);
      this.clients.set(projectId, client);
      client.catch(() => {
        if (this.clients.get(projectId) === client) this.clients.delete(projectId);
      });
    }
    return abortable(client, asking.signal);
  }

  /** What every answer of the project has told of its cloud's clock. The same object for good. */
  time(projectId: string): CloudTime {
    const time = this.times.get(projectId) ?? new CloudTime();
    this.times.set(projectId, time);
    return time;
  }

  /** The clouds' time of a moment, for what belongs to no project. */
  timeOf(local: number): number {
    return local + (this.latest?.shift ?? 0);
  }

  /** A client for keys that are still being tested: its token stays in memory, and whoever asks closes it. */
  async trial(keys: Keys, options: TrialOptions = {}): Promise<Trial> {
    const tokens = new MemoryTokens();
    return { client: await this.create(keys, await this.deps.openTransport(), tokens, options), tokens };
  }

  /**
   * What examines a project from outside its usual client: a client that repeats nothing and holds a token of its
   * own, and a transport for a word without keys. Whoever asks closes it.
   */
  async examination(
    projectId: string,
    around: (transport: HttpTransport) => HttpTransport = (transport) => transport,
  ): Promise<Examination> {
    const project = this.deps.projects.get(projectId);
    if (!project) throw new ProjectError('unknown');
    const open = async (): Promise<Demo> =>
      project.kind === 'demo'
        ? this.deps.openDemo()
        : { keys: await this.keysOf(project), transport: await this.deps.openTransport() };
    const { keys, transport } = await open();
    const tokens = new MemoryTokens();
    try {
      const client = await this.create(keys, around((await open()).transport), tokens, { repeats: false });
      return { keys, client, tokens, transport: around(transport) };
    } catch (error) {
      // Nobody else knows of it.
      await transport.close();
      throw error;
    }
  }

  /** Where the token of these keys is shared between windows and restarts. */
  tokenStore(owner: Pick<Keys, 'endpoint' | 'accessId'>): TokenStore {
    return createTokenStore(this.deps.vault, owner, this.deps.log, this.deps.tokenLock?.(owner));
  }

  /** Closes every client; what is in flight is aborted. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.clients.keys()].map((id) => this.close(id)));
  }

  private async open(projectId: string): Promise<TuyaClient> {
    const project = this.deps.projects.get(projectId);
    if (!project) throw new ProjectError('unknown');
    const time = this.time(projectId);
    if (project.kind === 'demo') {
      const { keys, transport } = await this.deps.openDemo();
      return this.create(keys, transport, new MemoryTokens(), {}, (call) => time.learn(call));
    }
    const keys = await this.keysOf(project);
    // Who doesn't want the secret stored doesn't want the token stored.
    const tokens = project.isSessionOnly ? new MemoryTokens() : this.tokenStore(project);
    return this.create(keys, await this.deps.openTransport(), tokens, {}, (call) => {
      time.learn(call);
      if (call.cloudTime !== undefined) this.latest = time;
    });
  }

  private async keysOf({ id, endpoint, accessId, isSessionOnly }: Project): Promise<Keys> {
    const accessSecret = await this.deps.projects.secretOf(id);
    if (!accessSecret) throw new ProjectError(missingSecret({ isSessionOnly }), id);
    return { endpoint, accessId, accessSecret };
  }

  private async create(
    keys: Keys,
    transport: HttpTransport,
    tokenStore: TokenStore,
    options: TrialOptions = {},
    heard?: (call: CallInfo) => void,
  ): Promise<TuyaClient> {
    const { clock, log } = this.deps;
    const onSend = (call: SentCall): void => this.deps.onSend?.(keys, call);
    const onCall = (call: CallInfo): void => {
      heard?.(call);
      log.log(call.ok || call.problem === 'cancelled' ? 'info' : 'warn', call.operation, callFields(call));
    };
    try {
      return createTuyaClient({ ...keys, transport, tokenStore, clock, log, onSend, onCall, ...options });
    } catch (error) {
      await transport.close();
      throw error;
    }
  }

  private async close(projectId: string): Promise<void> {
    const client = this.clients.get(projectId);
    this.clients.delete(projectId);
    try {
      await (await client)?.close();
    } catch {
      // It never opened: its caller has been told, and there is nothing to close.
    }
  }
}

/** What a person reads of each call: what, how long, and how it ended. */
function callFields(call: CallInfo): LogFields {
  const { ms, ok, problem, detail, code, tid, httpStatus, attempt } = call;
  const status = httpStatus === 200 ? undefined : httpStatus;
  const again = attempt > 1 ? attempt : undefined;
  return { ms: Math.round(ms), ok, problem, detail, code, tid, status, attempt: again };
}
