import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { DeviceActions } from '../../../../src/model/devices/deviceActions.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { WriteResult } from '../../../../src/model/devices/writeResult.js';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import type { OperationName } from '../../../../src/simulator/requests/operations.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { actionsSetup, type ActionsSetup } from './cloudSetup.js';

interface Row {
  readonly operation: OperationName;
  readonly product: string;
  run(setup: ActionsSetup, ref: DeviceRef): Promise<WriteResult<unknown>>;
  /** Only this write leaves no trace that can be read. */
  readonly cannotBeSeen?: true;
}

const firstUser = async ({ client }: ActionsSetup, { deviceId }: DeviceRef): Promise<string> =>
  (await client.deviceUsers.list(deviceId)).items[0]?.userId ?? '';

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
    } else {
      expect(result).toMatchObject({
        outcome: executed ? 'done' : 'notDone',
        settledBy: 'look',
        error: { reason: 'outcomeUnknown' },
      });
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
