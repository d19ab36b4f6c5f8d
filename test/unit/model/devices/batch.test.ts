import { describe, expect, it } from 'vitest';
import { Batch, subDevicesFirst, type BatchReport } from '../../../../src/model/devices/batch.js';
import { AbortError } from '../../../../src/base/errors.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { actionsSetup } from './cloudSetup.js';

const states = ({ items }: BatchReport): string[] => items.map(({ state }) => state);
const ref = (deviceId: string): DeviceRef => ({ projectId: 'p', deviceId });

async function twentyFive() {
  const setup = actionsSetup({ devices: 200 });
  const devices = (await setup.client.devices.list({ pageSize: 100 })).items.filter(
    ({ sub, category }) => !sub && category !== 'wg2',
  );
  setup.store.put('p', devices, 0);
  const refs = devices.slice(0, 25).map(({ id }) => ref(id));
  setup.cloud.ledger.clear();
  const deleted = (): string[] =>
    setup.cloud.ledger.writes.map(({ path }) => path.replace('/v1.0/devices/', ''));
  return { ...setup, refs, deleted };
}

describe('deleting 25 devices', () => {
  it('with three refusals and a cancel after 15 reports what the cloud’s own record says', async () => {
    const { refs, actions, cloud, deleted } = await twentyFive();
    for (const nth of [4, 9, 12])
      cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'deleteDevice', nth });
    const controller = new AbortController();
    const batch = new Batch(refs, (one) => actions.remove(one));
    batch.onDidProgress(({ counts }) => {
      if (counts.done + counts.refused === 14 && counts.running === 1) controller.abort();
    });
    const report = await batch.run(controller.signal);

    expect(report.counts).toEqual({ done: 12, refused: 3, unknown: 0, running: 0, notStarted: 10 });
    const done = report.items.filter(({ state }) => state === 'done').map((item) => item.ref.deviceId);
    expect(done).toEqual(deleted());
    expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 15, executed: 12 });
    expect(report.items.flatMap((item, at) => (item.state === 'refused' ? [at] : []))).toEqual([3, 8, 11]);
    expect(report.items[3]).toMatchObject({ error: { reason: 'permission', code: 1106 } });
  });

  it('can go on after a cancel and retry the refused ones, each device once', async () => {
    const { refs, actions, cloud, deleted } = await twentyFive();
    cloud.faults.add({ fault: { kind: 'code', code: 1110 }, operation: 'deleteDevice', times: 2 });
    const controller = new AbortController();
    const batch = new Batch(refs, (one) => actions.remove(one));
    const listening = batch.onDidProgress(({ counts }) => counts.done === 5 && controller.abort());
    await batch.run(controller.signal);
    listening.dispose();
    const retried = await batch.retry();
    expect(retried.counts).toMatchObject({ done: 7, refused: 0, notStarted: 18 });
    const all = await batch.run();
    expect(all.counts).toMatchObject({ done: 25 });
    expect(deleted().sort()).toEqual(refs.map(({ deviceId }) => deviceId).sort());
    await batch.run();
    await batch.retry();
    expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 27, executed: 25 });
  });

  it('settles the ones in doubt, and looks again at what stayed unknown without a second write', async () => {
    const { refs, actions, cloud, deleted } = await twentyFive();
    cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'deleteDevice', nth: 3 });
    cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDevice', nth: 5 });
    cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'deleteDevice', nth: 7 });
    const path = `/v1.0/devices/${refs[6]?.deviceId}`;
    const silent = cloud.faults.add({
      fault: { kind: 'reset', when: 'before' },
      operation: 'getDevice',
      path,
    });
    const batch = new Batch(refs.slice(0, 8), (one) => actions.remove(one));
    const report = await batch.run();
    const known = ['done', 'done', 'done', 'done', 'unknown', 'done', 'unknown', 'done'];
    expect(states(report)).toEqual(known);
    expect(report.items[2]).toMatchObject({ settledBy: 'look' });
    await batch.followed();
    expect(states(batch.report())).toEqual(known);
    silent.remove();
    // Nothing is written by looking, and what isn't seen to be done stays unknown.
    expect(states(await batch.retry())).toEqual(known.toSpliced(6, 1, 'done'));
    expect(deleted()).toHaveLength(7);
    expect(cloud.ledger.count('deleteDevice')).toEqual({ calls: 8, executed: 7 });
  });

  it('tells of each what came of it later', async () => {
    const { refs, actions, cloud, deleted } = await twentyFive();
    const about = { operation: 'deleteDevice', nth: 4 } as const;
    cloud.faults.add({ fault: { kind: 'status', status: 504 }, ...about });
    cloud.faults.add({ fault: { kind: 'late', ms: 20_000 }, ...about });
    const batch = new Batch(refs.slice(0, 4), (one) => actions.remove(one));
    const told: string[][] = [];
    batch.onDidLook((report) => told.push(states(report)));
    const first = states(await batch.run());
    expect(first).toEqual(['done', 'done', 'done', 'unknown']);
    await batch.followed();
    expect(told).toEqual([Array(4).fill('done')]);
    expect(deleted().toSorted()).toEqual(
      refs
        .slice(0, 4)
        .map(({ deviceId }) => deviceId)
        .toSorted(),
    );
  });
});

describe('a batch', () => {
  const done = { outcome: 'done', settledBy: 'answer', value: undefined } as const;

  it('takes each device of the selection once', async () => {
    const seen: string[] = [];
    const batch = new Batch([ref('a'), ref('b'), ref('a')], ({ deviceId }) => {
      seen.push(deviceId);
      return Promise.resolve(done);
    });
    await Promise.all([batch.run(), batch.run()]);
    expect(seen).toEqual(['a', 'b']);
  });

  it('has at most so many under way at the same time', async () => {
    let running = 0;
    let most = 0;
    const batch = new Batch(
      Array.from({ length: 10 }, (_, index) => ref(String(index))),
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return done;
      },
      3,
    );
    expect((await batch.run()).counts.done).toBe(10);
    expect(most).toBe(3);
  });

  it('waits for what has started when it is cancelled', async () => {
    const controller = new AbortController();
    let finish = (): void => undefined;
    const batch = new Batch(
      [ref('a'), ref('b')],
      () => new Promise((resolve) => (finish = () => resolve(done))),
    );
    const running = batch.run(controller.signal);
    controller.abort();
    finish();
    expect(states(await running)).toEqual(['done', 'notStarted']);
  });

  it('ends the looking when it is cancelled, and leaves what was refused or unknown as it was', async () => {
    const error = new TuyaError('outcomeUnknown', {
      operation: 'devices.remove',
      message: '',
      remedy: 'lookAtDevice',
    });
    const untilCancelled = (signal?: AbortSignal): Promise<never> =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError())));
    const unknown = { outcome: 'unknown', why: 'notYet', error, lookAgain: untilCancelled } as const;
    const refused = { outcome: 'notDone', settledBy: 'answer', error } as const;
    let isFirst = true;
    const batch = new Batch(
      [ref('a'), ref('b'), ref('c')],
      ({ deviceId }, signal) => {
        if (!isFirst) return untilCancelled(signal);
        return Promise.resolve(deviceId === 'a' ? unknown : refused);
      },
      2,
    );
    const before = await batch.run();
    isFirst = false;
    const controller = new AbortController();
    const retrying = batch.retry(controller.signal);
    controller.abort();
    expect(await retrying).toEqual(before);
    expect(states(before)).toEqual(['unknown', 'refused', 'refused']);
  });

  it('keeps an error that came before anything was sent, and a cancel as not started', async () => {
    const batch = new Batch([ref('a'), ref('b')], ({ deviceId }) =>
      Promise.reject(deviceId === 'a' ? new Error('no keyring') : new AbortError()),
    );
    const report = await batch.run();
    expect(states(report)).toEqual(['refused', 'notStarted']);
    expect(report.items[0]).toMatchObject({ error: { message: 'no keyring' } });
  });
});

it('sub-devices come before their gateways', () => {
  const gateways = new Map([['s', 'g']]);
  const sorted = subDevicesFirst([ref('g'), ref('s'), ref('x')], ({ deviceId }) => gateways.get(deviceId));
  expect(sorted.map(({ deviceId }) => deviceId)).toEqual(['s', 'g', 'x']);
});
