import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host that isn't the cloud's: whoever comes here with keys has given them away. */
export class OtherHost {
  /** Names of the headers that brought something of the keys. */
  readonly taken: string[] = [];

  private constructor(private readonly server: ReturnType<typeof createServer>) {
    server.on('request', ({ headers }, response) => {
      this.taken.push(...['client_id', 'access_token', 'sign'].filter((name) => headers[name]));
      // What any call may take for the end of a list, or for a success.
      const result = { devices: [], total: 0, logs: [], has_next: false };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ success: true, result, t: Date.now(), tid: 'tid-other' }));
    });
  }

  static async start(): Promise<OtherHost> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OtherHost(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
