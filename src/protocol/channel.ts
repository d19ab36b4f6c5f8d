import { AbortError, isAbortError } from '../base/errors.js';
import { Emitter } from '../base/event.js';
import type { IDisposable } from '../base/lifecycle.js';
import { Disposable, toDisposable } from '../base/lifecycle.js';
import type { Logger } from '../base/logger.js';
import type { Envelope } from './envelope.js';
import { readEnvelope } from './envelope.js';

/** A request as a map entry: what goes with it and what comes back. */
export interface Exchange<Params, Result> {
  readonly params: Params;
  readonly result: Result;
}

/** What one side may say to the other: events by name, requests by name. */
export interface Messages {
  readonly events: Readonly<Record<string, unknown>>;
  readonly requests: Readonly<Record<string, Exchange<unknown, unknown>>>;
}

/** The raw way to the other side: `postMessage` and its event. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): IDisposable;
}

/** How this side treats one incoming event or request. `parse` throws on a body that isn't what it should be. */
export interface EventHandler<Body> {
  parse(body: unknown): Body;
  handle(body: Body): void;
}

export interface RequestHandler<Params, Result> {
  parse(body: unknown): Params;
  handle(params: Params, signal: AbortSignal): Promise<Result>;
}

export type Handlers<In extends Messages> = {
  readonly events: { readonly [Name in keyof In['events']]: EventHandler<In['events'][Name]> };
  readonly requests: {
    readonly [Name in keyof In['requests']]: RequestHandler<
      In['requests'][Name]['params'],
      In['requests'][Name]['result']
    >;
  };
};

/** What an error looks like to the other side: a reason to tell by, and a sentence for a person. */
export interface ErrorReply {
  readonly reason: string;
  readonly message: string;
}

export interface ChannelOptions<In extends Messages> {
  readonly port: Port;
  readonly handlers: Handlers<In>;
  readonly log: Logger;
  /** Turns a handler's failure into what may be told: no stack, no secret. */
  describeError(error: unknown): ErrorReply;
}

/** The other side's handler failed, or refused; `reason` says how. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';

  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

const maxRunningRequests = 32;

interface Pending {
  resolve(body: unknown): void;
  reject(error: Error): void;
}

/**
 * Typed events and requests both ways between a host and its webview.
 *
 * A webview page is a session: it names itself in its first message (`ready`), and everything of an earlier
 * page ends there: its requests are aborted, answers to them are dropped. Before a page is ready nothing
 * reaches it, so `emit` says false and the owner sends the whole state in `onReady`.
 */
export class Channel<In extends Messages, Out extends Messages> extends Disposable {
  private readonly readyEmitter = this._register(new Emitter<void>());
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private readonly events: ReadonlyMap<string, EventHandler<unknown>>;
  private readonly requests: ReadonlyMap<string, RequestHandler<unknown, unknown>>;
  private session: string | undefined;
  private lastId = 0;

  /** Fires each time a page has come up and hears. */
  readonly onReady = this.readyEmitter.event;

  constructor(private readonly options: ChannelOptions<In>) {
    super();
    // Maps, so that a message named `constructor` or `__proto__` finds nothing.
    this.events = new Map(Object.entries(options.handlers.events)) as never;
    this.requests = new Map(Object.entries(options.handlers.requests)) as never;
    this._register(toDisposable(() => this.endSession()));
    this._register(options.port.onMessage((message) => this.receive(message)));
  }

  get isReady(): boolean {
    return this.session !== undefined;
  }

  /** The webview's side of the gate: names this page and tells the host that it hears. */
  begin(session: string): void {
    this.session = session;
    this.options.port.post({ kind: 'ready', session } satisfies Envelope);
  }

  /** The page is gone (hidden, or its html set anew): whatever it asked for is aborted, nothing is sent to it. */
  endSession(): void {
    this.session = undefined;
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(new AbortError('The other side is gone.'));
  }

  /** False where there is nobody to hear it. */
  emit<Name extends keyof Out['events'] & string>(name: Name, body: Out['events'][Name]): boolean {
    if (this.session === undefined) return false;
    this.options.port.post({ kind: 'event', session: this.session, name, body } satisfies Envelope);
    return true;
  }

  /** Rejects with {@link RemoteError}, or an abort error when the signal fires or the other side goes away. */
  request<Name extends keyof Out['requests'] & string>(
    name: Name,
    params: Out['requests'][Name]['params'],
    signal?: AbortSignal,
  ): Promise<Out['requests'][Name]['result']> {
    const session = this.session;
    if (session === undefined || signal?.aborted) return Promise.reject(new AbortError());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.pending.delete(id);
        this.options.port.post({ kind: 'cancel', session, id } satisfies Envelope);
        reject(new AbortError(undefined, { cause: signal?.reason }));
      };
      const done = (): void => signal?.removeEventListener('abort', onAbort);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.pending.set(id, {
        resolve: (body) => {
          done();
          resolve(body as Out['requests'][Name]['result']);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      this.options.port.post({ kind: 'request', session, id, name, body: params } satisfies Envelope);
    });
  }

  private receive(message: unknown): void {
    const envelope = readEnvelope(message);
    if (!envelope) return this.drop('not a message of this channel');
    if (envelope.kind === 'ready') {
      this.endSession();
      this.session = envelope.session;
      return this.readyEmitter.fire();
    }
    if (envelope.session !== this.session) return this.drop('from another page');
    switch (envelope.kind) {
      case 'event':
        return this.receiveEvent(envelope.name, envelope.body);
      case 'request':
        return void this.answer(envelope.session, envelope.id, envelope.name, envelope.body);
      case 'cancel':
        return this.running.get(envelope.id)?.abort();
      case 'result':
        return this.settle(envelope.id, (waiting) => waiting.resolve(envelope.body));
      case 'error':
        return this.settle(envelope.id, (waiting) =>
          waiting.reject(
            envelope.reason === 'cancelled'
              ? new AbortError()
              : new RemoteError(envelope.reason, envelope.message),
          ),
        );
    }
  }

  private receiveEvent(name: string, body: unknown): void {
    const handler = this.events.get(name);
    if (!handler) return this.drop('unknown event');
    let parsed: unknown;
    try {
      parsed = handler.parse(body);
    } catch {
      return this.drop('event with an unreadable body');
    }
    handler.handle(parsed);
  }

  /** Never rejects: every failure becomes an error reply. */
  private async answer(session: string, id: number, name: string, body: unknown): Promise<void> {
    const fail = ({ reason, message }: ErrorReply): void => {
      if (this.session === session)
        this.options.port.post({ kind: 'error', session, id, reason, message } satisfies Envelope);
    };
    const refuse = (reason: string): void => {
      this.drop(`request refused: ${reason}`);
      fail({ reason, message: '' });
    };
    const handler = this.requests.get(name);
    if (!handler) return refuse('unknownRequest');
    if (this.running.has(id)) return refuse('repeatedId');
    if (this.running.size >= maxRunningRequests) return refuse('busy');
    let params: unknown;
    try {
      params = handler.parse(body);
    } catch {
      return refuse('badRequest');
    }
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const result = await handler.handle(params, controller.signal);
      if (this.session === session)
        this.options.port.post({ kind: 'result', session, id, body: result } satisfies Envelope);
    } catch (error) {
      fail(isAbortError(error) ? { reason: 'cancelled', message: '' } : this.options.describeError(error));
    } finally {
      if (this.running.get(id) === controller) this.running.delete(id);
    }
  }

  private settle(id: number, with_: (waiting: Pending) => void): void {
    const waiting = this.pending.get(id);
    if (!waiting) return; // cancelled here meanwhile
    this.pending.delete(id);
    with_(waiting);
  }

  /** Says that something was dropped, never what was in it. */
  private drop(why: string): void {
    this.options.log.log('warn', 'Dropped a webview message', { why });
  }
}
