import { expect, it } from 'vitest';
import { createCloud } from '../../../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient } from '../../../../src/tuya/client.js';
import type { CallInfo } from '../../../../src/tuya/operations.js';
import { TestTokenStore, VirtualClock } from '../../../support/faultServerClient.js';

it("tells of the HTTP calls of one's own log page, repeats included, and of nobody else's", async () => {
  const clock = new VirtualClock(Date.parse('2026-11-20T10:00:00Z'));
  const cloud = createCloud({ clock });
  const all: CallInfo[] = [];
  const client = createTuyaClient({
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: cloud.credentials.accessId,
    accessSecret: cloud.credentials.accessSecret,
    transport: createInProcessTransport(cloud),
    tokenStore: new TestTokenStore(),
    clock,
    random: () => 0,
    onCall: (info) => all.push(info),
  });
  const [id = ''] = cloud.truth.devicesOfProduct('climate');
  const query = { types: [7], startTime: clock.now() - 3_600_000, endTime: clock.now() };
  cloud.faults.add({ fault: { kind: 'status', status: 500 }, operation: 'getDeviceLogs', times: 2 });
  cloud.faults.add({ fault: { kind: 'deadToken' }, operation: 'getDeviceLogs', nth: 3 });
  const own: CallInfo[] = [];
  await Promise.all([
    client.logs.page(id, query, undefined, (info) => own.push(info)),
    client.devices.get(id),
  ]);
  await client.logs.page(id, query);
  expect(own.map(({ operation, ok }) => [operation, ok])).toEqual([
    ['logs.page', false],
    ['logs.page', false],
    ['logs.page', false],
    ['logs.page', true],
  ]);
  expect(all.filter(({ operation }) => operation === 'logs.page')).toHaveLength(5);
  expect(cloud.ledger.count('getDeviceLogs').calls).toBe(5);

  const abort = new AbortController();
  abort.abort();
  await expect(client.logs.page(id, query, abort.signal, (info) => own.push(info))).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(own).toHaveLength(4);
  await client.close();
  cloud.close();
});
