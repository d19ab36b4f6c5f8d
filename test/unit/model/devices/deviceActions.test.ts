import { describe, expect, it } from 'vitest';
import { ProtectedError } from '../../../../src/model/devices/protection.js';
import type { WriteEvent } from '../../../../src/model/devices/writer.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { actionsSetup, type ActionsSetup } from './cloudSetup.js';

const everyWrite: readonly [string, (setup: ActionsSetup, ref: DeviceRef) => Promise<unknown>][] = [
  ['rename', ({ actions }, ref) => actions.rename(ref, 'x')],
  ['data point', ({ actions }, ref) => actions.renameDataPoint(ref, 'switch_1', 'x')],
  ['outlet', ({ actions }, ref) => actions.renameOutlet(ref, 'switch_1', 'x')],
  ['main outlet', ({ actions }, ref) => actions.renameOutlet(ref, 'main', 'x')],
  ['reset', ({ actions }, ref) => actions.resetFactory(ref)],
  ['delete', ({ actions }, ref) => actions.remove(ref)],
  ['add user', ({ actions }, ref) => actions.users.add(ref, { nickName: 'x', sex: 1 })],
  ['modify user', ({ actions }, ref) => actions.users.modify(ref, '1', { nickName: 'x', sex: 1 })],
  ['delete user', ({ actions }, ref) => actions.users.remove(ref, '1')],
];

describe('in a protected project', () => {
  it.each(everyWrite)('%s is refused before anything is sent', async (_, write) => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    setup.protect(true);
    const calls = setup.cloud.ledger.totalCalls;
    await expect(write(setup, ref)).rejects.toMatchObject({ reason: 'protected', projectId: 'p' });
    expect(setup.cloud.ledger.totalCalls).toBe(calls);
    expect(setup.store.device(ref)?.value.name).toBe('Schreibtisch');
  });

  it('a write that waits behind another is refused too, when its turn comes', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    setup.cloud.faults.add({
      operation: 'renameDevice',
      fault: { kind: 'rewrite', rewrite: (result) => (setup.protect(true), result) },
    });
    void setup.actions.rename(ref, 'first');
    const second = setup.actions.rename(ref, 'second');
    await expect(second).rejects.toBeInstanceOf(ProtectedError);
    expect(setup.executed()).toEqual(['renameDevice']);
    expect(setup.store.device(ref)?.value.name).toBe('first');
  });
});

describe('a project that is protected while a write makes ready', () => {
  it('has nothing sent', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('scale');
    setup.cloud.faults.add({
      operation: 'listDeviceUsers',
      fault: { kind: 'rewrite', rewrite: (result) => (setup.protect(true), result) },
    });
    const adding = setup.actions.users.add(ref, { nickName: 'x', sex: 1 });
    await expect(adding).rejects.toBeInstanceOf(ProtectedError);
    expect(setup.executed()).toEqual([]);
  });
});

describe('a rename', () => {
  it('shows at once and stays', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    const renaming = setup.actions.rename(ref, 'Werkbank');
    expect(setup.store.device(ref)?.value.name).toBe('Werkbank');
    await expect(renaming).resolves.toEqual({ outcome: 'done', settledBy: 'answer', value: undefined });
    expect(setup.store.device(ref)?.value.name).toBe('Werkbank');
    expect(setup.cloud.truth.device(ref.deviceId)).toMatchObject({ name: 'Werkbank' });
  });

  it.each([
    [2101, 'conflict'],
    [1106, 'permission'],
  ])('goes back with the reason where the cloud refuses with %i', async (code, reason) => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    setup.cloud.faults.add({ fault: { kind: 'code', code }, operation: 'renameDevice' });
    const shown: (string | undefined)[] = [];
    setup.store.onDidChange(() => shown.push(setup.store.device(ref)?.value.name));
    await expect(setup.actions.rename(ref, 'Werkbank')).resolves.toMatchObject({
      outcome: 'notDone',
      settledBy: 'answer',
      error: { reason, code },
    });
    expect(shown).toEqual(['Werkbank', 'Schreibtisch']);
  });

  it('that never left because nobody could be reached is not done', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    setup.cloud.faults.add({ fault: { kind: 'unreachable' }, operation: 'renameDevice' });
    await expect(setup.actions.rename(ref, 'Werkbank')).resolves.toMatchObject({
      outcome: 'notDone',
      error: { reason: 'network' },
    });
    expect(setup.store.device(ref)?.value.name).toBe('Schreibtisch');
  });

  it('of the main outlet goes by its own operation and names the device', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    await setup.actions.renameOutlet(ref, 'main', 'Werkbank');
    expect(setup.executed()).toEqual(['renameOutlet']);
    expect(setup.store.device(ref)?.value.name).toBe('Werkbank');
  });

  it('is cancelled before it is sent, never after', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    await expect(setup.actions.rename(ref, 'x', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(setup.executed()).toEqual([]);
    const controller = new AbortController();
    setup.cloud.faults.add({
      operation: 'renameDevice',
      fault: { kind: 'rewrite', rewrite: (result) => (controller.abort(), result) },
    });
    await expect(setup.actions.rename(ref, 'y', controller.signal)).resolves.toMatchObject({
      outcome: 'done',
    });
  });
});

describe('writes', () => {
  it('to one device follow one another in the order of asking', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('strip');
    const all = ['a', 'b', 'c'].map((name) => setup.actions.rename(ref, name));
    expect(setup.store.device(ref)?.value.name).toBe('c');
    await Promise.all(all);
    expect(setup.cloud.ledger.writes.map(({ body }) => body)).toEqual(
      ['a', 'b', 'c'].map((name) => JSON.stringify({ name })),
    );
    expect(setup.store.device(ref)?.value.name).toBe('c');
  });

  it('are told to whoever listens, with how they ended', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('bench');
    const events: WriteEvent[] = [];
    setup.actions.onDidWrite((event) => events.push(event));
    await setup.actions.remove(ref);
    await setup.actions.remove(ref);
    expect(events.map(({ operation, result }) => [operation, result.outcome])).toEqual([
      ['devices.remove', 'done'],
      ['devices.remove', 'notDone'],
    ]);
  });

  it('that delete a device take it out of the store, by answer or by look', async () => {
    const setup = actionsSetup();
    const bench = await setup.known('bench');
    const strip = await setup.known('strip');
    await setup.actions.remove(bench);
    setup.cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'deleteDevice' });
    await setup.actions.remove(strip);
    expect([bench, strip].map((ref) => setup.store.device(ref))).toEqual([undefined, undefined]);
  });

  it('refuse an offline reset with the cloud’s reason', async () => {
    const setup = actionsSetup();
    const ref = await setup.known('speaker');
    await expect(setup.actions.resetFactory(ref)).resolves.toMatchObject({
      outcome: 'notDone',
      error: { reason: 'offline', code: 2001 },
    });
  });
});
