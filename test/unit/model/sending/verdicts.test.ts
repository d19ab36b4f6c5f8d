import { describe, expect, it } from 'vitest';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import { CommandSender, oppositeOf, ValueRefusedError } from '../../../../src/model/sending/commandSender.js';
import { normalPoints } from '../../../../src/model/products/normalise.js';
import { withStandardCodes } from '../../../../src/model/products/standardCodes.js';
import type { SentCommand } from '../../../../src/model/sending/sentCommand.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { senderSetup, type SenderSetup } from '../../../support/senderSetup.js';
import type { ManualClock } from '../../../support/simulatorSigner.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';

const codeOf = ({ verdict }: SentCommand): number | undefined =>
  verdict && 'problem' in verdict && TuyaError.is(verdict.problem) ? verdict.problem.code : undefined;

describe('what came of a command', () => {
  it('is that it was applied, and how long that took by the cloud’s own record', async () => {
    const { sender, device, cloud, clock, calls, store } = senderSetup();
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 420 });
    const steps: string[] = [];
    sender.onDidChange(() => steps.push(sender.sentTo(ref)[0]?.state ?? ''));
    const sentAt = clock.now();
    const sent = await sender.send(ref, { code: 'temp_set', value: 235 });
    expect(sent).toMatchObject({
      state: 'ended',
      route: 'iot-03',
      acceptedMs: 0,
      verdict: { kind: 'applied', report: { value: 235, ms: 420 } },
    });
    expect(steps).toEqual(['sending', 'accepted', 'ended']);
    const [report] = cloud.truth.log(ref.deviceId, { from: sentAt, types: [7] });
    expect((report?.time ?? 0) - sentAt).toBe(420);
    // The send, and one read that sees the report.
    expect(calls()).toEqual(['sendCommands', 'getDeviceLogs']);
    expect(store.device(ref)?.value.status).toContainEqual({ code: 'temp_set', value: 235 });
  });

  it.each([-3_600_000, 3_600_000])(
    'is timed by the cloud’s clock where this computer’s is %i ms ahead, also where the answer is lost',
    async (aheadMs) => {
      const { sender, device, cloud } = senderSetup({ aheadMs });
      const ref = await device('thermostat');
      cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 420 });
      cloud.faults.add({ operation: 'sendCommands', nth: 1, fault: { kind: 'reset', when: 'after' } });
      for (const value of [240, 245]) {
        const sent = await sender.send(ref, { code: 'temp_set', value });
        expect(sent.verdict).toMatchObject({ kind: 'applied', report: { value, ms: 420 } });
      }
    },
  );

  it.each([-3_600_000, 0, 3_600_000])(
    'is timed by the cloud’s own record of both, however long the way there was, where this computer’s clock is %i ms ahead',
    async (aheadMs) => {
      const { sender, device, cloud, clock } = senderSetup({ aheadMs });
      const ref = await device('thermostat');
      cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'delay', ms: 900 } });
      const before = clock.now();
      const sent = await sender.send(ref, { code: 'temp_set', value: 235 });
      const rows = cloud.truth.log(ref.deviceId, { from: before });
      const [taken, reported] = [5, 7].map((type) => rows.find((row) => row.type === type)?.time ?? 0);
      expect(sent.verdict).toMatchObject({ kind: 'applied', report: { ms: (reported ?? 0) - (taken ?? 0) } });
      expect(sent.acceptedMs).toBe(900);
    },
  );

  it.each([-3_600_000, 3_600_000])(
    'is told with when it left by the cloud’s clock, also of what was refused, where this computer’s is %i ms ahead',
    async (aheadMs) => {
      const { sender, unmodelled, cloud, clock } = senderSetup({ aheadMs });
      const ref = await unmodelled('thermostat');
      cloud.faults.add({ operation: 'sendCommands', nth: 1, fault: { kind: 'code', code: 1104 } });
      const before = clock.now();
      const refused = await sender.send(ref, { code: 'temp_set', value: 240 });
      expect([refused.verdict?.kind, refused.cloudAt]).toEqual(['refused', before]);
      const sent = await sender.send(ref, { code: 'temp_set', value: 245 });
      expect(sent.cloudAt).toBe((sent.leftAt ?? 0) - aheadMs);
    },
  );

  it('is that the device took another value', async () => {
    const { sender, device, cloud, calls, store } = senderSetup();
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 280 });
    const sent = await sender.send(ref, { code: 'temp_set', value: 350 });
    expect(sent.verdict).toMatchObject({ kind: 'appliedOther', report: { value: 280, ms: 150 } });
    expect(calls()).toEqual(['sendCommands', 'getDeviceLogs', 'getDeviceLogs']);
    expect(store.device(ref)?.value.status).toContainEqual({ code: 'temp_set', value: 280 });
  });

  it('is that it was applied, where a slow device reports its old value, or values on the way to it', async () => {
    const { sender, device, cloud, clock, calls, store } = senderSetup();
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 3_500 });
    const before = store.device(ref)?.value.status.find(({ code }) => code === 'temp_set')?.value;
    const tell = (value: unknown, afterMs: number): unknown =>
      cloud.truth.addLogEvent(ref.deviceId, {
        time: clock.now() + afterMs,
        type: 7,
        code: 'temp_set',
        value: value as number,
      });
    tell(before, 500);
    const slow = await sender.send(ref, { code: 'temp_set', value: 235 });
    expect(slow.verdict).toMatchObject({ kind: 'applied', report: { value: 235, ms: 3_500 } });
    expect(calls()).toHaveLength(4);
    [255, 265, 275].forEach((value, index) => tell(value, 500 + index * 800));
    const moving = await sender.send(ref, { code: 'temp_set', value: 285 });
    expect(moving.verdict).toMatchObject({ kind: 'applied', report: { value: 285, ms: 3_500 } });
  });

  it('is another value where the device says its old one to the end', async () => {
    const { sender, device, cloud, clock } = senderSetup();
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'echo' });
    await sender.send(ref, { code: 'temp_set', value: 280 });
    clock.advance(5_000);
    cloud.truth.react(ref.deviceId, { does: 'nothing' });
    cloud.truth.addLogEvent(ref.deviceId, { time: clock.now() + 500, type: 7, code: 'temp_set', value: 280 });
    const kept = await sender.send(ref, { code: 'temp_set', value: 350 });
    expect(kept.verdict).toMatchObject({ kind: 'appliedOther', report: { value: 280, ms: 500 } });
  });

  it('is late where the device is slow, and no report where it stays silent', async () => {
    const { sender, device, cloud, calls, clock } = senderSetup();
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 3_000 });
    const slow = await sender.send(ref, { code: 'temp_set', value: 235 });
    expect(slow.verdict).toMatchObject({ kind: 'applied', report: { ms: 3_000 } });
    expect(calls()).toEqual(['sendCommands', 'getDeviceLogs', 'getDeviceLogs', 'getDeviceLogs']);
    cloud.truth.react(ref.deviceId, { does: 'nothing' });
    const began = clock.now();
    const silent = await sender.send(ref, { code: 'temp_set', value: 245 });
    expect(silent.verdict).toEqual({ kind: 'noReport', waitedMs: 15_000 });
    expect(clock.now() - began).toBe(15_000);
    expect(calls().filter((name) => name === 'getDeviceLogs')).toHaveLength(5);
  });

  it('is told beforehand where the device has the value, and that it reported nothing then', async () => {
    const { sender, device, store } = senderSetup();
    const ref = await device('thermostat');
    const value = store.device(ref)?.value.status.find(({ code }) => code === 'temp_set')?.value;
    const point = { code: 'temp_set', value };
    expect(sender.outlook(ref, point)).toEqual({ isReportOnly: false, hasValue: true, isOffline: false });
    expect((await sender.send(ref, point)).verdict).toEqual({ kind: 'same', waitedMs: 2_000 });
  });

  it('is not taken from what was reported before', async () => {
    const { sender, device } = senderSetup();
    const ref = await device('thermostat');
    const sends = [1, 2].map(() => () => sender.send(ref, { code: 'hysteresis', value: 30 }));
    const kinds: (string | undefined)[] = [];
    for (const send of sends) kinds.push((await send()).verdict?.kind);
    // Of the second one the shadow has the value, with the time of the first report.
    expect(kinds).toEqual(['applied', 'same']);
  });

  it('is offline, refused with its code, or a full pool', async () => {
    const { sender, device, cloud } = senderSetup();
    const cooler = await device('airConditioner');
    expect(sender.outlook(cooler, { code: 'switch', value: true }).isOffline).toBe(true);
    const offline = await sender.send(cooler, { code: 'switch', value: true });
    expect([offline.verdict?.kind, codeOf(offline)]).toEqual(['offline', 2001]);
    cloud.truth.limitControl(0);
    const full = await sender.send(await device('strip'), { code: 'switch_1', value: true });
    expect([full.verdict?.kind, codeOf(full)]).toEqual(['refused', 60001001]);
  });

  it('is what was seen where the answer was lost, and unknown where nothing was', async () => {
    const { sender, device, cloud } = senderSetup();
    const ref = await device('thermostat');
    const lost = cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'after' } });
    const done = await sender.send(ref, { code: 'temp_set', value: 255 });
    expect(done.verdict).toMatchObject({ kind: 'applied', report: { value: 255, ms: 150 } });
    lost.remove();
    cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'before' } });
    const unknown = await sender.send(ref, { code: 'temp_set', value: 265 });
    expect(unknown.verdict?.kind).toBe('unknown');
    expect(cloud.ledger.count('sendCommands')).toMatchObject({ calls: 2, executed: 1 });
  });

  it('is that nobody can look, where log and shadow are refused', async () => {
    const { sender, device, cloud, calls } = senderSetup();
    const ref = await device('thermostat');
    for (const operation of ['getDeviceLogs', 'getShadowProperties'] as const)
      cloud.faults.add({ operation, fault: { kind: 'code', code: 28841105 } });
    const sent = await sender.send(ref, { code: 'temp_set', value: 275 });
    expect([sent.verdict?.kind, codeOf(sent)]).toEqual(['unseen', 28841105]);
    expect(calls()).toEqual(['sendCommands', 'getDeviceLogs', 'getShadowProperties']);
  });

  it('is of each command alone where one follows the other', async () => {
    const time = new SimulatedTime();
    const { sender, device, cloud } = senderSetup({ ownClock: time });
    const ref = await device('thermostat');
    cloud.truth.react(ref.deviceId, { does: 'nothing' });
    const first = sender.send(ref, { code: 'temp_set', value: 285 });
    await time.pass(500);
    cloud.truth.react(ref.deviceId, { does: 'apply' });
    const second = sender.send(ref, { code: 'temp_set', value: 295 });
    await time.pass(20_000);
    expect((await second).verdict).toMatchObject({ kind: 'applied' });
    expect((await first).verdict?.kind).toBe('noReport');
  });

  it('is cut short, and the command isn’t, where nobody waits any more', async () => {
    const time = new SimulatedTime();
    const { sender, device, cloud, calls } = senderSetup({ ownClock: time });
    const ref = await device('thermostat');
    const leaving = new AbortController();
    const sent = sender.send(ref, { code: 'temp_set', value: 285 }, leaving.signal);
    await time.pass(500);
    leaving.abort();
    expect((await sent).verdict).toEqual({ kind: 'noReport', waitedMs: 0, isCut: true });
    expect(calls()).toEqual(['sendCommands']);
    expect(cloud.ledger.count('sendCommands').executed).toBe(1);
  });
});

it('of the thing model alone is looked for where the thing model’s reports are, where its answer was lost', async () => {
  const { sender, device, cloud, calls } = senderSetup();
  const ref = await device('thermostat');
  cloud.faults.add({ operation: 'issueProperties', fault: { kind: 'reset', when: 'after' } });
  const sent = await sender.send(ref, { code: 'hysteresis', value: 20 });
  expect(sent.verdict).toMatchObject({ kind: 'applied', report: { value: 20 } });
  expect(new Set(calls())).toEqual(new Set(['sendCommands', 'issueProperties', 'getShadowProperties']));
});

it.each([-3_600_000, 3_600_000])(
  'is looked for by the cloud’s clock where only the shadow tells, and this computer’s is %i ms ahead',
  async (aheadMs) => {
    const { sender, device, cloud, clock } = senderSetup({ aheadMs });
    const ref = await device('thermostat');
    cloud.truth.addLogEvent(ref.deviceId, {
      time: clock.now() - 60_000,
      type: 7,
      code: 'temp_set',
      value: 255,
    });
    cloud.faults.add({ operation: 'getDeviceLogs', fault: { kind: 'code', code: 28841105 } });
    const lost = cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'before' } });
    expect((await sender.send(ref, { code: 'temp_set', value: 255 })).verdict?.kind).toBe('unknown');
    lost.remove();
    const { sender: other, device: own, cloud: second } = senderSetup({ aheadMs });
    second.faults.add({ operation: 'getDeviceLogs', fault: { kind: 'code', code: 28841105 } });
    second.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'after' } });
    const done = await other.send(await own('thermostat'), { code: 'temp_set', value: 255 });
    expect(done.verdict).toMatchObject({ kind: 'applied', report: { ms: 150 } });
  },
);

it('of the standard set goes by the thing model’s own code where only the thing model takes it', async () => {
  const { device, cloud, actions, client, store, clock, known } = senderSetup();
  const ref = await device('bulb');
  const own = [...known(ref).points.values()];
  const { points } = normalPoints(await client.products.specification(ref.deviceId, 'v1.1'));
  const joined = new Map(withStandardCodes(own, points).map((point) => [point.code, point]));
  expect([...joined.keys()]).toEqual(expect.arrayContaining(['bright_value', 'bright_value_v2']));
  const time = new CloudTime();
  const sender = new CommandSender({
    writer: actions.writer,
    clients: { client: () => Promise.resolve(client), time: () => time },
    devices: store,
    models: { known: () => ({ reading: { state: 'unread' }, points: joined, changedByHand: new Set() }) },
    clock,
  });
  cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code: 2008 } });
  const sent = await sender.send(ref, { code: 'bright_value_v2', value: 430 });
  expect(sent).toMatchObject({ route: 'issue', verdict: { kind: 'applied', report: { value: 430 } } });
  const { body } = cloud.ledger.entries.find(({ operation }) => operation === 'issueProperties') ?? {};
  expect(body).toBe('{"properties":"{\\"bright_value\\":430}"}');
});

describe('a command in doubt', () => {
  /** One whose answer was lost, and that nobody could look after. */
  async function lost(): Promise<SenderSetup<ManualClock> & { readonly ref: DeviceRef }> {
    const setup = senderSetup();
    const { sender, device, cloud, actions } = setup;
    const ref = await device('thermostat');
    cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'reset', when: 'after' } });
    for (const operation of ['getDeviceLogs', 'getShadowProperties'] as const)
      cloud.faults.add({ operation, fault: { kind: 'reset', when: 'before' } });
    expect((await sender.send(ref, { code: 'temp_set', value: 255 })).verdict?.kind).toBe('unknown');
    // The looks that follow by themselves are over.
    const isOver = (): boolean =>
      actions.doubts.of(ref).every(({ result }) => result.outcome === 'unknown' && !result.later);
    await expect.poll(isOver).toBe(true);
    cloud.faults.clear();
    return { ...setup, ref };
  }

  it('isn’t sent again where looking shows that it was done', async () => {
    const { sender, cloud, ref } = await lost();
    expect((await sender.send(ref, { code: 'temp_set', value: 255 })).verdict?.kind).toBe('applied');
    expect(cloud.ledger.count('sendCommands').executed).toBe(1);
  });

  it('is overtaken by another value, also while it is still looked for', async () => {
    const time = new SimulatedTime();
    const { sender, device, cloud, actions } = senderSetup({ ownClock: time });
    const ref = await device('thermostat');
    const fault = { kind: 'reset', when: 'before' } as const;
    for (const operation of ['sendCommands', 'getDeviceLogs', 'getShadowProperties'] as const)
      cloud.faults.add({ operation, fault });
    const lost = sender.send(ref, { code: 'temp_set', value: 255 });
    await time.pass(5_000);
    expect((await lost).verdict?.kind).toBe('unknown');
    cloud.faults.clear();
    const other = sender.send(ref, { code: 'temp_set', value: 300 });
    await time.pass(1_500);
    expect((await other).verdict?.kind).toBe('applied');
    expect(actions.doubts.of(ref)).toEqual([]);
    const again = sender.send(ref, { code: 'temp_set', value: 255 });
    await time.pass(1_500);
    expect((await again).verdict?.kind).toBe('applied');
  });

  it('is sent again where the device has another value by now', async () => {
    const { sender, cloud, clock, ref } = await lost();
    clock.advance(60_000);
    cloud.truth.addLogEvent(ref.deviceId, { time: clock.now() - 500, type: 7, code: 'temp_set', value: 210 });
    expect((await sender.send(ref, { code: 'temp_set', value: 255 })).verdict?.kind).toBe('applied');
    expect(cloud.ledger.count('sendCommands').executed).toBe(2);
  });
});

describe('what isn’t sent', () => {
  it.each([
    ['what only reports', 'temp_current', 210, 'reportOnly'],
    ['a number out of its limits', 'temp_set', 1_000, 'tooLarge'],
    ['one off its step', 'temp_set', 236, 'offStep'],
    ['what is no member', 'mode', 'holiday', 'notAMember'],
    ['a text for a switch', 'switch', 'true', 'notBoolean'],
  ])('is %s', async (_name, code, value, kind) => {
    const { sender, device, calls } = senderSetup();
    const ref = await device('thermostat');
    const error: unknown = await sender.send(ref, { code, value }).catch((problem: unknown) => problem);
    expect(error instanceof ValueRefusedError && error.problem.kind).toBe(kind);
    expect(sender.sentTo(ref)).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('is anything in a protected project, also where it was protected while another way is looked for', async () => {
    const { sender, device, protectWhen, calls, cloud } = senderSetup();
    const ref = await device('thermostat');
    const refused = { reason: 'protected' };
    protectWhen(() => true);
    await expect(sender.send(ref, { code: 'switch', value: true })).rejects.toMatchObject(refused);
    expect(calls()).toEqual([]);
    protectWhen(() => cloud.ledger.count('sendCommands').calls > 0);
    await expect(sender.send(ref, { code: 'hysteresis', value: 20 })).rejects.toMatchObject(refused);
    expect(calls()).toEqual(['sendCommands']);
    expect(sender.sentTo(ref)).toEqual([]);
  });
});

describe('the history', () => {
  it('has every command, the newest first, and what would undo it', async () => {
    const { sender, device } = senderSetup();
    const ref = await device('socket');
    await sender.send(ref, { code: 'switch_1', value: true });
    await sender.send(ref, { code: 'switch_1', value: false });
    const sent = sender.sentTo(ref);
    expect(sent.map(({ value }) => value)).toEqual([false, true]);
    expect(sent.every(({ verdict }) => verdict !== undefined)).toBe(true);
    expect(oppositeOf({ code: 'switch_1', value: false })).toEqual({ code: 'switch_1', value: true });
    expect(oppositeOf({ code: 'temp_set', value: 1 })).toBeUndefined();
    sender.drop('p');
    expect(sender.sentTo(ref)).toEqual([]);
  });
});
