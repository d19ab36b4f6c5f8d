import type { Clock } from '../base/clock.js';
import { ExchangeError, type HttpTransport } from '../base/http.js';

const hourMs = 3_600_000;

/**
 * So many calls an hour and no more, whoever makes them and however many at once: what is beyond them doesn't leave this
 * computer.
 */
export class HourlyCalls {
  private from: number;
  private calls = 0;

  constructor(
    readonly most: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.from = clock.now();
  }

  get isUsedUp(): boolean {
    const now = this.clock.now();
    if (Math.abs(now - this.from) >= hourMs) [this.from, this.calls] = [now, 0];
    return this.calls >= this.most;
  }

  /** The same transport, as long as calls are left. */
  over(transport: HttpTransport): HttpTransport {
    const { sendUntil } = transport;
    return {
      send: async (...asked) => {
        this.take();
        return transport.send(...asked);
      },
      ...(sendUntil && {
        sendUntil: async (...asked) => {
          this.take();
          return sendUntil.apply(transport, asked);
        },
      }),
      close: () => transport.close(),
      ...(transport.takesAnyNumber !== undefined && { takesAnyNumber: transport.takesAnyNumber }),
    };
  }

  private take(): void {
    if (this.isUsedUp) throw new ExchangeError('unreachable', false, 'The calls of this hour are used up.');
    this.calls++;
  }
}
