import { describe, expect, it } from 'vitest';
import type { CommandSender } from '../../../../src/model/sending/commandSender.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { senderSetup } from '../../../support/senderSetup.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { MemoryState } from '../../../support/storage.js';

const told = (sender: CommandSender, ref: Parameters<CommandSender['sentTo']>[0]): readonly unknown[] =>
  sender.sentTo(ref).map(({ code, value, verdict }) => [code, value, verdict?.kind]);

describe('in a later window', () => {
  it('what was sent is told with its verdicts, under the same keys', async () => {
    const state = new MemoryState();
    const { sender, device, cloud, nextWindow } = senderSetup({ state });
    const ref = await device('thermostat');
    await sender.send(ref, { code: 'temp_set', value: 235 });
    cloud.faults.add({ operation: 'sendCommands', nth: 1, fault: { kind: 'code', code: 60001001 } });
    await sender.send(ref, { code: 'temp_set', value: 240 });
    const before = sender.sentTo(ref);
    const later = nextWindow().sender;
    const after = later.sentTo(ref);
    expect(after.map(({ key, verdict }) => [key, verdict?.kind])).toEqual(
      before.map(({ key, verdict }) => [key, verdict?.kind]),
    );
    expect(after[1]?.verdict).toEqual(before[1]?.verdict);
    const [refused] = after;
    const problem = refused?.verdict && 'problem' in refused.verdict ? refused.verdict.problem : undefined;
    expect(TuyaError.is(problem) && [problem.code, problem.reason, problem.remedy]).toEqual([
      60001001,
      'permission',
      'freeControllable',
    ]);
    const sent = await later.send(ref, { code: 'temp_set', value: 245 });
    expect(new Set(later.sentTo(ref).map(({ id }) => id)).size).toBe(3);
    expect(later.sentTo(ref)[0]).toBe(sent);
    sender.drop('p');
    await expect.poll(() => [...state.values.values()]).toEqual([undefined]);
  });

  it('one that was on its way when the window ended is in doubt, and isn’t sent again where it was done', async () => {
    const time = new SimulatedTime();
    const { sender, device, cloud, nextWindow } = senderSetup({ ownClock: time, state: new MemoryState() });
    const ref = await device('thermostat');
    cloud.faults.add({
      operation: 'sendCommands',
      nth: 1,
      fault: { kind: 'stall', what: 'headers', executed: true },
    });
    const lost = sender.send(ref, { code: 'temp_set', value: 235 });
    await time.pass(1_000);
    const { sender: later, actions } = nextWindow();
    void lost.catch(() => undefined);
    expect(told(later, ref)).toEqual([['temp_set', 235, 'unknown']]);
    later.recall('p');
    expect(actions.doubts.of(ref).map(({ about }) => about)).toEqual([['temp_set', '235']]);
    const again = later.send(ref, { code: 'temp_set', value: 235 });
    await time.pass(60_000);
    await again;
    expect(cloud.ledger.count('sendCommands')).toMatchObject({ calls: 1, executed: 1 });
    // And the earlier one is told so, too.
    expect(told(later, ref)).toEqual([
      ['temp_set', 235, 'applied'],
      ['temp_set', 235, 'applied'],
    ]);
    expect(actions.doubts.of(ref)).toEqual([]);
  });

  it('a doubt that was put away, or overtaken by another value, stays so', async () => {
    const { sender, device, cloud, actions, nextWindow } = senderSetup({ state: new MemoryState() });
    const ref = await device('thermostat');
    const lost = cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'before' } });
    await sender.send(ref, { code: 'temp_set', value: 230 });
    await sender.send(ref, { code: 'hysteresis', value: 30 });
    expect(actions.doubts.of(ref)).toHaveLength(2);
    actions.doubts.dismiss(actions.doubts.of(ref)[0]?.id ?? 0);
    lost.remove();
    await sender.send(ref, { code: 'hysteresis', value: 20 });
    const { sender: later, actions: own } = nextWindow();
    later.recall('p');
    expect(own.doubts.of(ref)).toEqual([]);
  });

  it('only so many are kept, the newest', async () => {
    const state = new MemoryState();
    const { sender, device, nextWindow } = senderSetup({ state });
    const ref = await device('socket');
    for (let index = 0; index < 120; index++)
      await sender.send(ref, { code: 'switch_1', value: index % 2 === 0 });
    const keys = sender.sentTo(ref).map(({ key }) => key);
    expect(keys).toHaveLength(120);
    expect(
      nextWindow()
        .sender.sentTo(ref)
        .map(({ key }) => key),
    ).toEqual(keys.slice(0, 100));
  });

  it('no value that may be a secret, nor a long one, is kept; what can’t be read is left out', async () => {
    const state = new MemoryState();
    const { sender, unmodelled, nextWindow } = senderSetup({ state });
    const ref = await unmodelled('thermostat');
    await sender.send(ref, { code: 'temporary_password', value: 'hunter2' });
    await sender.send(ref, { code: 'config', value: { ssid: 'home', wifi_key: 'hunter2' } });
    await sender.send(ref, { code: 'config', value: 'x'.repeat(2_000) });
    const [[key, kept] = ['', {}]] = [...state.values];
    expect(JSON.stringify(kept)).not.toMatch(/hunter2|xxxx/);
    const stored = kept as Record<string, unknown[]>;
    stored[ref.deviceId] = [{ code: 1 }, null, ...(stored[ref.deviceId] ?? [])];
    state.values.set(key, { ...stored, other: 'nothing' });
    const later = nextWindow().sender.sentTo(ref);
    expect(later.map(({ code, isValueGone }) => [code, isValueGone])).toEqual([
      ['config', true],
      ['config', true],
      ['temporary_password', true],
    ]);
  });

  it('nothing is left of a project that is removed before anybody asked what was sent in it', async () => {
    const state = new MemoryState();
    const { sender, device, nextWindow } = senderSetup({ state });
    const ref = await device('thermostat');
    await sender.send(ref, { code: 'temp_set', value: 235 });
    const later = nextWindow().sender;
    later.drop('p');
    expect(later.sentTo(ref)).toEqual([]);
  });
});
