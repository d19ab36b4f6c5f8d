import { Lazy } from '../base/lazy.js';
import type { HttpTransport } from '../base/http.js';
import { toDisposable } from '../base/lifecycle.js';
import { proxyFor, type Route } from '../tuya/http/proxyFor.js';
import { defaultNetworkSettings, type Environment, type NetworkSource } from '../tuya/http/proxySettings.js';
import { ReopeningTransport } from '../tuya/http/reopeningTransport.js';

/** Settings of somebody who set nothing and never will. */
export const unchangingNetwork: NetworkSource = {
  read: () => defaultNetworkSettings,
  onDidChange: () => toDisposable(() => undefined),
};

/** The ways to the clouds: by which proxy, and whom to trust. What speaks HTTP is loaded with the first request. */
export class Network {
  /** One for all transports: making it takes longer than a connection does. */
  private readonly systemTrust = new Lazy(async () => {
    const [{ systemAuthorities }, { createSecureContext }] = await Promise.all([
      import('../tuya/http/certificates.js'),
      import('node:tls'),
    ]);
    try {
      const ca = await systemAuthorities();
      return ca && createSecureContext({ ca: [...ca] });
    } catch {
      // A damaged store of the system: Node's own choice is better than no connection at all.
      return undefined;
    }
  });

  constructor(
    private readonly source: NetworkSource,
    private readonly environment: Environment,
  ) {}

  /** How a request to this origin would travel now. */
  route(origin: string): Route {
    return proxyFor(origin, this.source.read(), this.environment);
  }

  /** A transport that follows the settings as they change. */
  open(): HttpTransport {
    return new ReopeningTransport(() => this.openFixed(), this.source.onDidChange);
  }

  private async openFixed(): Promise<HttpTransport> {
    const settings = this.source.read();
    const [{ createUndiciTransport }, secureContext] = await Promise.all([
      import('../tuya/http/undiciTransport.js'),
      settings.systemCertificates ? this.systemTrust.get() : undefined,
    ]);
    return createUndiciTransport({
      route: (origin) => proxyFor(origin, settings, this.environment),
      ...(secureContext === undefined ? {} : { secureContext }),
    });
  }
}
