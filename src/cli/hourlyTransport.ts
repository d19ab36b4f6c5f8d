import { ExchangeError, type HttpTransport } from '../base/http.js';
import type { HourlyCalls } from '../model/agents/hourlyCalls.js';

/** The same transport as long as the hour has calls left: what is beyond them doesn't leave this computer. */
export function hourlyTransport(transport: HttpTransport, hour: HourlyCalls): HttpTransport {
  const { sendUntil } = transport;
  const take = (): void => {
    if (hour.isUsedUp) throw new ExchangeError('unreachable', false, 'The calls of this hour are used up.');
    hour.take();
  };
  return {
    send: async (...asked) => {
      take();
      return transport.send(...asked);
    },
    ...(sendUntil && {
      sendUntil: async (...asked) => {
        take();
        return sendUntil.apply(transport, asked);
      },
    }),
    close: () => transport.close(),
    ...(transport.takesAnyNumber !== undefined && { takesAnyNumber: transport.takesAnyNumber }),
  };
}
