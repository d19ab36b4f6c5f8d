import { expect, it } from 'vitest';
import type { HttpRequest, HttpTransport } from '../../../src/base/http.js';
import { HourlyCalls } from '../../../src/model/agents/hourlyCalls.js';
import { hourlyTransport } from '../../../src/cli/hourlyTransport.js';
import { openCloud } from '../../../src/cli/ownCloud.js';
import { ownHost } from '../../../src/cli/ownHost.js';

const request: HttpRequest = { method: 'GET', origin: 'https://demo.invalid', path: '/', headers: {} };

it('lets so many calls leave in an hour, however many are made at once', async () => {
  let now = 0;
  let left = 0;
  const answer = () => Promise.resolve({ status: 200, headers: {}, body: new Uint8Array(left++) });
  const transport: HttpTransport = { send: answer, sendUntil: answer, close: () => Promise.resolve() };
  const hour = new HourlyCalls(3, { now: () => now });
  const over = hourlyTransport(transport, hour);
  const ask = () => Promise.allSettled([...Array(10).keys()].map(() => over.send(request)));
  const refused = (await ask()).filter(({ status }) => status === 'rejected');
  expect([left, refused.length, hour.isUsedUp]).toEqual([3, 7, true]);
  await expect(over.sendUntil?.(request, {} as never)).rejects.toMatchObject({ sent: false });
  now = 3_600_000;
  expect(hour.isUsedUp).toBe(false);
  await ask();
  expect(left).toBe(6);
});

it('says so to agents, without a call', async () => {
  const keys = { endpoint: 'https://openapi.tuyaeu.com', accessId: 'a', accessSecret: 'b'.repeat(32) };
  const hour = new HourlyCalls(0, { now: () => 0 });
  const cloud = openCloud(keys, {}, hour);
  const host = ownHost(cloud, hour);
  const problem: unknown = await host
    .client('project', new AbortController().signal)
    .catch((e: unknown) => e);
  expect(host.describe(problem).what).toMatch(/have made 0 readings in an hour/u);
  expect(cloud.calls()).toBe(0);
  await cloud.close();
});
