import { beforeEach, describe, expect, it } from 'vitest';
import { KeptFleet } from '../../../src/model/fleet/keptFleet.js';
import { restoredFleet } from '../../../src/model/fleet/restoredFleet.js';
import { DeviceStore } from '../../../src/model/fleet/deviceStore.js';
import { eventually } from '../../support/eventually.js';
import { aDevice, refusal } from '../../support/fakeFleetCloud.js';
import { aFleet, aProject } from '../../support/fleetSetup.js';
import { MemoryFiles } from '../../support/storage.js';
import { aTree, outline } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';
import { byPerson } from '../../support/asking.js';

beforeEach(() => workbench.reset());

const canary = 'CANARY0123456789';
const everything = {
  localKey: canary,
  ip: canary,
  lat: canary,
  lon: canary,
  uuid: canary,
  status: [{ code: 'password', value: canary }],
  extra: { token: canary },
};

function aWindow(files: MemoryFiles, fields = {}) {
  const fleet = aFleet({ uids: ['u1'], ...fields }, 20, files);
  fleet.clock.time = new Date(2026, 10, 23, 10, 42).getTime();
  return { ...fleet, ...aTree(fleet.core) };
}

function fill({ cloud }: ReturnType<typeof aWindow>): void {
  const own = [
    aDevice('plug', { uid: 'u1', online: true, ...everything }),
    aDevice('hub', { uid: 'u1', category: 'wg2', ...everything }),
  ];
  cloud.project = [...own, aDevice('nobodys', everything)];
  cloud.users.set('u1', own);
  cloud.subDevices.set('hub', [aDevice('sensor', { sub: true, ...everything })]);
}

const seen = [
  '  u1',
  '    Name plug | online · x',
  '    Name hub | state unknown · Gateway',
  '      Name sensor | state unknown',
  '  Devices without a user',
  '    Name nobodys | state unknown',
].map((line) => line.replace(' · x', ''));

/** A first window that saw the whole fleet, and what it left. */
async function left(): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const window = aWindow(files);
  fill(window);
  expect(outline(await window.rows())).toEqual(['Bench | Central Europe', ...seen]);
  await eventually(async () => {
    await window.keeper.settled();
    expect(files.files.get('fleets/p.json')).toContain('"sensor"');
  });
  return files;
}

/** What of a project's file the next window would take. */
async function keptIn(files: MemoryFiles) {
  const devices = new DeviceStore();
  const kept = KeptFleet.of(files.files.get('fleets/p.json') ?? '');
  const lists = kept && (await restoredFleet(kept, devices.taker('p'), new AbortController().signal));
  return { devices: [...devices.knownOf('p').values()].map(({ value }) => value), lists };
}

describe('the last state', () => {
  it('is not lost to one name or id that is too long to be kept', async () => {
    const files = new MemoryFiles();
    const window = aWindow(files);
    fill(window);
    const own = [...(window.cloud.users.get('u1') ?? []), aDevice('i'.repeat(300), { uid: 'u1' })];
    window.cloud.users.set('u1', [...own, aDevice('long', { uid: 'u1', name: 'n'.repeat(50_000) })]);
    await window.rows();
    await eventually(async () => {
      await window.keeper.settled();
      expect(files.files.get('fleets/p.json')).toContain('"long"');
    });
    const { devices } = await keptIn(files);
    expect(devices.map(({ id }) => id)).toEqual(expect.arrayContaining(['plug', 'hub', 'long']));
    expect(devices.map(({ id }) => id.length > 256)).not.toContain(true);
  });

  it('stands there at once while the cloud is silent, and says from when it is', async () => {
    const next = aWindow(await left());
    next.cloud.gate = new Promise(() => undefined);
    const rows = outline(await next.rows());
    expect(rows).toEqual([
      expect.stringMatching(/^Bench \| Central Europe · as of (?=.*10:42)/),
      expect.stringMatching(/^ {2}u1 \| as of (?=.*10:42)/),
      ...seen.slice(1),
    ]);
    expect(next.cloud.taken().toSorted()).toEqual(['list', 'sub hub', 'user u1']);
    expect(workbench.contextKeys.get('tuya.loading')).toBe(true);
  });

  it('gives way in place: the same rows, with what is new', async () => {
    const next = aWindow(await left());
    fill(next);
    next.cloud.users.set('u1', [
      aDevice('plug', { uid: 'u1', name: 'Kettle' }),
      aDevice('new', { uid: 'u1' }),
    ]);
    let open = (): void => undefined;
    next.cloud.gate = new Promise((resolve) => (open = resolve));
    const before = await next.rows();
    open();
    await eventually(() => expect(next.own().needsLoad(next.owner('u1'))).toBe(false));
    await eventually(() => expect(next.own().needsLoad(next.users)).toBe(false));
    const after = await next.rows();
    expect(outline(after)[0]).toBe('Bench | Central Europe');
    expect(outline(after).join('\n')).toContain('Kettle');
    expect(outline(after).join('\n')).toContain('Name new');
    expect(after[0]?.node).toBe(before[0]?.node);
    expect(after[0]?.rows[0]?.node).toBe(before[0]?.rows[0]?.node);
  });

  it('stays, dated, where the cloud refuses', async () => {
    const next = aWindow(await left());
    for (const call of ['list', 'user u1', 'sub hub']) next.cloud.failures.set(call, refusal('network'));
    await next.rows();
    await eventually(() => expect(next.own().needsLoad(next.users)).toBe(false));
    const rows = outline(await next.rows());
    expect(rows.filter((row) => /As of .* – could not refresh/.test(row)).length).toBeGreaterThan(0);
    expect(rows).toContain('    Name plug | online');
    expect(rows).toContain('      Name sensor | state unknown');
  });

  it('holds no key, no address, no place and no value', async () => {
    const { files } = await left();
    expect([...files.values()].join()).not.toContain(canary);
  });

  it('goes with the project, and with its keys', async () => {
    const files = await left();
    const next = aWindow(files);
    await next.rows();
    await next.projects.remove('p');
    await next.keeper.settled();
    expect(files.files.size).toBe(0);
  });

  it('stays where the secret is typed again, or only the name is another', async () => {
    const files = await left();
    const next = aWindow(files, { isSessionOnly: true });
    next.cloud.gate = new Promise(() => undefined);
    await next.fleet.restored('p');
    await next.projects.update('p', (old) => ({ ...old, name: 'Renamed' }), 'the-secret');
    await next.keeper.settled();
    expect(files.files.get('fleets/p.json')).toContain('"sensor"');
    expect(outline(await next.rows()).slice(2)).toEqual(seen.slice(1));
  });

  it('goes where the project has other keys, and isn’t read while it goes', async () => {
    const files = await left();
    const next = aWindow(files);
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const remove = files.remove.bind(files);
    files.remove = (name) => gate.then(() => remove(name));
    await next.projects.update('p', (old) => ({ ...old, accessId: 'another' }), 'the-secret');
    const reading = next.keeper.read('p');
    goOn();
    expect(await reading).toBeUndefined();
    expect(files.files.size).toBe(0);
  });

  it('names neither the cloud nor the keys', async () => {
    const text = String((await left()).files.get('fleets/p.json'));
    expect(text).not.toContain(aProject.accessId);
    expect(text).not.toContain('tuyaeu');
  });

  it.each([
    { endpoint: 'https://openapi.tuyaus.com', dataCenter: 'us' as const },
    { accessId: 'another-access-id' },
  ])('of another cloud or other keys isn’t shown: %j', async (fields) => {
    const next = aWindow(await left(), fields);
    next.cloud.gate = new Promise(() => undefined);
    const pending = next.rows();
    await eventually(() => expect(next.cloud.taken()).toContain('list'));
    expect(next.devices.knownOf('p').size).toBe(0);
    next.activity.cancelAll();
    await pending;
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"version":2}',
    '[{"version":1,"account":"a"},\n{"end":true}\n]\n',
    '[{"version":2},\n{"end":true}\n]\n',
    '[{"version":2,"account":"a","deviceList":{"at":1e300}},\n{"end":true}\n]\n',
    // Its end is missing.
    '[{"version":2,"account":"a","deviceList":{"at":1}},\n{"listed":[0,1]}\n]\n',
  ])('that can’t be read is none: %j', async (text) => {
    expect(KeptFleet.of(text)).toBeUndefined();
    const next = aWindow(new MemoryFiles(new Map([['fleets/p.json', text]])));
    fill(next);
    expect(outline(await next.rows())).toEqual(['Bench | Central Europe', ...seen]);
  });

  it('keeps every device of a large fleet, in order, and reads it back without a call', async () => {
    const files = new MemoryFiles();
    const window = aWindow(files);
    const all = Array.from({ length: 6_500 }, (_, index) =>
      aDevice(`d${index}`, { uid: 'u1', online: true }),
    );
    window.cloud.users.set('u1', all);
    await window.rows();
    for (let more = window.own().devicesOf('u1').more; more; more = window.own().devicesOf('u1').more)
      await window.own().loadMore(more, byPerson(window.signal));
    await window.refresh({ kind: 'gateway', projectId: 'p', deviceId: 'd0' });
    const ids = all.map(({ id }) => id).join(' ');
    await eventually(async () => {
      await window.keeper.settled();
      const { devices, lists } = await keptIn(files);
      expect(devices.map(({ id }) => id).join(' ')).toBe(ids);
      expect([...(lists?.owners.get('u1')?.keys ?? [])].join(' ')).toBe(ids);
    });
    const next = aWindow(files);
    await next.fleet.restored('p');
    expect(next.own().devicesOf('u1').devices.join(' ')).toBe(ids);
    expect(next.cloud.taken()).toEqual([]);
  });
});
