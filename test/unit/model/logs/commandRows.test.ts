import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { commandKeyOf, commandOfRow, sentType } from '../../../../src/model/logs/rows/commandRow.js';
import type { LogSession } from '../../../../src/model/logs/logSession.js';
import type { LogRow } from '../../../../src/model/logs/rows/logTypes.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { SentCommand } from '../../../../src/model/sending/sentCommand.js';
import { aQuery, hourMs, logSetup, settled, type LogSetup } from '../../../support/logSessionSetup.js';

const minuteMs = 60_000;

/** Commands as a sender tells of them. */
function commandsOf() {
  const changed = new Emitter<DeviceRef>();
  const sent = new Map<string, readonly SentCommand[]>();
  return {
    sentTo: ({ deviceId }: DeviceRef) => sent.get(deviceId) ?? none,
    onDidChange: changed.event,
    set: (ref: DeviceRef, commands: readonly SentCommand[]) => {
      sent.set(ref.deviceId, commands);
      changed.fire(ref);
    },
  };
}
const none: readonly SentCommand[] = [];

function command(ref: DeviceRef, fields: Partial<SentCommand> = {}): SentCommand {
  return {
    ...{ id: 1, key: 'one', ref, code: 'switch', value: true, at: 0, hadValue: false, state: 'accepted' },
    ...fields,
  };
}

async function followed(options: Parameters<typeof logSetup>[0] = {}) {
  const commands = commandsOf();
  const setup = logSetup({ products: ['leak'], ...options, session: { commands, ...options?.session } });
  await setup.session.run(aQuery({ kind: 'last', ms: hourMs }));
  setup.session.follow(true);
  return { ...setup, commands, ref: refOf(setup) };
}

const refOf = ({ deviceIds }: LogSetup, at = 0): DeviceRef => ({
  projectId: 'p',
  deviceId: deviceIds[at] ?? '',
});

function sentIn({ table }: LogSession): readonly LogRow[] {
  return Array.from(table.slotsInOrder(), (slot) => table.row(slot)).filter(({ type }) => type === sentType);
}

describe('a command in a log', () => {
  it('stands at the time it left by the cloud’s clock, once, however far it comes', async () => {
    const { session, commands, ref, time } = await followed();
    const sent = command(ref, { cloudAt: time.now(), leftAt: time.now(), acceptedMs: 20 });
    commands.set(ref, [command(ref, { state: 'sending' })]);
    expect(sentIn(session)).toEqual([]);
    commands.set(ref, [sent]);
    const [row] = sentIn(session);
    expect(row).toMatchObject({ time: sent.cloudAt, code: 'switch', value: 'true', device: 0 });
    expect(row && commandKeyOf(row)).toBe('one');
    const { version } = session.view;
    commands.set(ref, [{ ...sent, state: 'ended', verdict: { kind: 'noReport', waitedMs: 15_000 } }]);
    expect(sentIn(session).map(({ id }) => id)).toEqual([row?.id]);
    expect(session.view.version).toBeGreaterThan(version);
    const kept = sentIn(session)[0];
    expect(kept && commandOfRow(kept, ref)?.verdict).toEqual({ kind: 'noReport', waitedMs: 15_000 });
  });

  it('is there after another range was read, where it belongs to that, and not where it doesn’t', async () => {
    const { session, commands, ref, time } = await followed();
    const now = time.now();
    const all = [
      command(ref, { key: 'new', cloudAt: now - minuteMs }),
      command(ref, { key: 'old', cloudAt: now - 2 * hourMs, code: 'mode', value: 'eco' }),
    ];
    commands.set(ref, all);
    const keys = (): unknown[] => sentIn(session).map(commandKeyOf);
    expect(keys()).toEqual(['new']);
    await session.run(aQuery({ kind: 'last', ms: 3 * hourMs }));
    expect(keys()).toEqual(['old', 'new']);
    await session.run(aQuery({ kind: 'last', ms: 3 * hourMs }, { codes: ['mode'] }));
    expect(keys()).toEqual(['old']);
    session.follow(false);
    await session.run(aQuery({ kind: 'between', from: now - 3 * hourMs, to: now - hourMs }));
    expect(keys()).toEqual(['old']);
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    expect(keys()).toEqual(['new']);
    // What is added at an end brings what belongs to it.
    for (let at = 0; at < 3; at++) await session.loadOlder();
    expect(keys()).toEqual(['old', 'new']);
  });

  it('has its device followed fast while its report is waited for, and no other; then slowly again', async () => {
    const { session, commands, ref, time, cloud, deviceIds } = await followed({
      products: ['leak', 'climate'],
    });
    await time.pass(20 * minuteMs);
    const calls = (): number[] =>
      deviceIds.map(
        (id) =>
          cloud.ledger.entries.filter(
            ({ operation, path }) => operation === 'getDeviceLogs' && path.includes(id),
          ).length,
      );
    const before = calls();
    const since = (): number[] => calls().map((count, at) => count - (before[at] ?? 0));
    commands.set(ref, [command(ref, { cloudAt: time.now() })]);
    session.hurry(ref);
    await time.pass(15_500);
    const [own = 0, other = 0] = since();
    expect(own).toBeGreaterThanOrEqual(5);
    expect(own).toBeLessThanOrEqual(6);
    expect(other).toBeLessThanOrEqual(5);
    commands.set(ref, [command(ref, { cloudAt: time.now(), state: 'ended' })]);
    session.hurry(ref);
    await time.pass(20 * minuteMs);
    const slow = since()[0] ?? 0;
    await time.pass(10 * minuteMs);
    expect((since()[0] ?? 0) - slow).toBeLessThanOrEqual(11);
  });

  it('makes no call where the tail has no budget for it', async () => {
    const { session, commands, ref, time, logCalls } = await followed({ session: { budget: () => 60 } });
    await time.pass(10 * minuteMs);
    const before = logCalls();
    commands.set(ref, [command(ref, { cloudAt: time.now() })]);
    for (let at = 0; at < 60; at++) {
      session.hurry(ref);
      await time.pass(10_000);
    }
    expect(logCalls() - before).toBeLessThanOrEqual(16);
    await settled();
  });
});
