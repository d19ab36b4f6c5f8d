import { afterEach, describe, expect, it } from 'vitest';
import { createCloud, type Cloud } from '../../../src/simulator/cloud/cloud.js';
import type { FaultRule } from '../../../src/simulator/faults/faults.js';
import { createInProcessTransport } from '../../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient, type TuyaClient } from '../../../src/tuya/client.js';
import { TuyaError } from '../../../src/tuya/errors/errors.js';
import type { Device, LogEntry, Page } from '../../../src/tuya/results.js';
import { TestTokenStore, VirtualClock } from '../../support/faultServerClient.js';
import { soaked } from '../../support/soak.js';
import { logPages } from '../../support/logPages.js';
import { userPages } from '../../support/userPages.js';

const open: { client: TuyaClient; cloud: Cloud }[] = [];

afterEach(async () => {
  for (const { client, cloud } of open.splice(0)) {
    await client.close();
    cloud.close();
  }
});

function connect(options: Parameters<typeof createCloud>[0] = {}): {
  client: TuyaClient;
  cloud: Cloud;
  clock: VirtualClock;
} {
  const clock = new VirtualClock(Date.parse('2026-11-20T10:00:00Z'));
  const cloud = createCloud({ seed: 7, clock, ...options });
  const client = createTuyaClient({
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: cloud.credentials.accessId,
    accessSecret: cloud.credentials.accessSecret,
    transport: createInProcessTransport(cloud),
    tokenStore: new TestTokenStore(),
    clock,
    random: seeded(options.seed ?? 7),
  });
  open.push({ client, cloud });
  return { client, cloud, clock };
}

/** Numbers that look random and come again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

async function all<T>(
  pages: AsyncIterable<Pick<Page<T>, 'items' | 'badRecords' | 'incomplete'>>,
): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) {
    rows.push(...page.items);
    expect(page.badRecords).toEqual([]);
    expect(page.incomplete).toBeUndefined();
  }
  return rows;
}

const ids = (devices: readonly Device[]): string[] => devices.map(({ id }) => id).sort();
const first = (values: readonly string[]): string => {
  const [value] = values;
  if (value === undefined) throw new Error('The fleet has none.');
  return value;
};

describe('against the embedded cloud', () => {
  it('all operations', async () => {
    const { client, cloud, clock } = connect();
    const [strip, scale, gateway] = ['strip', 'scale', 'gateway'].map((key) =>
      first(cloud.truth.devicesOfProduct(key)),
    );
    if (!strip || !scale || !gateway) throw new Error('unreachable');

    await client.test();
    expect(await client.devices.get(strip)).toMatchObject({ id: strip, extra: {} });
    const project = await all(client.devices.iterate());
    expect(ids(project)).toEqual([...cloud.truth.deviceIds()].sort());
    expect(ids(await all(client.devices.iterate({ paging: 'lastId', pageSize: 20 })))).toEqual(ids(project));
    const uid = first(cloud.credentials.uids);
    const own = await all(client.devices.iterateOfUser(uid, { from: 'home', pageSize: 5 }));
    expect(ids(own)).toEqual(ids(project.filter((device) => device.uid === uid)));
    expect(ids([...(await client.devices.subDevices(gateway)).items])).toEqual(
      [...cloud.truth.subDeviceIds(gateway)].sort(),
    );
    const infos = await client.devices.factoryInfos(ids(project));
    expect(infos.items.map(({ id }) => id).sort()).toEqual(ids(project));

    await client.devices.rename(strip, 'Werkbank ü');
    expect((await client.devices.get(strip)).name).toBe('Werkbank ü');
    await client.dataPoints.rename(strip, 'switch_1', 'Left');
    expect(cloud.truth.dataPointNames(strip).get('switch_1')).toBe('Left');
    await client.outlets.rename(strip, 'switch_1', 'Kettle');
    expect(await client.outlets.names(strip)).toContainEqual({ identifier: 'switch_1', name: 'Kettle' });

    const user = { nickName: 'Ada', sex: 2, birthday: 500_000_000_000, height: 170, weight: 60_000 } as const;
    const userId = await client.deviceUsers.add(scale, { ...user, contact: 'a@example.com' });
    expect(await client.deviceUsers.get(scale, userId)).toMatchObject({ ...user, contact: 'a@example.com' });
    await client.deviceUsers.modify(scale, userId, { ...user, nickName: 'Ada L.' });
    const users = await client.deviceUsers.list(scale);
    expect(users.items.find((entry) => entry.userId === userId)).toMatchObject({ nickName: 'Ada L.' });
    await client.deviceUsers.remove(scale, userId);
    await expect(client.deviceUsers.get(scale, userId)).rejects.toBeInstanceOf(TuyaError);

    const schema = cloud.credentials.schema;
    const appUsers = await all(userPages(client.appUsers, schema, 2));
    expect(appUsers.length).toBeGreaterThan(1);
    expect(
      (await client.logs.page(strip, { types: [7], startTime: 0, endTime: clock.now() })).items,
    ).not.toEqual([]);

    await client.devices.resetFactory(strip);
    await client.devices.remove(scale);
    await expect(client.devices.get(scale)).rejects.toBeInstanceOf(TuyaError);
    expect(cloud.ledger.writes).toHaveLength(8);
    expect(cloud.ledger.count('token' as never).calls).toBeLessThanOrEqual(2);
    expect(cloud.ledger.entries.filter(({ code }) => code === 1004)).toEqual([]);
  });

  it.each(['free', 'paid'] as const)('a day of logs, %s edition, row for row', async (edition) => {
    const { client, cloud, clock } = connect({ edition });
    const id = first(cloud.truth.devicesOfProduct('strip'));
    const range = { startTime: clock.now() - 86_400_000, endTime: clock.now() };
    const rows = await all<LogEntry>(logPages(client.logs, id, { ...range, types: [1, 2, 7], size: 10 }));
    const truth = cloud.truth.log(id, { from: range.startTime, to: range.endTime + 1, types: [1, 2, 7] });
    expect(rows.map(({ eventTime, eventId }) => [eventTime, eventId])).toEqual(
      truth.map((row) => [row.time, row.type]),
    );
    expect(rows.length).toBeGreaterThan(20);
  });

  it('1,000 devices, each once', async () => {
    const { client, cloud } = connect({ devices: 1000 });
    const devices = await all(client.devices.iterate());
    expect(ids(devices)).toEqual([...cloud.truth.deviceIds()].sort());
    expect(new Set(ids(devices)).size).toBe(1000);
  });
});

const chaos: readonly FaultRule['fault'][] = [
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503, retryAfter: 1 },
  { kind: 'code', code: 500 },
  { kind: 'code', code: 1110 },
  { kind: 'code', code: 1111 },
  { kind: 'deadToken' },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'during' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncated' },
  { kind: 'empty' },
  { kind: 'html' },
];

describe('with three calls in ten failing', () => {
  it.each(soaked([1, 2, 3, 4, 5, 6], [1, 2]))('no device is lost or doubled, seed %i', async (seed) => {
    const { client, cloud, clock } = connect({ seed, devices: 200 });
    for (const fault of chaos) cloud.faults.add({ fault, probability: 0.3 / chaos.length });
    const started = clock.now();
    let errors = 0;
    for (let round = 0; round < 10; round++) {
      const rows = await all(client.devices.iterate({ pageSize: 5 })).catch((error: unknown) => {
        expect(error).toBeInstanceOf(TuyaError);
        errors++;
        return undefined;
      });
      if (rows) expect(ids(rows)).toEqual([...cloud.truth.deviceIds()].sort());
    }
    // 400 pages: now and then a page fails for good, and says so.
    expect(errors).toBeLessThanOrEqual(3);
    expect(clock.now() - started).toBeLessThan(3_600_000);
  });

  it.each(soaked([1, 2, 3], [2]))(
    'every write is done at most once and told truly, seed %i',
    async (seed) => {
      const { client, cloud } = connect({ seed });
      for (const fault of chaos)
        cloud.faults.add({ fault, probability: 0.5 / chaos.length, path: '/devices/' });
      const strip = first(cloud.truth.devicesOfProduct('strip'));
      for (let index = 0; index < 300; index++) {
        const name = `name ${index}`;
        const outcome = await client.devices.rename(strip, name).then(
          () => 'done',
          (error: unknown) => (TuyaError.is(error) ? error.reason : error),
        );
        const done = cloud.ledger.writes.filter(({ body }) => body?.includes(`"${name}"`)).length;
        if (outcome === 'done') expect(done).toBe(1);
        else if (outcome === 'outcomeUnknown') expect(done).toBeLessThanOrEqual(1);
        else expect([outcome, done]).toEqual([outcome, 0]);
      }
      expect(cloud.ledger.writes.length).toBeGreaterThan(150);
    },
  );
});
