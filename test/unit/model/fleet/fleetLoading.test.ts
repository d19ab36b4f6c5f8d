import { describe, expect, it } from 'vitest';
import { isAbortError } from '../../../../src/base/errors.js';
import type { Note } from '../../../../src/model/fleet/fleetViews.js';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';
import { byPerson } from '../../../support/asking.js';

const many = (count: number, uid = 'u1') =>
  Array.from({ length: count }, (_, index) => aDevice(`d${index}`, { uid }));

describe('the users of a project', () => {
  it('are those pinned, those of the app and those of the device list, each once, by name where one is known', async () => {
    const { cloud, load, own, users } = aFleet({ uids: ['pinned', 'both'], schema: 'app' });
    cloud.appUsers = [
      { uid: 'both', username: 'Ada', extra: {} },
      { uid: 'mail', email: 'b@example.com', extra: {} },
      { uid: 'bare', extra: {} },
    ];
    cloud.project = [aDevice('d1', { uid: 'both' }), aDevice('d2', { uid: 'listed' }), aDevice('d3')];
    await load(users);
    expect(own().users()).toEqual({
      users: [
        { uid: 'pinned', pinned: true },
        { uid: 'both', pinned: true, name: 'Ada' },
        { uid: 'mail', pinned: false, name: 'b@example.com' },
        { uid: 'bare', pinned: false },
        { uid: 'listed', pinned: false },
      ],
      unowned: true,
      notes: [],
    });
    expect(cloud.taken()).toEqual(['list', 'users']);
  });

  it('show what one source gives when the other is refused', async () => {
    const { cloud, load, own, users } = aFleet({ schema: 'app' });
    const error = refusal('permission', 1106);
    cloud.failures.set('list', error);
    cloud.appUsers = [{ uid: 'u1', extra: {} }];
    await load(users);
    expect(own().users().users).toMatchObject([{ uid: 'u1' }]);
    expect(own().users().notes).toEqual([{ kind: 'failed', reading: 'deviceList', error, hint: true }]);
  });

  it('say what to do when nothing is known and the list is empty or refused', async () => {
    const { cloud, load, own, users, refresh } = aFleet();
    await load(users);
    expect(own().users().notes).toEqual([{ kind: 'empty', of: 'users' }]);
    cloud.failures.set('list', refusal('permission', 1106));
    await refresh(users);
    expect(
      own()
        .users()
        .notes.map((note) => note.kind),
    ).toEqual(['failed', 'empty']);
  });

  it('tell a silent cloud once, though both lists fail', async () => {
    const { cloud, load, own, users } = aFleet({ schema: 'app' });
    for (const call of ['list', 'users']) cloud.failures.set(call, refusal('network'));
    await load(users);
    expect(own().users().notes).toMatchObject([{ kind: 'failed', reading: 'deviceList', hint: false }]);
  });

  it('are read some pages at a time, and further when asked', async () => {
    const { cloud, load, own, users, signal } = aFleet();
    cloud.project = Array.from({ length: 2_500 }, (_, index) => aDevice(`d${index}`, { uid: `u${index}` }));
    await load(users);
    expect(cloud.taken()).toHaveLength(9);
    const { more } = own().users();
    expect(more).toMatchObject({ of: 'devices', read: 900, total: 2_500 });
    if (more) await own().loadMore(more, byPerson(signal));
    expect(cloud.taken()).toHaveLength(10);
    expect(own().users().users).toHaveLength(1_900);
    if (more) await own().loadMore(more, byPerson(signal));
    expect(own().users().users).toHaveLength(2_500);
    expect(own().users().more).toBeUndefined();
    expect(cloud.taken()).toHaveLength(6);
  });

  it('are counted as users while the app has more, and by devices after that', async () => {
    const { cloud, load, own, users, signal } = aFleet({ schema: 'app' });
    cloud.appUsers = Array.from({ length: 1_000 }, (_, index) => ({ uid: `a${index}`, extra: {} }));
    cloud.project = Array.from({ length: 2_500 }, (_, index) => aDevice(`d${index}`, { uid: `u${index}` }));
    await load(users);
    const { more } = own().users();
    expect(more).toMatchObject({ of: 'users', read: 900, total: 1_000 });
    if (more) await own().loadMore(more, byPerson(signal));
    expect(own().users().more).toMatchObject({ of: 'devices', read: 1_900, total: 2_500 });
  });
});

describe('reading', () => {
  it('costs its calls once, and none when looked at again', async () => {
    const { cloud, load, users, owner } = aFleet();
    cloud.project = many(3);
    cloud.users.set('u1', many(3));
    for (let look = 0; look < 3; look++) {
      await load(users);
      await load(owner('u1'));
    }
    expect(cloud.taken()).toEqual(['list', 'user u1']);
  });

  it('is shared by those who ask at the same time', async () => {
    const { cloud, load, users } = aFleet();
    await Promise.all([load(users), load(users), load(users)]);
    expect(cloud.taken()).toEqual(['list']);
  });

  it('reads again what was refreshed, and what stands below only when somebody looks', async () => {
    const { cloud, load, users, owner, refresh } = aFleet();
    cloud.project = many(1);
    cloud.users.set('u1', many(1));
    await load(users);
    await load(owner('u1'));
    cloud.taken();
    await refresh(users);
    expect(cloud.taken()).toEqual(['list']);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1']);
  });

  it('looks again for the gateways of devices that belong to nobody', async () => {
    const { cloud, load, refresh, users, owner, own } = aFleet();
    cloud.project = [aDevice('gw')];
    await load(users);
    await load(owner(undefined));
    const sensor = aDevice('new', { sub: true, nodeId: 'a4c138' });
    cloud.project = [...cloud.project, sensor];
    cloud.subDevices.set('gw', [sensor]);
    await refresh(users);
    await load(owner(undefined));
    expect(own().devicesOf(undefined)).toMatchObject({ devices: ['gw'], unplaced: [] });
    expect(own().subDevicesOf('gw').devices).toEqual(['new']);
  });

  it('keeps the last good state with its age when a refresh fails', async () => {
    const { cloud, load, own, owner, refresh, clock } = aFleet();
    cloud.users.set('u1', many(2));
    await load(owner('u1'));
    clock.time = 9_000;
    const error = refusal('timeout');
    cloud.failures.set('user u1', error);
    await refresh(owner('u1'));
    expect(own().devicesOf('u1').devices).toEqual(['d0', 'd1']);
    expect(own().devicesOf('u1').notes).toEqual([
      { kind: 'failed', reading: 'userDevices', error, hint: false, shownAt: 1_000 },
    ]);
    cloud.failures.clear();
    await refresh(owner('u1'));
    expect(own().devicesOf('u1').notes).toEqual([]);
  });

  it('falls back on the project’s list where the user’s own is refused', async () => {
    const { cloud, load, own, users, owner } = aFleet();
    cloud.project = [...many(2), aDevice('other', { uid: 'u2' })];
    cloud.failures.set('user u1', refusal('permission', 1106));
    await load(users);
    await load(owner('u1'));
    expect(own().devicesOf('u1').devices).toEqual(['d0', 'd1']);
    expect(own().devicesOf('u1').notes).toMatchObject([
      { kind: 'failed', reading: 'userDevices', hint: true },
    ]);
  });

  it('takes “the user has no devices” for an empty list', async () => {
    const { cloud, load, own, owner } = aFleet();
    cloud.failures.set('user u1', refusal('notFound', 2002));
    await load(owner('u1'));
    expect(own().devicesOf('u1')).toMatchObject({
      devices: [],
      notes: [{ kind: 'empty', of: 'userDevices' }],
    });
  });

  it('keeps what it has read when a later page fails, and goes on from there', async () => {
    const { cloud, load, own, owner, signal } = aFleet();
    cloud.users.set('u1', many(350));
    cloud.failures.set('user u1 #3', refusal('server'));
    await load(owner('u1'));
    const view = own().devicesOf('u1');
    expect(view.devices).toHaveLength(200);
    expect(view.notes).toMatchObject([{ kind: 'failed' }]);
    cloud.failures.clear();
    cloud.taken();
    if (view.more) await own().loadMore(view.more, byPerson(signal));
    expect(own().devicesOf('u1').devices).toHaveLength(350);
    expect(own().devicesOf('u1').notes).toEqual([]);
    expect(cloud.taken()).toEqual(['user u1 #3', 'user u1 #4']);
  });

  it('ends at a page that brings nothing new, whatever the cloud says', async () => {
    const { cloud, load, own, owner } = aFleet();
    const page = { items: many(100), badRecords: [], total: 5_000, next: { pageNo: 2 } };
    Object.assign(cloud.client.devices, {
      listOfUser: () => (cloud.calls.push('user'), Promise.resolve(page)),
    });
    await load(owner('u1'));
    expect(cloud.taken()).toHaveLength(2);
    expect(own().devicesOf('u1').more).toBeUndefined();
  });

  it('names records that could not be read', async () => {
    const { cloud, load, own, users } = aFleet();
    const bad = { index: 1, field: 'result.devices[1].id', problem: 'missing' };
    Object.assign(cloud.client.devices, {
      list: () => Promise.resolve({ items: many(1), badRecords: [bad, bad] }),
    });
    await load(users);
    const notes: readonly Note[] = own().users().notes;
    expect(notes).toEqual([{ kind: 'badRecords', reading: 'deviceList', count: 2, field: bad.field }]);
  });

  it('names a device that is shown without a field of its own', async () => {
    const { cloud, load, own, owner } = aFleet();
    const unread = [{ field: 'online', problem: "can't be this text" }];
    cloud.users.set('u1', [aDevice('a'), aDevice('b', { unread }), aDevice('c', { unread })]);
    await load(owner('u1'));
    expect(own().devicesOf('u1').devices).toHaveLength(3);
    expect(own().devicesOf('u1').notes).toEqual([
      { kind: 'partlyRead', reading: 'userDevices', count: 2, name: 'Name b', field: 'online' },
    ]);
  });

  it.each([
    ['one page that is no list', [6], 1_137, { read: 1_137, reason: 'missingPage' }],
    ['no list from a page on', [6, 7, 8, 9, 10, 11, 12, 13], 500, { read: 500, reason: 'missingPage' }],
  ] as const)('says that devices may be missing: %s', async (_name, missing, count, lack) => {
    const { cloud, load, own, owner, signal } = aFleet();
    cloud.users.set('u1', many(1_237));
    cloud.missingPages = new Set(missing);
    await load(owner('u1'));
    for (let more = own().devicesOf('u1').more; more; more = own().devicesOf('u1').more)
      await own().loadMore(more, byPerson(signal));
    const { devices, notes } = own().devicesOf('u1');
    expect(devices).toHaveLength(count);
    expect(notes).toEqual([{ kind: 'incomplete', reading: 'userDevices', ...lack }]);
  });

  it('reads on after a page that holds more than was asked for', async () => {
    const { cloud, load, own, owner, signal } = aFleet();
    cloud.users.set('u1', many(1_237));
    cloud.pageSize = 102;
    await load(owner('u1'));
    for (let more = own().devicesOf('u1').more; more; more = own().devicesOf('u1').more)
      await own().loadMore(more, byPerson(signal));
    expect(own().devicesOf('u1')).toMatchObject({ notes: [] });
    expect(own().devicesOf('u1').devices).toHaveLength(1_237);
  });

  it('says how many devices of the project the cloud counts and does not give', async () => {
    const { cloud, load, own, users } = aFleet();
    cloud.project = [aDevice('a', { uid: 'u1' }), aDevice('b', { uid: 'u1' })];
    cloud.total = 5;
    await load(users);
    expect(own().users().notes).toEqual([{ kind: 'incomplete', reading: 'deviceList', read: 2, total: 5 }]);
  });

  it('ends when it is cancelled, and is not tried again by merely looking', async () => {
    const { cloud, load, own, users, refresh } = aFleet();
    let open = (): void => undefined;
    cloud.gate = new Promise((resolve) => (open = resolve));
    const cancel = new AbortController();
    const loading = load(users, cancel.signal);
    cancel.abort();
    await loading;
    open();
    expect(own().users().notes).toMatchObject([{ kind: 'failed' }]);
    const [note] = own().users().notes;
    expect(note?.kind === 'failed' && isAbortError(note.error)).toBe(true);
    cloud.taken();
    await load(users);
    expect(cloud.taken()).toEqual([]);
    await refresh(users);
    expect(own().users().notes).toEqual([{ kind: 'empty', of: 'users' }]);
  });

  it('throws away what arrives after its project was removed', async () => {
    const { cloud, devices, load, users, projects } = aFleet();
    cloud.project = many(1);
    let open = (): void => undefined;
    cloud.gate = new Promise((resolve) => (open = resolve));
    const loading = load(users);
    await Promise.resolve();
    await projects.remove('p');
    open();
    await loading;
    expect(devices.device({ projectId: 'p', deviceId: 'd0' })).toBeUndefined();
  });
});
