import { beforeEach, describe, expect, it } from 'vitest';
import { byPerson } from '../../support/asking.js';
import { eventually } from '../../support/eventually.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { MemoryFiles } from '../../support/storage.js';
import { aTree, outline } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

const hour = 3_600_000;
const seenAt = new Date(2026, 10, 23, 10, 42).getTime();

/** A window at a time, over the files that all windows share. What an earlier one read is left as it is for a day. */
function aWindow(files: MemoryFiles, at = seenAt) {
  const fleet = aFleet({ uids: ['u1'] }, 20, files, () => 24 * hour);
  fleet.clock.time = at;
  const { cloud } = fleet;
  const own = [aDevice('plug', { uid: 'u1' }), aDevice('hub', { uid: 'u1', category: 'wg2' })];
  cloud.project = [...own, aDevice('nobodys'), ...many(1_150)];
  cloud.users.set('u1', [...own, aDevice('lost', { uid: 'u1', sub: true, nodeId: 'a4c138' })]);
  cloud.subDevices.set('hub', [aDevice('sensor', { sub: true })]);
  return { ...fleet, ...aTree(fleet.core) };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => aDevice(`d${index}`, { uid: `u${2 + (index % 3)}` }));

/** A first window in which somebody looked at everything. */
async function left(): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const window = aWindow(files);
  await window.rows();
  await window.own().readAll(byPerson());
  await window.rows();
  await eventually(async () => {
    await window.keeper.settled();
    expect(files.files.get('fleets/p.json')).toContain('"d1149"');
  });
  return files;
}

describe('a window that opens again', () => {
  it('shows what an earlier one read, and calls nobody', async () => {
    const files = await left();
    const next = aWindow(files, seenAt + 23 * hour);
    const rows = outline(await next.rows()).join('\n');
    expect(next.cloud.taken()).toEqual([]);
    expect(rows).toContain('Name plug');
    expect(rows).toContain('Name sensor');
    expect(rows).toContain('Sub-devices without a known gateway');
    expect(next.own().devicesOf('u2').devices).toHaveLength(384);
    expect(rows).toMatch(/Bench \| Central Europe · as of .*10:42/);
    expect(next.own().allCost()).toMatchObject({ calls: 0 });
  });

  it('counts what it shows as all there is, where that was read', async () => {
    const next = aWindow(await left());
    await next.rows();
    await eventually(() =>
      expect(next.own().isWhole({ kind: 'owner', projectId: 'p', uid: 'u2' })).toBe(true),
    );
    await eventually(() => expect(next.counts.ofOwner('p', 'u2').devices).toBe(384));
  });

  it('reads again what a person refreshes', async () => {
    const next = aWindow(await left());
    await next.rows();
    await next.refresh(next.users);
    await next.rows();
    expect(next.cloud.taken()).toContain('list');
  });

  it.each([
    ['older than that', seenAt + 24 * hour],
    ['of a clock that was ahead', seenAt - 25 * hour],
  ])('reads again what is %s', async (_name, at) => {
    const next = aWindow(await left(), at);
    await next.rows();
    await eventually(() => expect(next.own().needsLoad(next.users)).toBe(false));
    expect(next.cloud.taken()).toContain('list');
  });

  it('goes on where the last one stopped', async () => {
    const files = new MemoryFiles();
    const window = aWindow(files);
    await window.rows();
    await eventually(async () => {
      await window.keeper.settled();
      expect(files.files.get('fleets/p.json')).toContain('"d800"');
    });
    const next = aWindow(files);
    await next.rows();
    expect(next.cloud.taken()).toEqual([]);
    expect(next.own().users().more).toMatchObject({ of: 'devices', read: 900, total: 1_153 });
    await next.own().readAll(byPerson());
    expect(next.cloud.taken().filter((call) => call.startsWith('list'))).toEqual([
      'list #10',
      'list #11',
      'list #12',
    ]);
  });

  it('reads again what a version before this one has kept', async () => {
    const files = await left();
    const kept = files.files.get('fleets/p.json') ?? '';
    files.files.set('fleets/p.json', kept.replaceAll(/"unread":\{[^}]*\},?/g, '').replaceAll(',}', '}'));
    const next = aWindow(files);
    await next.rows();
    await eventually(() => expect(next.cloud.calls).toContain('list'));
  });
});
