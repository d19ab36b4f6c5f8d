import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import type { OperationName } from '../../../../src/simulator/requests/operations.js';
import { byPerson } from '../../../support/asking.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { eventually } from '../../../support/eventually.js';
import { fastClock } from '../../../support/fastClock.js';
import { act, enter, type } from '../../../support/person.js';
import { aTree, flat } from '../../../support/treeSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench({ clock: fastClock(15) });
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  await bench.core.fleet.of(projectId).load({ kind: 'users', projectId }, byPerson());
  workbench.progress.length = 0;
  workbench.answerTo = (_, [button]) => button;
});
afterEach(() => bench.end());

const refOf = (name: string) => {
  const known = [...bench.core.devices.knownOf(projectId)].find(([, { value }]) => value.name === name);
  if (!known) throw new Error(`No device ${name} is known.`);
  return { projectId, deviceId: known[0] };
};

/** The connection breaks; the cloud ends the work later, or never. */
function breaks(operation: OperationName, fault: Fault, lateMs?: number, nth = 1): void {
  bench.cloud.faults.add({ fault, operation, nth });
  if (lateMs !== undefined) bench.cloud.faults.add({ fault: { kind: 'late', ms: lateMs }, operation, nth });
}

describe('a change that the cloud makes after the connection broke', () => {
  it.each([
    [12_000, { kind: 'reset', when: 'before' }],
    [25_000, { kind: 'status', status: 504 }],
  ] as const)('is told as done, and never as not done: deleting (%i ms)', async (ms, fault) => {
    const ref = refOf('Kühlschrank');
    breaks('deleteDevice', fault, ms);
    await bench.run('tuya.deleteDevice', ref);
    expect(workbench.progress.at(-1)).toMatch(/isn’t known yet whether it was done\. Checking again…$/);
    await eventually(() =>
      expect(workbench.messages).toEqual([
        'The connection broke, but it was done. ‘Kühlschrank’ was deleted.',
      ]),
    );
    expect(workbench.errors).toEqual([]);
    expect(bench.core.devices.device(ref)).toBeUndefined();
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 1, executed: 1 });
  });

  it('is told as done: renaming, and its row says so meanwhile', async () => {
    const ref = refOf('Kühlschrank');
    const { rows } = aTree(bench.core);
    const row = async () => flat(await rows()).find(({ node }) => node.id.endsWith(ref.deviceId))?.item;
    breaks('renameDevice', { kind: 'status', status: 502 }, 25_000);
    act(type('Fridge'));
    void bench.run('tuya.renameDevice', ref);
    await eventually(async () =>
      expect((await row())?.description).toMatch(/ · change not confirmed, checking again$/),
    );
    await eventually(() => expect(workbench.messages.at(-1)).toMatch(/is called ‘Fridge’ now/));
    expect(workbench.errors).toEqual([]);
    expect(await row()).toMatchObject({ label: 'Fridge' });
    expect((await row())?.description).not.toMatch(/confirmed/);
  });

  it('is told as done: a reset', async () => {
    breaks('resetDevice', { kind: 'code', code: 500 }, 12_000);
    await bench.run('tuya.resetDevice', refOf('Kühlschrank'));
    await eventually(() => expect(workbench.messages.at(-1)).toMatch(/was reset to its factory defaults/));
    expect(workbench.errors).toEqual([]);
  });

  it('stands in the report of several as not known, and then as done', async () => {
    const refs = bench.cloud.truth
      .deviceIds()
      .slice(5, 8)
      .map((deviceId) => ({ projectId, deviceId }));
    breaks('deleteDevice', { kind: 'reset', when: 'before' }, 20_000, 2);
    act(enter, type('3'));
    await bench.run('tuya.deleteDevice', refs[0], refs);
    const [report] = bench.documents;
    expect(report?.texts[0]).toContain('2 devices deleted, 1 unknown.');
    expect(report?.texts[0]).toContain('unknown – the connection broke; checking again automatically');
    await eventually(() => expect(report?.texts.at(-1)).toContain('3 devices deleted.'));
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 3, executed: 3 });
  });
});

describe('a batch that only looks', () => {
  it.each([false, true])('is ended by a cancel, at once (retried: %s)', async (isRetried) => {
    const refs = bench.cloud.truth
      .deviceIds()
      .slice(5, 8)
      .map((deviceId) => ({ projectId, deviceId }));
    const looks = (): number => bench.cloud.ledger.count('getDevice').calls;
    const hang = () =>
      bench.cloud.faults.add({ fault: { kind: 'stall', what: 'headers' }, operation: 'getDevice' });
    breaks('deleteDevice', { kind: 'reset', when: 'before' }, undefined, isRetried ? 3 : 1);
    let before = isRetried ? Number.POSITIVE_INFINITY : looks();
    if (!isRetried) hang();
    workbench.pressOn = (_, [retry]) => {
      if (before < Number.POSITIVE_INFINITY) return undefined;
      hang();
      before = looks();
      return retry;
    };
    act(enter, type('3'));
    const running = bench.run('tuya.deleteDevice', refs[0], refs);
    await eventually(() => expect(looks()).toBeGreaterThan(before));
    workbench.cancelProgress?.();
    await running;
    expect(looks()).toBe(before + 1);
    const counts = isRetried ? '2 devices deleted, 1 unknown.' : '1 unknown, 2 not started.';
    expect(bench.documents[0]?.texts.at(-1)).toContain(counts);
    const calls = isRetried ? { calls: 3, executed: 2 } : { calls: 1, executed: 0 };
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual(calls);
  });
});

describe('a batch that is cancelled', () => {
  it('goes on looking for what is in doubt, and says so in its report', async () => {
    const refs = bench.cloud.truth
      .deviceIds()
      .slice(5, 8)
      .map((deviceId) => ({ projectId, deviceId }));
    breaks('deleteDevice', { kind: 'reset', when: 'before' }, 12_000);
    const looks = (): number => bench.cloud.ledger.count('getDevice').calls;
    const before = looks();
    const hanging = bench.cloud.faults.add({
      fault: { kind: 'stall', what: 'headers' },
      operation: 'getDevice',
    });
    act(enter, type('3'));
    const running = bench.run('tuya.deleteDevice', refs[0], refs);
    await eventually(() => expect(looks()).toBeGreaterThan(before));
    hanging.remove();
    workbench.cancelProgress?.();
    await running;
    const [report] = bench.documents;
    expect(report?.texts[0]).toContain('1 unknown, 2 not started.');
    expect(report?.texts[0]).toContain('checking again automatically');
    await eventually(() => expect(report?.texts.at(-1)).toContain('1 device deleted, 2 not started.'));
    expect(bench.cloud.ledger.count('deleteDevice')).toEqual({ calls: 1, executed: 1 });
  });
});

describe('a change that never comes', () => {
  it.each([false, true])('stays unknown, with a way to look again (cancelled: %s)', async (isCancelled) => {
    breaks('deleteDevice', { kind: 'reset', when: 'before' });
    await bench.run('tuya.deleteDevice', refOf('Kühlschrank'));
    if (isCancelled) workbench.cancelProgress?.();
    await eventually(() =>
      expect(workbench.messages).toEqual([expect.stringMatching(/doesn’t tell whether it was done/)]),
    );
    expect(workbench.errors).toEqual([]);
    const looks = bench.cloud.ledger.count('getDevice').calls;
    expect(looks).toBe(isCancelled ? 2 : 4);
  });
});
