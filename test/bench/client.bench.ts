import { Worker } from 'node:worker_threads';
import buildConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { toError } from '../../src/base/errors.js';
import { createTuyaClient } from '../../src/tuya/client.js';
import { createUndiciTransport } from '../../src/tuya/http/undiciTransport.js';
import { TestTokenStore, VirtualClock } from '../support/faultServerClient.js';
import { contest } from './measure.js';

const pageSize = 100;
const devices = Array.from({ length: pageSize }, (_, n) => ({
  id: `bf${n}0a1b2c3d4e5f6a7b`,
  name: `Lamp ${n}`,
  uid: 'eu1500000000000AbCdE',
  local_key: '0123456789abcdef',
  category: 'dj',
  product_id: 'abcdefghijklmnop',
  product_name: 'Smart lamp',
  sub: false,
  uuid: `uuid${n}`,
  owner_id: '12345678',
  online: n % 3 !== 0,
  status: Array.from({ length: 8 }, (_value, at) => ({
    code: `code_${at}`,
    value: at % 2 ? at * 100 : at > 3,
  })),
  active_time: 1_700_000_000,
  create_time: 1_700_000_000,
  update_time: 1_700_000_000 + n,
  time_zone: '+01:00',
  ip: '203.0.113.5',
  model: 'L1',
  biz_type: 0,
  icon: 'smart/icon/lamp.png',
}));
const answers = {
  token: { access_token: 'a'.repeat(32), refresh_token: 'b'.repeat(32), expire_time: 7200, uid: 'u1' },
  page: { devices, total: pageSize, last_id: '' },
};

/** In a thread of its own, so that its work isn't counted. */
const server = new Worker(
  `const { createServer } = require('node:http');
   const { parentPort, workerData } = require('node:worker_threads');
   const body = (result) => JSON.stringify({ success: true, t: Date.now(), tid: 'x', result });
   const [token, page] = [body(workerData.token), body(workerData.page)];
   createServer((incoming, outgoing) => {
     outgoing.setHeader('content-type', 'application/json');
     outgoing.end(incoming.url.includes('/token') ? token : page);
   }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`,
  { eval: true, workerData: answers },
);
const port = await new Promise<number>((resolve) => server.once('message', resolve));
const origin = `http://127.0.0.1:${port}`;

const client = createTuyaClient({
  endpoint: origin,
  accessId: 'benchbenchbenchbench',
  accessSecret: 'benchbenchbenchbenchbenchbenchbe',
  transport: createUndiciTransport(),
  tokenStore: new TestTokenStore(),
  // Its pace is not what is measured: it waits without waiting.
  clock: new VirtualClock(),
});
const agent = new Agent({
  connections: 4,
  pipelining: 1,
  allowH2: false,
  connect: buildConnector({ timeout: 5000, allowH2: false, rejectUnauthorized: true }),
  headersTimeout: 5000,
  bodyTimeout: 5000,
});
const pages = 300;

/** What undici does and JSON.parse, and nothing else. */
function barePage(): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const path = `/v1.0/devices?page_no=1&page_size=${pageSize}`;
    agent.dispatch(
      { origin, path, method: 'GET', headers: {}, body: null },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => {
          const { result } = JSON.parse(Buffer.concat(chunks).toString()) as { result: typeof answers.page };
          resolve(result.devices.length);
        },
        onResponseError: (_controller, error) => reject(toError(error)),
      },
    );
  });
}

async function fourAtATime(read: () => Promise<number>): Promise<void> {
  let left = pages;
  const walk = async (): Promise<void> => {
    while (left-- > 0) if ((await read()) !== pageSize) throw new Error('A page is incomplete.');
  };
  await Promise.all([walk(), walk(), walk(), walk()]);
}

console.log('Pages of 100 devices, signed and validated');
await contest({
  name: `${pages} pages, 4 at a time (bare: undici and JSON)`,
  ours: () => fourAtATime(async () => (await client.devices.list({ pageNo: 1, pageSize })).items.length),
  bare: () => fourAtATime(barePage),
  count: pages,
  unit: 'page',
});
await client.close();
await agent.destroy(null);
await server.terminate();
