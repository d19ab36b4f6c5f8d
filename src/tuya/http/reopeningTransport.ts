import { abortable } from '../../base/async.js';
import type { Ending } from '../../base/ending.js';
import { AbortError, throwIfAborted } from '../../base/errors.js';
import type { Event } from '../../base/event.js';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../base/http.js';
import type { IDisposable } from '../../base/lifecycle.js';

interface Lane {
  readonly transport: Promise<HttpTransport>;
  /** The same once it is there: nearly every call finds it open. */
  opened?: HttpTransport;
  users: number;
}

/**
 * A transport that is opened when it is first needed, and anew after the network's settings have changed: calls
 * made from then on take the new one, those under way end on the one they began with. None is sent twice.
 */
export class ReopeningTransport implements HttpTransport {
  private current: Lane | undefined;
  private readonly lanes = new Set<Lane>();
  private readonly closing = new AbortController();
  private readonly subscription: IDisposable;

  constructor(
    private readonly open: () => Promise<HttpTransport>,
    onDidChange: Event<void>,
  ) {
    this.subscription = onDidChange(() => {
      const lane = this.current;
      this.current = undefined;
      if (lane?.users === 0) void this.end(lane);
    });
  }

  send(request: HttpRequest, signal?: AbortSignal, onSent?: () => void): Promise<HttpResponse> {
    return this.use(signal, (transport) => transport.send(request, signal, onSent));
  }

  sendUntil(request: HttpRequest, ending: Ending, onSent?: () => void): Promise<HttpResponse> {
    return this.use(ending, (transport) => {
      if (transport.sendUntil) return transport.sendUntil(request, ending, onSent);
      throwIfAborted(ending);
      const controller = new AbortController();
      ending.addEventListener('abort', () => controller.abort(ending.reason), { once: true });
      return transport.send(request, controller.signal, onSent);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.subscription.dispose();
    this.current = undefined;
    await Promise.all([...this.lanes].map((lane) => this.end(lane)));
  }

  private async use(
    ending: Ending | undefined,
    send: (transport: HttpTransport) => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    if (this.closing.signal.aborted) throw closed();
    const lane = (this.current ??= this.start());
    lane.users++;
    try {
      const opening = (): Promise<HttpTransport> => abortable(lane.transport, this.closing.signal);
      return await send(lane.opened ?? (await abortable(opening(), ending)));
    } finally {
      lane.users--;
      if (lane.users === 0 && lane !== this.current) void this.end(lane);
    }
  }

  private start(): Lane {
    const lane: Lane = { transport: this.open(), users: 0 };
    this.lanes.add(lane);
    lane.transport.then(
      (transport) => (lane.opened = transport),
      () => {
        // Whoever waits is told; the next one tries again.
        this.lanes.delete(lane);
        if (this.current === lane) this.current = undefined;
      },
    );
    return lane;
  }

  private async end(lane: Lane): Promise<void> {
    this.lanes.delete(lane);
    await lane.transport.then((transport) => transport.close()).catch(() => undefined);
  }
}

function closed(): AbortError {
  return new AbortError('The connection was closed.');
}
