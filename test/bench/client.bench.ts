import { createServer } from 'node:http';
import buildConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { toError } from '../../src/base/errors.js';
import { Emitter } from '../../src/base/event.js';
import { createTuyaClient, type TuyaClient } from '../../src/tuya/client.js';
import { ReopeningTransport } from '../../src/tuya/http/reopeningTransport.js';
import { createUndiciTransport } from '../../src/tuya/http/undiciTransport.js';
import { TestTokenStore, VirtualClock } from '../support/faultServerClient.js';
import { wireDevice } from '../support/wireRecords.js';
import type { Bench, Given, Row, Side } from './bench.js';

const pageSize = 100;
const devices = Array.from({ length: pageSize }, (_, n) => wireDevice(`bf${n}0a1b2c3d4e5f6a7b`, n));
const answers = {
  token: { access_token: 'a'.repeat(32), refresh_token: 'b'.repeat(32), expire_time: 7200, uid: 'u1' },
  page: { devices, total: pageSize, last_id: '' },
  one: devices[0],
};

const keys = { accessId: 'benchbenchbenchbench', accessSecret: 'benchbenchbenchbenchbenchbenchbe' };

/** A cloud that answers at once: the token, a page of devices, one device. */
async function startCloud(): Promise<{ origin: string }> {
  const answer = (result: unknown): string =>
    JSON.stringify({ success: true, t: Date.now(), tid: '0123456789abcdef0123456789abcdef', result });
  const [token, page, one] = [answers.token, answers.page, answers.one].map(answer);
  const server = createServer(({ url = '' }, outgoing) => {
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(url.startsWith('/v1.0/token') ? token : url.startsWith('/v1.0/devices?') ? page : one);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { origin: `http://127.0.0.1:${address.port}` };
}

/** One kind of call, in three dialects. Each gives back whether the answer was whole. */
interface Kind {
  readonly atATime: number;
  readonly count: number;
  readonly path: string;
  readonly isWhole: (result: unknown) => boolean;
  readonly ours: (client: TuyaClient) => Promise<boolean>;
}

const page: Kind = {
  atATime: 8,
  count: 400,
  path: `/v1.0/devices?page_no=1&page_size=${pageSize}`,
  isWhole: (result) => (result as typeof answers.page).devices.length === pageSize,
  ours: async (client) => (await client.devices.list({ pageNo: 1, pageSize })).items.length === pageSize,
};
const small: Kind = {
  atATime: 32,
  count: 2000,
  path: `/v1.0/devices/${devices[0]?.id}`,
  isWhole: (result) => (result as (typeof devices)[number]).id === devices[0]?.id,
  ours: async (client) => (await client.devices.get(devices[0]?.id ?? '')).id === devices[0]?.id,
};

function originOf({ data }: Given): string {
  return (data as { origin: string }).origin;
}

async function manyAtATime({ atATime, count }: Kind, call: () => Promise<boolean>): Promise<void> {
  let left = count;
  const walk = async (): Promise<void> => {
    while (left-- > 0) if (!(await call())) throw new Error('An answer is incomplete.');
  };
  await Promise.all(Array.from({ length: atATime }, walk));
}

const ours =
  (kind: Kind): Side =>
  (given) => {
    const client = createTuyaClient({
      endpoint: originOf(given),
      ...keys,
      // What windows call through.
      transport: new ReopeningTransport(
        () => Promise.resolve(createUndiciTransport()),
        new Emitter<void>().event,
      ),
      tokenStore: new TestTokenStore(),
      // Its pace is not what is measured: it waits without waiting.
      clock: new VirtualClock(),
    });
    return {
      run: () => manyAtATime(kind, () => kind.ours(client)),
      close: () => client.close(),
    };
  };

/** What undici does and JSON.parse, and nothing else. */
const bare =
  (kind: Kind): Side =>
  (given) => {
    const origin = originOf(given);
    const agent = new Agent({
      connections: 8,
      pipelining: 1,
      allowH2: false,
      connect: buildConnector({ timeout: 5000, allowH2: false, rejectUnauthorized: true }),
      headersTimeout: 5000,
      bodyTimeout: 5000,
    });
    const ask = (): Promise<boolean> =>
      new Promise((resolve, reject) => {
        const chunks: Uint8Array[] = [];
        agent.dispatch(
          { origin, path: kind.path, method: 'GET', headers: [], body: null },
          {
            onRequestStart: () => undefined,
            onResponseStart: () => undefined,
            onResponseData: (_controller, chunk) => void chunks.push(chunk),
            onResponseEnd: () => {
              const { result } = JSON.parse(Buffer.concat(chunks).toString()) as { result: unknown };
              resolve(kind.isWhole(result));
            },
            onResponseError: (_controller, error) => reject(toError(error)),
          },
        );
      });
    return { run: () => manyAtATime(kind, ask), close: () => agent.destroy(null) };
  };

/** Tuya's own connector for Node.js. */
const connector =
  (kind: Kind): Side =>
  async (given) => {
    const { TuyaContext } = await import('@tuya/tuya-connector-nodejs');
    const { accessId: accessKey, accessSecret: secretKey } = keys;
    const context = new TuyaContext({ baseUrl: originOf(given), accessKey, secretKey });
    const ask = async (): Promise<boolean> =>
      kind.isWhole((await context.request({ method: 'GET', path: kind.path })).result);
    return { run: () => manyAtATime(kind, ask) };
  };

const rowOf = (kind: Kind, row: Pick<Row, 'name' | 'unit' | 'goals'>): Row => ({
  ...row,
  count: kind.count,
  sides: { ours: ours(kind), bare: bare(kind), connector: connector(kind) },
});

export default {
  title: 'The client, signed and validated; bare: undici and JSON.parse',
  background: startCloud,
  rows: [
    rowOf(page, {
      name: `a page of ${pageSize} devices, 8 in flight`,
      unit: 'page',
      goals: [
        { figure: 'time', beside: 'bare', atMost: 1 / 0.88 },
        { figure: 'time', beside: 'connector', atMost: 1 / 1.35 },
        { figure: 'cpu', beside: 'bare', atMost: 1.2 },
      ],
    }),
    rowOf(small, {
      name: 'a small call, 32 in flight',
      unit: 'call',
      goals: [
        { figure: 'cpu', beside: 'bare', atMost: 1.35 },
        { figure: 'time', beside: 'connector', atMost: 1 / 3 },
      ],
    }),
  ],
} satisfies Bench;
