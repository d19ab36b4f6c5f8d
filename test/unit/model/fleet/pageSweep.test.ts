import { describe, expect, it } from 'vitest';
import { isAbortError } from '../../../../src/base/errors.js';
import { byPerson } from '../../../support/asking.js';
import { LongCloud, type LongCloudOptions } from '../../../support/longCloud.js';
import { longCloudClient } from '../../../support/longCloudClient.js';
import { longFleet } from '../../../support/longFleet.js';

function aLongFleet(options: LongCloudOptions) {
  const cloud = new LongCloud(options);
  const client = longCloudClient(cloud);
  const parts = longFleet(client.client);
  const shown = (): string[] =>
    parts.fleet.users().users.flatMap(({ uid }) => [...parts.fleet.devicesOf(uid).devices]);
  return { cloud, ...client, ...parts, shown };
}

/** The first few places at which two lists differ: nobody reads all of them. */
function differences(found: readonly string[], expected: readonly string[]): string[] {
  const places = Array.from({ length: Math.max(found.length, expected.length) }, (_, at) => at);
  return places
    .filter((at) => found[at] !== expected[at])
    .slice(0, 3)
    .map((at) => `${at}: ${found[at]} instead of ${expected[at]}`);
}

describe('a whole fleet', () => {
  it.each([
    [1_000, 1, 4],
    [10_000, 7, 8],
  ])('of %i devices and %i users is read once, pages side by side: %i', async (devices, users, atOnce) => {
    const { cloud, fleet, shown, close } = aLongFleet({ devices, users });
    await fleet.load({ kind: 'users', projectId: 'p' }, byPerson());
    const told = fleet.allCost();
    const before = cloud.calls;
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    expect(cloud.calls).toBeLessThanOrEqual(1.05 * Math.ceil(devices / 100));
    expect(cloud.mostUnderWay).toBe(atOnce);
    expect(told).toMatchObject({ isCounted: true, total: devices });
    expect(Math.abs((told?.calls ?? 0) - (cloud.calls - before))).toBeLessThanOrEqual(2);
    // Nobody's own list is asked: the project's names them all.
    const ids = [...cloud.ids];
    for (const { uid } of fleet.users().users)
      await fleet.load({ kind: 'owner', projectId: 'p', uid }, byPerson());
    expect(cloud.calls).toBeLessThanOrEqual(1.05 * Math.ceil(devices / 100));
    const found = shown();
    expect(found).toHaveLength(devices);
    expect(differences(found.sort(), ids.sort())).toEqual([]);
    expect(fleet.isWhole({ kind: 'users', projectId: 'p' })).toBe(true);
    expect(fleet.allCost()).toMatchObject({ calls: 0 });
    close();
  });

  it('stands in the order of the cloud', async () => {
    const { cloud, fleet, shown, close } = aLongFleet({ devices: 8_050, users: 1 });
    await fleet.readAll(byPerson());
    expect(differences(shown(), cloud.ids)).toEqual([]);
    close();
  });
});

describe('a fleet that changes while it is read', () => {
  it.each([1, 2, 3])(
    'of which a hundredth goes and as many come: nobody is passed over (%i)',
    async (seed) => {
      const { cloud, fleet, shown, close } = aLongFleet({ devices: 20_000, users: 1, churnPerPage: 1, seed });
      await fleet.readAll(byPerson());
      const present = new Set(cloud.ids);
      const found = new Set(shown());
      const missing = [...present].filter((id) => !found.has(id));
      const gone = [...found].filter((id) => !present.has(id));
      // Those that came with the last pages that were asked for can't be known of.
      expect(missing.length).toBeLessThanOrEqual(2);
      expect(gone.length).toBeGreaterThan(0);
      const [note] = fleet.users().notes;
      expect(note).toMatchObject({ kind: 'incomplete', reading: 'deviceList', total: 20_000 });
      const off = note?.kind === 'incomplete' ? note.read - (note.total ?? 0) : 0;
      expect(Math.abs(off - gone.length)).toBeLessThanOrEqual(2);
      close();
    },
  );

  it.each([150, 15_500])(
    'that has %i devices less since they were counted: side by side all the same',
    async (gone) => {
      const { cloud, fleet, shown, close } = aLongFleet({ devices: 20_000, users: 1 });
      await fleet.load({ kind: 'users', projectId: 'p' }, byPerson());
      cloud.ids = cloud.ids.slice(0, 20_000 - gone);
      [cloud.calls, cloud.mostUnderWay] = [0, 0];
      expect(await fleet.readAll(byPerson())).toBeUndefined();
      expect(cloud.mostUnderWay).toBe(8);
      expect(cloud.calls).toBeLessThanOrEqual((20_000 - gone) / 100 - 9 + 5);
      expect(differences(shown(), cloud.ids)).toEqual([]);
      expect(fleet.users().notes).toEqual([]);
      close();
    },
  );

  it('that ends by now where it was read until: says which may be gone', async () => {
    const { cloud, fleet, close } = aLongFleet({ devices: 20_000, users: 1 });
    await fleet.load({ kind: 'users', projectId: 'p' }, byPerson());
    cloud.ids = cloud.ids.slice(0, 850);
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    expect(fleet.users().notes).toMatchObject([{ kind: 'incomplete', read: 900, total: 850 }]);
    close();
  });

  it('says nothing where nothing changed', async () => {
    const { fleet, close } = aLongFleet({ devices: 10_000, users: 1 });
    await fleet.readAll(byPerson());
    expect(fleet.users().notes).toEqual([]);
    close();
  });
});

describe('reading all of it', () => {
  it('stops where it is given up, keeps what came, and goes on from there', async () => {
    const { cloud, fleet, shown, close } = aLongFleet({ devices: 10_000, users: 3 });
    const cancel = new AbortController();
    const reason = await fleet.readAll(byPerson(cancel.signal), ({ calls }) => {
      if (calls === 50) cancel.abort();
    });
    expect(reason).toBeDefined();
    const before = cloud.calls;
    expect(before).toBeLessThanOrEqual(70);
    expect(fleet.users()).toMatchObject({ notes: [], more: { of: 'devices', total: 10_000 } });
    expect(fleet.allCost()?.calls).toBeLessThan(55);
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    // The last page of before, and the pages at both ends, are looked at once more.
    expect(cloud.calls).toBeLessThanOrEqual(100 + 8 + 3);
    expect(differences(shown().sort(), [...cloud.ids].sort())).toEqual([]);
    close();
  });

  it('can be gone on with by “More”, too, in the order of the cloud', async () => {
    const { cloud, fleet, shown, close } = aLongFleet({ devices: 6_000, users: 1 });
    const cancel = new AbortController();
    await fleet.readAll(byPerson(cancel.signal), ({ calls }) => {
      if (calls === 30) cancel.abort();
    });
    for (let more = fleet.users().more; more; more = fleet.users().more)
      await fleet.loadMore(more, byPerson());
    await fleet.prepare(undefined, fleet.users().users[0]?.uid);
    expect(differences(shown(), cloud.ids)).toEqual([]);
    close();
  });

  it('begins anew where it is refreshed meanwhile, and asks for no more pages of before', async () => {
    const { cloud, fleet, shown, close } = aLongFleet({ devices: 10_000, users: 1 });
    let refreshed: Promise<void> | undefined;
    const reason = await fleet.readAll(byPerson(), ({ calls }) => {
      if (calls === 50) refreshed = fleet.refresh({ kind: 'users', projectId: 'p' }, byPerson());
    });
    await refreshed;
    expect(isAbortError(reason)).toBe(true);
    expect(cloud.calls).toBeLessThan(50 + 9 + 16);
    expect(fleet.users().more).toMatchObject({ read: 900, total: 10_000 });
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    expect(differences(shown(), cloud.ids)).toEqual([]);
    close();
  });

  it('reads from the start where the cloud gives no pages further on', async () => {
    const { cloud, fleet, fail, shown, close } = aLongFleet({ devices: 9_000, users: 1 });
    fail.beyond = 60;
    expect(await fleet.readAll(byPerson())).toBe(fail.error);
    expect(cloud.calls).toBeLessThan(60 + 9);
    expect(differences(shown(), cloud.ids.slice(0, 6_000))).toEqual([]);
    close();
  });

  it('reads a user’s own list where that is what a person refreshes', async () => {
    const { cloud, fleet, close } = aLongFleet({ devices: 2_000, users: 4 });
    await fleet.readAll(byPerson());
    const before = cloud.calls;
    const [user] = fleet.users().users;
    await fleet.load({ kind: 'owner', projectId: 'p', uid: user?.uid }, byPerson());
    expect(cloud.calls).toBe(before);
    await fleet.refresh({ kind: 'owner', projectId: 'p', uid: user?.uid }, byPerson());
    // Five full pages, and one to see that there is no more.
    expect(cloud.calls).toBe(before + 6);
    expect(fleet.devicesOf(user?.uid).devices).toHaveLength(500);
    close();
  });

  it('says why it failed, and goes on the next time', async () => {
    const { cloud, fleet, fail, shown, close } = aLongFleet({ devices: 10_000, users: 1 });
    fail.at = 50;
    expect(await fleet.readAll(byPerson())).toBe(fail.error);
    expect(fleet.users().notes).toMatchObject([{ kind: 'failed', reading: 'deviceList' }]);
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    expect(fleet.users().notes).toEqual([]);
    expect(differences(shown(), cloud.ids)).toEqual([]);
    close();
  });

  it('reads users side by side where the project’s list is refused', async () => {
    const { cloud, fleet, fail, projects, shown, close } = aLongFleet({ devices: 3_000, users: 20 });
    fail.list = true;
    const uids = Array.from({ length: 20 }, (_, user) => `eu17000000000${user}`);
    await projects.update('p', (old) => ({ ...old, uids }));
    expect(await fleet.readAll(byPerson())).toBeUndefined();
    expect(cloud.mostUnderWay).toBe(8);
    expect(differences(shown().sort(), [...cloud.ids].sort())).toEqual([]);
    close();
  });
});
