import { describe, expect, it } from 'vitest';
import type { DeviceChoice } from '../../../../src/model/expectations/expectationFile.js';
import { DeviceChoiceError, findDevices } from '../../../../src/model/expectations/findDevices.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import type { Device, DeviceListPage } from '../../../../src/tuya/results.js';
import { clientOf, simulatorSetup } from '../../../support/simulatorSetup.js';

const place = { line: 0, column: 0, endLine: 0, endColumn: 1 };
const { cloud, clock, idOf } = simulatorSetup({ isCalm: true });
const client = clientOf(cloud, clock);
const all: Device[] = [];
for await (const { items } of client.devices.iterate()) all.push(...items);
const plug = all.find(({ id }) => id === idOf('socket'));

function find(choice: Partial<DeviceChoice> & Pick<DeviceChoice, 'by'>, known: readonly Device[] = []) {
  const calls = cloud.ledger.totalCalls;
  const choices = [{ key: 'it', place, text: '', atMost: 20, ...choice } as DeviceChoice];
  return findDevices(
    {
      client: () => Promise.resolve(client),
      known: () => new Map(known.map((value) => [value.id, { value }])),
    },
    'p',
    choices,
  ).then(
    (found) => ({
      ids: found.get('it')?.map(({ deviceId }) => deviceId),
      calls: cloud.ledger.totalCalls - calls,
    }),
    (error: unknown) => (error instanceof DeviceChoiceError ? error.reason : error),
  );
}

describe('a device of a file', () => {
  it('is found by its id without a call', async () => {
    expect(await find({ by: 'id', text: 'any' })).toEqual({ ids: ['any'], calls: 0 });
  });

  it('is found by its name: without a call where it is known, else in the cloud’s list', async () => {
    const text = plug?.name ?? '';
    expect(await find({ by: 'name', text }, all)).toEqual({ ids: [plug?.id], calls: 0 });
    expect(await find({ by: 'name', text })).toEqual({ ids: [plug?.id], calls: 1 });
  });

  it('is found by one reading of the list, however many names a file has', async () => {
    const calls = cloud.ledger.totalCalls;
    const names = [...new Set(all.map(({ name }) => name ?? ''))].filter(
      (name) => all.filter((device) => device.name === name).length === 1,
    );
    const choices = names.map((text, at): DeviceChoice => ({ key: `d${at}`, place, by: 'name', text }));
    const deps = { client: () => Promise.resolve(client), known: () => new Map() };
    const found = await findDevices(deps, 'p', choices);
    expect(names.length).toBeGreaterThan(3);
    expect(found.size).toBe(names.length);
    expect(cloud.ledger.totalCalls - calls).toBe(1);
  });

  it('is every device of its product, as the cloud says now, and no more than allowed', async () => {
    const text = plug?.productId ?? '';
    const ids = all.filter(({ productId }) => productId === text).map(({ id }) => id);
    expect(await find({ by: 'product', text })).toEqual({ ids, calls: 1 });
    expect(await find({ by: 'product', text, atMost: 0 })).toBe('tooMany');
  });

  it('isn’t taken from a list that is only read in part: another may have the name, too', async () => {
    const fleet = simulatorSetup({ devices: 250 });
    const own = clientOf(fleet.cloud, fleet.clock);
    const { items } = await own.devices.list({ pageNo: 1, pageSize: 100 });
    const names = items.map(({ name }) => name ?? '');
    const text = names.find((name) => names.indexOf(name) === names.lastIndexOf(name)) ?? '';
    const deps = { client: () => Promise.resolve(own), known: () => new Map() };
    const choices: readonly DeviceChoice[] = [{ key: 'it', place, by: 'name', text }];
    const before = fleet.cloud.ledger.totalCalls;
    await expect(findDevices({ ...deps, callsAtMost: 2 }, 'p', choices)).rejects.toMatchObject({
      ...{ reason: 'notAllRead', count: 200 },
    });
    expect(fleet.cloud.ledger.totalCalls - before).toBe(2);
    await expect(findDevices({ ...deps, callsAtMost: 3 }, 'p', choices)).resolves.toBeDefined();
  });

  it('costs no more than allowed for all lists together, and no call where none is', async () => {
    const fleet = simulatorSetup({ devices: 250 });
    const own = clientOf(fleet.cloud, fleet.clock);
    const deps = { client: () => Promise.resolve(own), known: () => new Map() };
    const { items } = await own.devices.list({ pageNo: 1, pageSize: 100 });
    const products = [...new Set(items.map(({ productId = '' }) => productId))].slice(0, 3);
    const choices = products.map((text, at): DeviceChoice => {
      return { key: `p${at}`, place, by: 'product', text, atMost: 1_000 };
    });
    const spent = async (callsAtMost: number): Promise<number> => {
      const before = fleet.cloud.ledger.totalCalls;
      await expect(findDevices({ ...deps, callsAtMost }, 'p', choices)).rejects.toMatchObject({
        reason: 'notAllRead',
      });
      return fleet.cloud.ledger.totalCalls - before;
    };
    expect(products).toHaveLength(3);
    expect(await spent(2)).toBe(2);
    expect(await spent(0)).toBe(0);
  });

  it('isn’t taken from a list that the cloud doesn’t give whole, and none is read on and on', async () => {
    const page = (start: number, more: object): DeviceListPage => ({
      items: Array.from({ length: 100 }, (_, at) => ({
        ...{ id: `d${start + at}`, name: `name ${start + at}`, status: [], extra: {} },
      })),
      ...{ badRecords: [], ...more },
    });
    let calls = 0;
    const found = (pages: () => Iterable<DeviceListPage>) => {
      calls = 0;
      // eslint-disable-next-line @typescript-eslint/require-await
      const iterate = async function* (): AsyncGenerator<DeviceListPage> {
        for (const each of pages()) {
          calls++;
          yield each;
        }
      };
      const client = () => Promise.resolve({ devices: { iterate } } as unknown as TuyaClient);
      const choices: readonly DeviceChoice[] = [{ key: 'it', place, by: 'name', text: 'name 1' }];
      return findDevices({ client, known: () => new Map(), callsAtMost: 3 }, 'p', choices);
    };
    await expect(found(() => [page(0, {}), page(100, { incomplete: 'repeatedPage' })])).rejects.toMatchObject(
      {
        reason: 'notAllRead',
      },
    );
    // Its total says that the first page was all, and more and more follow.
    const endless = function* (): Generator<DeviceListPage> {
      for (let at = 0; at < 50; at++) yield page(at * 100, { total: 100 });
    };
    await expect(found(endless)).rejects.toMatchObject({ reason: 'notAllRead', count: 300 });
    expect(calls).toBe(3);
  });

  it('isn’t guessed where there is none, or where there are two of the name', async () => {
    expect(await find({ by: 'name', text: 'nobody' })).toBe('notFound');
    expect(await find({ by: 'product', text: 'nothing' })).toBe('notFound');
    const twins = all.slice(0, 2).map((device) => ({ ...device, name: 'Twin' }));
    expect(await find({ by: 'name', text: 'Twin' }, twins)).toBe('ambiguous');
  });
});
