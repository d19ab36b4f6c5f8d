import { beforeAll, describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { DeviceSearch, mostHits, type SearchResult } from '../../../../src/model/search/deviceSearch.js';
import { fold } from '../../../../src/model/search/fold.js';
import type { Device } from '../../../../src/tuya/results.js';

const aDevice = (id: string, fields: Partial<Device> = {}): Device => ({
  id,
  status: [],
  extra: {},
  ...fields,
});

function setUp(devices: readonly Device[]) {
  const store = new DeviceStore();
  store.put('p', devices, 0);
  const projectsChanged = new Emitter<ProjectsChange>();
  let projects = [{ id: 'p' }] as unknown as readonly Project[];
  let pauses = 0;
  const macs = new Map<string, string>();
  const search = new DeviceSearch({
    devices: store,
    projects: { list: () => projects, onDidChange: projectsChanged.event },
    factory: ({ deviceId }) => {
      const mac = macs.get(deviceId);
      return mac === undefined ? undefined : { id: deviceId, mac, extra: {} };
    },
    pause: () => (pauses++, new Promise((resolve) => setImmediate(resolve))),
  });
  return {
    search,
    store,
    macs,
    pauses: () => pauses,
    removeProject: () => {
      projects = [];
      store.drop('p');
      projectsChanged.fire({ removed: ['p'], rekeyed: [] });
    },
    find: async (query: string) => idsOf(await search.find(query)),
  };
}

const idsOf = ({ hits }: SearchResult): string[] => hits.map(({ ref }) => ref.deviceId);

describe('folding', () => {
  it.each([
    ['Büro', 'buro'],
    ['GROß', 'gross'],
    ['Pépinière', 'pepiniere'],
    ['Łódź', 'lodz'],
    ['Żarówka', 'zarowka'],
    ['ＬＡＭＰ', 'lamp'],
    ['客厅插座', '客厅插座'],
    ['مصباح', 'مصباح'],
    ['Plain 1', 'plain 1'],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('a search', () => {
  const household = [
    aDevice('bf00000000000000lamp', { name: 'Küche', productName: 'Wi-Fi Bulb', category: 'dj', uid: 'eu1' }),
    aDevice('bf00000000000000sock', {
      name: 'Socket Küche',
      category: 'cz',
      ip: '192.168.7.20',
      uuid: 'u-77aa',
    }),
    aDevice('bf00000000000000door', {
      name: 'Haustür',
      productId: 'kzl9',
      nodeId: 'a4c138ffee',
      model: 'TS0203',
    }),
    aDevice('bf00000000000000none'),
  ];

  it.each([
    ['kuche', ['lamp', 'sock'], 'name'],
    ['KÜCHE', ['lamp', 'sock'], 'name'],
    ['socket', ['sock'], 'name'],
    ['kuche socket', ['sock'], 'name'],
    ['bulb', ['lamp'], 'product'],
    ['kzl9', ['door'], 'product'],
    ['cz', ['sock'], 'category'],
    ['192.168.7', ['sock'], 'ip'],
    ['u-77', ['sock'], 'uuid'],
    ['a4c138', ['door'], 'nodeId'],
    ['eu1', ['lamp'], 'uid'],
    ['ts0203', ['door'], 'model'],
    ['BF00000000000000SOCK', ['sock'], 'id'],
    ['sock', ['sock'], 'name'],
    ['nothing', [], undefined],
    ['kuche nothing', [], undefined],
    ['  ', [], undefined],
  ])('for %j finds %j by %s', async (query, expected, field) => {
    const result = await setUp(household).search.find(query);
    expect(idsOf(result).map((id) => id.slice(-4))).toEqual(expected);
    expect(result.hits[0]?.field).toBe(field);
  });

  it.each(['60:01:94', '60-01-94-FE', '600194fe', '94:fe:ee:58'])(
    'finds a MAC as %s once it is known',
    async (mac) => {
      const { find, macs, search, store } = setUp(household);
      expect(await find(mac)).toEqual([]);
      macs.set('bf00000000000000door', '60:01:94:fe:ee:58');
      store.amend({ projectId: 'p', deviceId: 'bf00000000000000door' }, (device) => device);
      expect((await search.find(mac)).hits).toMatchObject([
        { ref: { deviceId: 'bf00000000000000door' }, field: 'mac' },
      ]);
    },
  );

  it('ranks: id, whole name, beginning, word, middle, the rest', async () => {
    const { find } = setUp([
      aDevice('rest', { name: 'x', productName: 'the lamp' }),
      aDevice('middle', { name: 'headlamp' }),
      aDevice('word', { name: 'My-Lamp two' }),
      aDevice('begins', { name: 'Lamp two' }),
      aDevice('whole', { name: 'LAMP' }),
      aDevice('lamp', { name: 'y' }),
    ]);
    expect(await find('lamp')).toEqual(['lamp', 'whole', 'begins', 'word', 'middle', 'rest']);
  });

  it.each([
    ['bf9999999999999999ab', 'bf9999999999999999ab'],
    [' vdevo153490924188132 ', 'vdevo153490924188132'],
    ['bf00000000000000lamp', undefined],
    ['bf00000000000000LAMP', undefined],
    ['Wohnzimmer', undefined],
    ['two words1', undefined],
  ])('%j: worth looking up is %s', async (query, lookup) => {
    expect((await setUp(household).search.find(query)).lookup).toBe(lookup);
  });

  it('goes on from what it found, and the answer is the same as from the start', async () => {
    const { find } = setUp(household);
    const typed = ['k', 'ku', 'kuc', 'kuch', 'kuche', 'kuche ', 'kuche s', 'kuche so', 'kuche', 's'];
    for (const query of typed) expect(await find(query)).toEqual(await setUp(household).find(query));
  });

  it('finds what is read, renamed and deleted while somebody types', async () => {
    const { find, store } = setUp(household);
    expect(await find('garage')).toEqual([]);
    store.put('p', [aDevice('bf00000000000000gara', { name: 'Garage' })], 1);
    expect(await find('garage')).toEqual(['bf00000000000000gara']);
    store.amend({ projectId: 'p', deviceId: 'bf00000000000000gara' }, (device) => ({
      ...device,
      name: 'Keller',
    }));
    expect(await find('garage')).toEqual([]);
    store.remove({ projectId: 'p', deviceId: 'bf00000000000000gara' });
    expect(await find('keller')).toEqual([]);
  });

  it('forgets a project that was removed, also while it is at it', async () => {
    const { find, removeProject } = setUp(household);
    const finding = find('kuche');
    removeProject();
    expect(await finding).toEqual([]);
    expect(await find('kuche')).toEqual([]);
  });
});

describe('100,000 devices', () => {
  let big: ReturnType<typeof setUp>;
  beforeAll(async () => {
    big = setUp(many);
    await big.search.find('x');
  });

  const many = Array.from({ length: 100_000 }, (_, index) =>
    aDevice(`bf${index.toString(36).padStart(18, '0')}`, {
      name: `${['Lampe', 'Steckdose', 'Bewegungsmelder', '客厅灯'][index % 4]} ${index}`,
      productName: `Product ${index % 100}`,
      productId: `pid${index % 100}`,
      category: 'cz',
      ip: `10.0.${index % 256}.${index % 200}`,
      uid: `eu${index % 1000}`,
    }),
  );

  it('hand on at most 200 hits, the best first, and let others work meanwhile', async () => {
    const { search, pauses } = big;
    const result = await search.find('lampe 99996');
    expect(idsOf(result)).toEqual([many[99_996]?.id]);
    const before = pauses();
    const broad = await search.find('cz');
    expect(broad.hits).toHaveLength(mostHits);
    expect(broad.total).toBe(100_000);
    expect(pauses() - before).toBeGreaterThanOrEqual(20);
  });

  it('are cancelled in the middle of a query', async () => {
    const { search } = big;
    const controller = new AbortController();
    const finding = search.find('product', controller.signal);
    controller.abort();
    await expect(finding).rejects.toMatchObject({ name: 'AbortError' });
    expect((await search.find('product 7')).total).toBeGreaterThan(1_000);
  });
});
