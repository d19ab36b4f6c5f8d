import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/base/clock.js';
import { AbortError } from '../../../../src/base/errors.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { WriteEvent } from '../../../../src/model/devices/writer.js';
import type { WriteResult } from '../../../../src/model/devices/writeResult.js';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import type { OperationName } from '../../../../src/simulator/requests/operations.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { actionsSetup, type ActionsSetup } from './cloudSetup.js';

interface Row {
  readonly operation: OperationName;
  readonly product: string;
  run(setup: ActionsSetup<Clock>, ref: DeviceRef): Promise<WriteResult<unknown>>;
  /** Only this write leaves no trace that can be read. */
  readonly cannotBeSeen?: true;
}

/** With the looks that follow by themselves. */
async function followed(result: WriteResult<unknown>): Promise<WriteResult<unknown>> {
  return (result.outcome === 'unknown' && (await result.later)) || result;
}

/** The user who was the first one in the beginning. */
const firstUsers = new WeakMap<ActionsSetup<Clock>, string>();
async function firstUser(setup: ActionsSetup<Clock>, { deviceId }: DeviceRef): Promise<string> {
  const known =
    firstUsers.get(setup) ?? (await setup.client.deviceUsers.list(deviceId)).items[0]?.userId ?? '';
  firstUsers.set(setup, known);
  return known;
}

function reasonOf(error: unknown): unknown {
  return TuyaError.is(error) ? error.reason : error;
}

const rows: readonly Row[] = [
  {
    operation: 'renameDevice',
    product: 'bench',
    run: ({ actions }, ref) => actions.rename(ref, 'New name'),
  },
  {
    operation: 'renameOutlet',
    product: 'strip',
    run: ({ actions }, ref) => actions.renameOutlet(ref, 'switch_1', 'New name'),
  },
  {
    operation: 'renameOutlet',
    product: 'strip',
    run: ({ actions }, ref) => actions.renameOutlet(ref, 'main', 'New name'),
  },
  {
    operation: 'renameDataPoint',
    product: 'strip',
    run: ({ actions }, ref) => actions.renameDataPoint(ref, 'switch_1', 'New name'),
    cannotBeSeen: true,
  },
  { operation: 'resetDevice', product: 'bench', run: ({ actions }, ref) => actions.resetFactory(ref) },
  { operation: 'deleteDevice', product: 'bench', run: ({ actions }, ref) => actions.remove(ref) },
  {
    operation: 'addDeviceUser',
    product: 'scale',
    run: ({ actions }, ref) =>
      actions.users.add(ref, { nickName: 'Ada', sex: 2, weight: 72_300, birthday: 631_152_000_000 }),
  },
  {
    operation: 'modifyDeviceUser',
    product: 'scale',
    run: async (setup, ref) =>
      setup.actions.users.modify(ref, await firstUser(setup, ref), { nickName: 'Ada', sex: 2 }),
  },
  {
    operation: 'deleteDeviceUser',
    product: 'scale',
    run: async (setup, ref) => setup.actions.users.remove(ref, await firstUser(setup, ref)),
  },
];

const faults: readonly (readonly [string, Fault, boolean])[] = [
  ['reset before', { kind: 'reset', when: 'before' }, false],
  ['reset during', { kind: 'reset', when: 'during' }, true],
  ['reset after', { kind: 'reset', when: 'after' }, true],
  ['time-out, not executed', { kind: 'stall', what: 'headers' }, false],
  ['time-out, executed', { kind: 'stall', what: 'headers', executed: true }, true],
  ['HTTP 502, executed', { kind: 'status', status: 502, executed: true }, true],
  ['code 500, not executed', { kind: 'code', code: 500 }, false],
  ['an answer cut short', { kind: 'truncated' }, true],
  ['an empty answer', { kind: 'empty' }, true],
];

const cases = rows.flatMap((row, index) =>
  faults.map(([what, fault, executed]) => ({
    name: `${index} ${row.operation}, ${what}`,
    row,
    fault,
    executed,
  })),
);

describe('a write without a clear answer', () => {
  it.each(cases)('$name: sent once, and told as it is', async ({ row, fault, executed }) => {
    const setup = actionsSetup();
    const ref = await setup.known(row.product);
    setup.cloud.faults.add({ fault, operation: row.operation, times: 1 });
    const result = await row.run(setup, ref);

    expect(setup.cloud.ledger.count(row.operation)).toEqual({ calls: 1, executed: executed ? 1 : 0 });
    if (row.cannotBeSeen) {
      expect(result).toMatchObject({
        outcome: 'unknown',
        why: 'noRead',
        error: { reason: 'outcomeUnknown' },
      });
      expect(result).not.toHaveProperty('lookAgain');
    } else if (executed) {
      const error = { reason: 'outcomeUnknown' };
      expect(result).toMatchObject({ outcome: 'done', settledBy: 'look', error });
    } else {
      // That it isn't seen doesn't say that it won't come.
      const ended = await followed(result);
      expect(ended).toMatchObject({ outcome: 'unknown', error: { reason: 'outcomeUnknown' } });
      expect(ended).not.toHaveProperty('later');
    }
  });

  it('stays unknown while looking fails too, and can be looked at again without a second write', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'renameDevice' });
    const silence = setup.cloud.faults.add({
      fault: { kind: 'reset', when: 'before' },
      operation: 'getDevice',
    });
    const result = await setup.actions.rename(ref, 'New name');
    expect(result).toMatchObject({
      outcome: 'unknown',
      why: 'lookFailed',
      lookError: { reason: 'network', operation: 'devices.get' },
    });
    silence.remove();
    if (result.outcome !== 'unknown' || !result.lookAgain) throw new Error('nothing to look at');
    await expect(result.lookAgain()).resolves.toMatchObject({ outcome: 'done', settledBy: 'look' });
    expect(setup.store.device(ref)?.value.name).toBe('New name');
    expect(setup.cloud.ledger.count('renameDevice').calls).toBe(1);
  });

  it('is looked at a second time, since the cloud may still be at it', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'stall', what: 'headers' }, operation: 'renameDevice' });
    let looks = 0;
    setup.cloud.faults.add({
      operation: 'getDevice',
      fault: {
        kind: 'rewrite',
        rewrite: (device) => (++looks === 1 ? device : { ...(device as object), name: 'New name' }),
      },
    });
    await expect(setup.actions.rename(ref, 'New name')).resolves.toMatchObject({ outcome: 'done' });
    expect(looks).toBe(2);
  });

  it('that was cut off by closing the client is unknown, not cancelled', async () => {
    const { clock, store } = actionsSetup();
    const closed = { devices: { remove: () => Promise.reject(new AbortError()) } };
    const actions = new DeviceActions({
      connections: { client: () => Promise.resolve(closed as unknown as TuyaClient) },
      clock,
      log: silentLogger,
      isProtected: () => false,
      devices: store,
    });
    await expect(actions.remove({ projectId: 'p', deviceId: 'd' })).resolves.toMatchObject({
      outcome: 'unknown',
      error: { reason: 'outcomeUnknown', underlying: 'network' },
    });
  });
});

/** How a connection ends while the cloud goes on with the work. */
const breaks: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'stall', what: 'headers' },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 504 },
  { kind: 'code', code: 500 },
];
const lateCases = rows
  .filter(({ cannotBeSeen }) => !cannotBeSeen)
  .flatMap((row, index) =>
    [0, 1_000, 2_000, 5_000, 9_999, 20_000, 29_000].map((ms, nth) => {
      const fault = breaks[(index + nth) % breaks.length] ?? { kind: 'unreachable' };
      return { row, fault, ms, name: `${index} ${row.operation}, ${JSON.stringify(fault)}, ${ms} ms` };
    }),
  );

describe('a write that the cloud ends after its connection broke', () => {
  it.each(lateCases)('$name: is never told as not done, and seen by itself', async ({ row, fault, ms }) => {
    const setup = actionsSetup();
    const ref = await setup.known(row.product);
    setup.cloud.faults.add({ fault, operation: row.operation, times: 1 });
    setup.cloud.faults.add({ fault: { kind: 'late', ms }, operation: row.operation, times: 1 });
    const told: WriteEvent[] = [];
    setup.actions.onDidWrite((event) => told.push(event));
    const result = await row.run(setup, ref);
    expect(result.outcome).toBe(ms <= 2_000 ? 'done' : 'unknown');
    await expect(followed(result)).resolves.toMatchObject({ outcome: 'done', settledBy: 'look' });
    expect(told.map((event) => event.result.outcome)).toEqual(ms <= 2_000 ? ['done'] : ['unknown', 'done']);
    expect(setup.cloud.ledger.count(row.operation)).toEqual({ calls: 1, executed: 1 });
    expect(setup.actions.doubts.of(ref)).toEqual([]);
  });

  it('is in the list of doubts until then, and its new name in the store afterwards', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('bench');
    const old = setup.store.device(ref)?.value.name;
    setup.cloud.faults.add({ fault: { kind: 'status', status: 504 }, operation: 'renameDevice' });
    setup.cloud.faults.add({ fault: { kind: 'late', ms: 5_000 }, operation: 'renameDevice' });
    const renaming = setup.actions.rename(ref, 'New name');
    await setup.clock.pass(2_000);
    await expect(renaming).resolves.toMatchObject({ outcome: 'unknown', why: 'notYet' });
    expect(setup.store.device(ref)?.value.name).toBe(old);
    expect(setup.actions.doubts.of(ref)).toMatchObject([{ ref, operation: 'devices.rename' }]);
    await setup.clock.pass(8_000);
    expect(setup.store.device(ref)?.value.name).toBe('New name');
    expect(setup.actions.doubts.of(ref)).toEqual([]);
  });

  it('is asked about four times at most, and by nobody once the looks are cancelled', async () => {
    for (const isCancelled of [false, true]) {
      const setup = actionsSetup({}, new SimulatedTime());
      const ref = await setup.known('bench');
      const looks = (): number => setup.cloud.ledger.count('getDevice').calls - 1;
      setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDevice' });
      const deleting = setup.actions.remove(ref);
      await setup.clock.pass(5_000);
      const result = await deleting;
      if (isCancelled) setup.actions.doubts.cancel(ref);
      await setup.clock.pass(3_600_000);
      expect(looks()).toBe(isCancelled ? 2 : 4);
      const ended = await followed(result);
      expect(ended).toMatchObject({ outcome: 'unknown', why: 'notYet' });
      // A person may still look.
      if (ended.outcome === 'unknown') await ended.lookAgain?.();
      expect(looks()).toBe(isCancelled ? 3 : 5);
      expect(setup.clock.sleeping).toBe(0);
    }
  });

  it.each(['the window ends', 'the project is removed or gets other keys'])(
    'is looked for no more when %s',
    async (why) => {
      const setup = actionsSetup({}, new SimulatedTime());
      const ref = await setup.known('bench');
      setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDevice' });
      const deleting = setup.actions.remove(ref);
      await setup.clock.pass(5_000);
      const result = await deleting;
      if (why === 'the window ends') setup.actions.dispose();
      else setup.actions.doubts.drop('p');
      const calls = setup.cloud.ledger.totalCalls;
      await setup.clock.pass(60_000);
      await expect(followed(result)).resolves.toMatchObject({ outcome: 'unknown' });
      if (result.outcome === 'unknown') await result.lookAgain?.();
      expect(setup.cloud.ledger.totalCalls).toBe(calls);
    },
  );

  it('is seen by itself too where nobody waited for the first looks', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDevice' });
    setup.cloud.faults.add({ fault: { kind: 'late', ms: 5_000 }, operation: 'deleteDevice' });
    const controller = new AbortController();
    const deleting = setup.actions.remove(ref, controller.signal);
    await setup.clock.pass(1_000);
    controller.abort();
    const result = await deleting;
    expect(result).toMatchObject({ outcome: 'unknown', why: 'notYet' });
    await setup.clock.pass(9_000);
    await expect(followed(result)).resolves.toMatchObject({ outcome: 'done', settledBy: 'look' });
    expect(setup.store.device(ref)).toBeUndefined();
  });

  it('lets other changes to the same device go first', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'resetDevice' });
    const resetting = setup.actions.resetFactory(ref);
    await setup.clock.pass(3_000);
    await expect(resetting).resolves.toMatchObject({ outcome: 'unknown' });
    await expect(setup.actions.rename(ref, 'New name')).resolves.toMatchObject({ outcome: 'done' });
  });
});

describe('the same change once more, while the first is in doubt', () => {
  const moments = [500, 2_500, 5_000, 20_000].flatMap((late) =>
    [2_001, 6_000, 9_000].map((again) => ({ late, again })),
  );
  const visible = rows.filter(({ cannotBeSeen }) => !cannotBeSeen);

  it.each(moments)(
    'done after $late ms and wanted again after $again ms, is done once and told so',
    async (moment) => {
      for (const { operation, product, run } of visible) {
        const setup = actionsSetup({}, new SimulatedTime());
        const ref = await setup.known(product);
        setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation, times: 1 });
        setup.cloud.faults.add({ fault: { kind: 'late', ms: moment.late }, operation, times: 1 });
        const first = run(setup, ref);
        await setup.clock.pass(2_000);
        if ((await first).outcome === 'done') continue;
        await setup.clock.pass(moment.again - 2_000);
        const second = await run(setup, ref);
        expect(second.outcome, operation).toBe(moment.late <= moment.again ? 'done' : 'unknown');
        await setup.clock.pass(30_000);
        const ends = await Promise.all(
          [first, second].map(async (one) => (await followed(await one)).outcome),
        );
        expect(ends, operation).toEqual(['done', 'done']);
        expect(setup.cloud.ledger.count(operation), operation).toEqual({ calls: 1, executed: 1 });
      }
    },
  );

  it('is sent again once looking has shown nothing for long enough', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('scale');
    setup.cloud.faults.add({
      fault: { kind: 'reset', when: 'before' },
      operation: 'addDeviceUser',
      times: 1,
    });
    const add = () => setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 });
    const first = add();
    await setup.clock.pass(29_000);
    await first;
    await expect(add()).resolves.toMatchObject({ outcome: 'unknown', why: 'notYet' });
    expect(setup.cloud.ledger.count('addDeviceUser').calls).toBe(1);
    await setup.clock.pass(2_000);
    await expect(add()).resolves.toMatchObject({ outcome: 'done', settledBy: 'answer' });
    expect(setup.cloud.ledger.count('addDeviceUser')).toEqual({ calls: 2, executed: 1 });
  });

  it('made once more after a window reload ends as if it was made once', async () => {
    for (const { operation, product, run } of visible.filter((row) => row.operation !== 'addDeviceUser')) {
      const setup = actionsSetup({}, new SimulatedTime());
      const ref = await setup.known(product);
      setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation, times: 1 });
      setup.cloud.faults.add({ fault: { kind: 'late', ms: 20_000 }, operation, times: 1 });
      const first = run(setup, ref);
      await setup.clock.pass(3_000);
      expect((await first).outcome, operation).toBe('unknown');
      setup.actions.doubts.drop('p');
      await setup.clock.pass(3_000);
      await expect(run(setup, ref), operation).resolves.toMatchObject({ outcome: 'done' });
      const seen = async () => ({
        name: await setup.client.devices.get(ref.deviceId).then(({ name }) => name, reasonOf),
        outlets: await setup.client.outlets.names(ref.deviceId).catch(reasonOf),
        users: await setup.client.deviceUsers.list(ref.deviceId).catch(reasonOf),
      });
      const before = await seen();
      await setup.clock.pass(60_000);
      expect(await seen(), operation).toEqual(before);
    }
  });

  it('is another wish after a while, whatever somebody else did to the device since', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'resetDevice', times: 1 });
    const first = setup.actions.resetFactory(ref);
    await setup.clock.pass(60_000);
    await first;
    setup.cloud.truth.addLogEvent(ref.deviceId, { time: setup.clock.now(), type: 4 });
    await setup.clock.pass(3_600_000);
    await expect(setup.actions.resetFactory(ref)).resolves.toMatchObject({ settledBy: 'answer' });
    expect(setup.cloud.ledger.count('resetDevice')).toEqual({ calls: 2, executed: 1 });
  });

  it('adds nobody where looking can’t tell', async () => {
    const setup = actionsSetup({}, new SimulatedTime());
    const ref = await setup.known('scale');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'addDeviceUser', times: 1 });
    setup.cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'listDeviceUsers' });
    const add = () => setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 });
    for (let round = 0; round < 3; round++) {
      await expect(add()).resolves.toMatchObject({ outcome: 'unknown', why: 'lookFailed' });
      await setup.clock.pass(60_000);
    }
    expect(setup.cloud.ledger.count('addDeviceUser')).toEqual({ calls: 1, executed: 1 });
  });
});

describe('what stays unclear', () => {
  it('a reset of a device that is offline, with no reset in its log', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('bench');
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'resetDevice' });
    setup.cloud.truth.addLogEvent(ref.deviceId, { time: setup.clock.now(), type: 2 });
    await expect(setup.actions.resetFactory(ref)).resolves.toMatchObject({
      outcome: 'unknown',
      why: 'unclear',
    });
  });

  it('a reset where the log has an older one: this clock may be wrong', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('bench');
    setup.cloud.truth.addLogEvent(ref.deviceId, { time: setup.clock.now() - 3_600_000, type: 4 });
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'resetDevice' });
    await expect(setup.actions.resetFactory(ref)).resolves.toMatchObject({
      outcome: 'unknown',
      why: 'unclear',
    });
  });

  it('a deletion of a device that was never seen: 1106 may have been so before', async () => {
    const setup = actionsSetup();
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDevice' });
    const result = await setup.actions.remove({ projectId: 'p', deviceId: 'bf0000000000000000zzzz' });
    expect(result).toMatchObject({ outcome: 'unknown', why: 'lookFailed', lookError: { code: 1106 } });
  });

  it.each(['deleteDevice', 'resetDevice'] as const)(
    '%s, where 1106 is about the address of this computer',
    async (operation) => {
      const setup = actionsSetup();
      const ref = await setup.known('bench');
      setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation });
      const msg = "No permissions. your ip(203.0.113.9) don't have access to this API";
      setup.cloud.faults.add({ fault: { kind: 'code', code: 1106, msg }, operation: 'getDevice' });
      const { actions } = setup;
      const result = await (operation === 'deleteDevice' ? actions.remove(ref) : actions.resetFactory(ref));
      expect(result).toMatchObject({ outcome: 'unknown', why: 'lookFailed' });
      expect(setup.store.device(ref)).toBeDefined();
    },
  );

  it('a deleted and an added user, where an answer has no list', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('scale');
    const userId = await firstUser(setup, ref);
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'deleteDeviceUser' });
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'addDeviceUser' });
    setup.cloud.faults.add({
      fault: { kind: 'rewrite', rewrite: () => null },
      operation: 'listDeviceUsers',
    });
    const unclear = { outcome: 'unknown', why: 'unclear' };
    await expect(setup.actions.users.remove(ref, userId)).resolves.toMatchObject(unclear);
    await expect(setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 })).resolves.toMatchObject(unclear);
  });

  it('an added user with a namesake, where the users could not be read before', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('scale');
    await setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 });
    setup.cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'listDeviceUsers', times: 1 });
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'before' }, operation: 'addDeviceUser' });
    await expect(setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 })).resolves.toMatchObject({
      outcome: 'unknown',
      why: 'unclear',
    });
  });
});

describe('an added user', () => {
  it('is told from a namesake, with its id', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('scale');
    const first = await setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 });
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'addDeviceUser', times: 1 });
    const second = await setup.actions.users.add(ref, { nickName: 'Ada', sex: 2 });
    const ids = (await setup.client.deviceUsers.list(ref.deviceId)).items
      .filter(({ nickName }) => nickName === 'Ada')
      .map(({ userId }) => userId);
    expect([first, second].map((result) => result.outcome === 'done' && result.value)).toEqual(ids);
    expect(ids).toHaveLength(2);
  });
});
