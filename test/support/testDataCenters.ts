import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Center } from '../../src/model/setup/dataCenterFinder.js';
import { dataCenters } from '../../src/tuya/dataCenters.js';

/** What a data center may say to keys. */
export type TestDataCenterAnswer =
  | 'holds'
  | 'empty'
  | 'wrongKeys'
  | 'suspended'
  | 'notAuthorised'
  | 'ipNotAllowed'
  | 'unreachable'
  | 'unclear'
  | 'silent'
  | 'redirect';

export const eightAnswers = [
  'holds',
  'empty',
  'wrongKeys',
  'suspended',
  'notAuthorised',
  'ipNotAllowed',
  'unreachable',
  'unclear',
] as const satisfies readonly TestDataCenterAnswer[];

/** A server of this machine in the place of one data center. Records what it saw. */
export class TestDataCenter {
  answer: TestDataCenterAnswer = 'wrongKeys';
  devices = 3;
  redirectTo = '';
  readonly seen: { readonly url: string; readonly headers: string; readonly clientId: unknown }[] = [];
  private readonly server: Server = createServer((request, response) => this.serve(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    this.seen.push({
      url,
      headers: JSON.stringify(request.headers),
      clientId: request.headers['client_id'],
    });
    const isToken = url.startsWith('/v1.0/token');
    if (this.answer === 'silent') return;
    if (this.answer === 'unreachable') {
      request.socket.resetAndDestroy();
      return;
    }
    if (this.answer === 'redirect') {
      response.writeHead(302, { location: `${this.redirectTo}${url}` }).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...this.said(isToken), t: Date.now(), tid: `tid${this.answer}` }));
  }

  private said(isToken: boolean): object {
    const refused = (code: number, msg: string): object => ({ success: false, code, msg });
    switch (this.answer) {
      case 'wrongKeys':
        return refused(1004, 'sign invalid');
      case 'ipNotAllowed':
        return refused(1114, "your ip(203.0.113.7) don't have access to this API");
      case 'unclear':
        return refused(987654, 'what');
      default:
        if (isToken) return { success: true, result: { access_token: 'tok', expire_time: 7200, uid: 'u' } };
    }
    if (this.answer === 'suspended') return refused(28841107, 'The data center is suspended.');
    if (this.answer === 'notAuthorised') return refused(28841105, 'not authorized');
    const devices = this.answer === 'empty' ? [] : [{ id: 'vdev1', name: 'Lamp' }];
    const total = this.answer === 'empty' ? 0 : this.devices;
    return { success: true, result: { devices, total, last_id: '1' } };
  }
}

/** Seven of them, under the names of the published data centers. */
export async function sevenTestDataCenters(): Promise<{
  readonly standIns: readonly TestDataCenter[];
  readonly centers: readonly Center[];
  close(): Promise<void>;
}> {
  const standIns = dataCenters.map(() => new TestDataCenter());
  const origins = await Promise.all(standIns.map((standIn) => standIn.listen()));
  return {
    standIns,
    centers: dataCenters.map(({ name }, at) => ({ name, endpoint: origins[at] ?? '' })),
    close: async () => void (await Promise.all(standIns.map((standIn) => standIn.close()))),
  };
}
