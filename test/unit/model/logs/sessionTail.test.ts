import { describe, expect, it } from 'vitest';
import type { LogSession } from '../../../../src/model/logs/logSession.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import {
  aQuery,
  differences,
  hourMs,
  logSetup,
  rowsOf,
  settled,
  textsOf,
  type LogSetup,
} from '../../../support/logSessionSetup.js';
import { logEntry, scriptedLogs } from '../../../support/scriptedLogs.js';

const minuteMs = 60_000;
const nothing = { lost: [], extra: [] };
/** A gateway's own log can't be read; a leak sensor reports a few times a day. */
const quiet = 'leak';

async function followed(options: Parameters<typeof logSetup>[0] = {}): Promise<LogSetup> {
  const setup = logSetup({ products: [quiet], ...options });
  await setup.session.run(aQuery({ kind: 'last', ms: hourMs }));
  setup.session.follow(true);
  return setup;
}

const ofFirst = ({ deviceIds: [deviceId = ''] }: LogSetup) => ({ projectId: 'p', deviceId });

function notesOf(session: LogSession) {
  const { view } = session;
  return view.window(0, view.total).flatMap((item) => (item.kind === 'note' ? [item.note] : []));
}

function compared({ cloud, deviceIds }: LogSetup, session: LogSession, device = 0) {
  const from = session.state().span?.from ?? 0;
  return differences(rowsOf(session, device), textsOf(cloud.truth.log(deviceIds[device] ?? '', { from })));
}

describe('what a tail costs', () => {
  it.each([5, 10, 60])('is a tenth of asking every 3 s, over %i idle minutes', async (minutes) => {
    const { time, logCalls, session } = await followed();
    await time.pass(minutes * minuteMs);
    expect(logCalls()).toBeLessThanOrEqual((minutes * 20) / 10);
    expect(logCalls()).toBeGreaterThan(minutes / 2);
    expect(session.state().calls).toBe(logCalls());
    expect(session.state().tail).toMatchObject({ state: 'following', intervalMs: 60_000, cantKeepUp: false });
  });

  it('is a call every 3 s while rows come', async () => {
    const { time, logCalls, cloud, deviceIds, session } = await followed();
    for (let at = 0; at < 20; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
      await time.pass(3_000);
    }
    expect(logCalls()).toBeGreaterThanOrEqual(19);
    expect(session.state().tail.intervalMs).toBe(3_000);
  });

  it('is a call every 3 s for ten minutes where a person wants that, and then what it was', async () => {
    const { time, logCalls, session } = await followed();
    await time.pass(20 * minuteMs);
    session.followFast(true);
    const before = logCalls();
    await time.pass(9 * minuteMs);
    expect(session.state().tail).toMatchObject({ intervalMs: 3_000, fastUntil: expect.any(Number) });
    expect(logCalls() - before).toBeGreaterThan(150);
    expect(logCalls() - before).toBeLessThanOrEqual(181);
    await time.pass(10 * minuteMs);
    expect(session.state().tail).toMatchObject({ intervalMs: 60_000 });
    expect(session.state().tail.fastUntil).toBeUndefined();
  });

  it('is no longer fast where the clock is set back', async () => {
    const { time, logCalls, session } = await followed();
    await time.pass(20 * minuteMs);
    session.followFast(true);
    await time.pass(minuteMs);
    time.setBack(hourMs);
    await time.pass(minuteMs);
    const before = logCalls();
    await time.pass(10 * minuteMs);
    expect(logCalls() - before).toBeLessThanOrEqual(20);
    expect(session.state().tail.fastUntil).toBeUndefined();
  });

  it('is no more than the budget, however fast it is to be', async () => {
    const { time, logCalls, session } = await followed({ session: { budget: () => 60 } });
    await time.pass(minuteMs);
    session.followFast(true);
    const before = logCalls();
    await time.pass(10 * minuteMs);
    expect(logCalls() - before).toBeLessThanOrEqual(16);
  });

  it.each([
    [
      'a marker',
      ({ markers, time }: LogSetup) =>
        markers([{ id: 'm', time: time.now(), text: 'here', source: 'person' }]),
    ],
    ['something that was sent', (setup: LogSetup) => setup.session.hurry(ofFirst(setup))],
  ])('is one call at once after %s, and the pace of rows that come', async (_, happens) => {
    const setup = await followed();
    const { time, logCalls, session } = setup;
    await time.pass(20 * minuteMs);
    await time.pass(5_000);
    const before = logCalls();
    happens(setup);
    await time.pass(100);
    expect(logCalls() - before).toBe(1);
    expect(session.state().tail.intervalMs).toBeLessThanOrEqual(6_000);
    // Again and again is no faster than every three seconds.
    for (let at = 0; at < 20; at++) session.hurry(ofFirst(setup));
    await time.pass(1_000);
    expect(logCalls() - before).toBe(1);
  });

  it('is no call where a marker only gets other words', async () => {
    const setup = await followed();
    const { time, logCalls, markers } = setup;
    const mark = (text: string): void => markers([{ id: 'm', time: time.now(), text, source: 'flash' }]);
    mark('waiting');
    await time.pass(20 * minuteMs);
    await time.pass(5_000);
    const before = logCalls();
    mark('1.0.0 → 1.0.1');
    await time.pass(100);
    expect(logCalls()).toBe(before);
  });

  it('is nothing while hidden; then it catches up at once', async () => {
    const setup = await followed();
    const { time, logCalls, cloud, deviceIds, session } = setup;
    await time.pass(minuteMs);
    session.setVisible(false);
    await settled();
    const before = logCalls();
    for (let at = 0; at < 250; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', {
        time: time.now() + at,
        type: 7,
        code: 'bench',
        value: at,
      });
    }
    await time.pass(3 * hourMs);
    expect(logCalls()).toBe(before);
    expect(session.state().tail.state).toBe('waiting');
    session.setVisible(true);
    await settled();
    expect(compared(setup, session)).toEqual(nothing);
    expect(notesOf(session)).toEqual([]);
    expect(logCalls() - before).toBeLessThanOrEqual(4);
  });

  it("never more than the budget's, and still fills every hole", async () => {
    const setup = await followed({ session: { budget: () => 20 } });
    const { time, logCalls, cloud, deviceIds, session } = setup;
    for (let at = 0; at < 1500; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', {
        time: time.now() + at * 1000,
        type: 7,
        code: 'bench',
        value: at,
      });
    }
    await time.pass(6 * hourMs);
    expect(logCalls()).toBeLessThanOrEqual(6 * 20 + 6);
    expect(compared(setup, session)).toEqual(nothing);
  });

  it.each(['free', 'paid'] as const)(
    'is what the cloud counts, under faults too, edition %s',
    async (edition) => {
      const setup = await followed({ edition, products: ['climate', 'door'], seed: 5 });
      const { time, logCalls, cloud, session } = setup;
      for (const kind of ['truncated', 'empty', 'html'] as const) {
        cloud.faults.add({ fault: { kind }, operation: 'getDeviceLogs', probability: 0.1 });
      }
      cloud.faults.add({ fault: { kind: 'deadToken' }, operation: 'getDeviceLogs', probability: 0.02 });
      await time.pass(4 * hourMs);
      expect(session.state().calls).toBe(logCalls());
      expect(logCalls()).toBeGreaterThan(400);
    },
  );
});

describe('a tail that fails', () => {
  it('says so, asks less often, and leaves no hole', async () => {
    const setup = await followed({ products: ['climate'] });
    const { time, cloud, session, logCalls } = setup;
    await time.pass(10 * minuteMs);
    const fault = cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDeviceLogs' });
    await time.pass(2 * hourMs);
    const { tail } = session.state();
    expect(tail).toMatchObject({ state: 'failing', problem: { reason: 'permission' } });
    expect(tail.lagMs).toBeGreaterThan(2 * hourMs - 2 * minuteMs);
    const [note, ...others] = notesOf(session);
    expect(others).toEqual([]);
    expect(note).toMatchObject({
      kind: 'failed',
      canRead: true,
      problem: { reason: 'permission' },
      device: 0,
    });
    expect((note?.until ?? 0) - (note?.time ?? 0)).toBeGreaterThan(110 * minuteMs);
    const before = logCalls();
    await time.pass(hourMs);
    expect(logCalls() - before).toBeLessThanOrEqual(24);
    fault.remove();
    await time.pass(10 * minuteMs);
    expect(notesOf(session)).toEqual([]);
    expect(session.state().tail.state).toBe('following');
    expect(compared(setup, session)).toEqual(nothing);
  });

  it('keeps its wait, whatever somebody is about to do', async () => {
    const setup = await followed();
    const { time, cloud, session, logCalls } = setup;
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDeviceLogs' });
    await time.pass(30 * minuteMs);
    expect(session.state().tail.state).toBe('failing');
    const before = logCalls();
    session.followFast(true);
    session.hurry(ofFirst(setup));
    await time.pass(4_000);
    expect(logCalls()).toBe(before);
  });

  it('looks often enough for the network to be back', async () => {
    const setup = await followed({ products: ['climate'] });
    const { time, cloud, session } = setup;
    cloud.faults.add({ fault: { kind: 'unreachable' } });
    await time.pass(3 * hourMs);
    expect(session.state().tail).toMatchObject({ state: 'failing', problem: { reason: 'network' } });
    expect((session.state().tail.nextAt ?? 0) - time.now()).toBeLessThanOrEqual(minuteMs);
    cloud.faults.clear();
    await time.pass(minuteMs + 10_000);
    expect(session.state().tail.state).toBe('following');
    expect(compared(setup, session)).toEqual(nothing);
  });

  it('reads what a range could not, once that is possible', async () => {
    const setup = logSetup({ products: ['climate'] });
    const { time, cloud, session } = setup;
    cloud.faults.add({ fault: { kind: 'unreachable' } });
    session.follow(true);
    const run = session.run(aQuery({ kind: 'last', ms: 48 * hourMs }));
    await time.pass(10 * minuteMs);
    await run;
    expect(session.state()).toMatchObject({ emptyReason: 'failed', problem: { reason: 'network' } });
    cloud.faults.clear();
    await time.pass(5 * minuteMs);
    expect(compared(setup, session)).toEqual(nothing);
    expect(session.table.size).toBeGreaterThan(200);
    expect(session.state()).not.toHaveProperty('problem');
    expect(notesOf(session).filter(({ kind }) => kind !== 'offline')).toEqual([]);
  });

  it('tells of each device how far it is followed, also beside one whose log can’t be read', async () => {
    const { session, time, cloud, deviceIds } = await followed({ products: ['climate', 'leak'] });
    await time.pass(minuteMs);
    cloud.faults.add({ fault: { kind: 'unreachable' }, path: new RegExp(deviceIds[1] ?? '') });
    await time.pass(10 * minuteMs);
    const ages = [0, 1].map((index) => time.now() - (session.followed(index)?.to ?? 0));
    expect(ages[0]).toBeLessThan(2 * minuteMs);
    expect(ages[1]).toBeGreaterThan(8 * minuteMs);
  });

  it('ends for a device that keeps no log', async () => {
    const { session, time, logCalls } = await followed({ products: ['gateway'] });
    await time.pass(hourMs);
    expect(logCalls()).toBe(1);
    expect(session.state()).toMatchObject({ emptyReason: 'unsupported' });
    expect(notesOf(session)).toEqual([]);
  });
});

describe('more rows than the tail may read', () => {
  it('come from the newest down, with a note for the rest until it is read', async () => {
    const setup = await followed();
    const { time, cloud, deviceIds, session } = setup;
    await time.pass(minuteMs);
    const from = time.now();
    for (let at = 0; at < 3000; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: from + at * 2, type: 7, code: 'bench', value: at });
    }
    time.jump(minuteMs);
    await time.pass(0);
    await time.pass(minuteMs);
    await time.pass(1);
    // Somewhere on its way.
    const kept = new Set<string>();
    for (let step = 0; step < 120 && compared(setup, session).lost.length > 0; step++) {
      if (session.state().tail.cantKeepUp) {
        const [note] = notesOf(session);
        expect(note).toMatchObject({ kind: 'unread', canRead: true });
        kept.add(String(note?.id));
      }
      await time.pass(1_000);
    }
    expect(kept.size).toBe(1);
    await time.pass(minuteMs);
    expect(compared(setup, session)).toEqual(nothing);
    expect(notesOf(session)).toEqual([]);
    expect(session.state().tail.cantKeepUp).toBe(false);
  });
});

describe('a pause', () => {
  it('keeps the view, and reads on', async () => {
    const setup = await followed();
    const { time, cloud, deviceIds, session } = setup;
    session.pause(true);
    await settled();
    const { shownRows } = session.view;
    for (let at = 0; at < 5; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: at });
    }
    await time.pass(minuteMs);
    expect(session.view.shownRows).toBe(shownRows);
    expect(session.state().tail).toMatchObject({ state: 'paused', frozen: true, queued: 5 });
    session.pause(false);
    await settled();
    expect(session.view.shownRows).toBe(shownRows + 5);
    expect(session.state().tail).toMatchObject({ state: 'following', queued: 0 });
  });

  it('goes on when it is no longer followed, and when another range is read', async () => {
    const { session, time } = logSetup();
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(5_000);
    session.pause(true);
    session.follow(false);
    expect(session.state().tail).toMatchObject({ state: 'off', frozen: false });
    session.pause(true);
    expect(session.state().tail).toMatchObject({ state: 'off', frozen: true });
    await session.run(aQuery({ kind: 'last', ms: 2 * hourMs }));
    expect(session.state().tail).toMatchObject({ state: 'off', frozen: false, queued: 0 });
    expect(session.view.shownRows).toBe(session.table.size);
  });
});

describe('a tail that was stopped', () => {
  it('leaves a note, and what is too much to catch up on is read on request', async () => {
    const setup = await followed();
    const { time, cloud, deviceIds, session, logCalls } = setup;
    await time.pass(minuteMs);
    session.follow(false);
    await settled();
    expect(notesOf(session)).toMatchObject([{ kind: 'paused', canRead: true }]);
    const before = logCalls();
    for (let at = 0; at < 2500; at++) {
      cloud.truth.addLogEvent(deviceIds[0] ?? '', {
        time: time.now() + at * 100,
        type: 7,
        code: 'bench',
        value: at,
      });
    }
    await time.pass(hourMs);
    expect(logCalls()).toBe(before);
    session.follow(true);
    await settled();
    const [note] = notesOf(session);
    expect(note).toMatchObject({ kind: 'paused', canRead: true });
    expect(compared(setup, session).lost.length).toBeGreaterThan(500);
    await session.readGap(note?.id ?? 0);
    expect(notesOf(session)).toEqual([]);
    expect(compared(setup, session)).toEqual(nothing);
  });
});

describe('a panel that is hidden and shown 200 times, and read anew 20 times', () => {
  it('loses nothing, doubles nothing, and asks no more often for it', async () => {
    const setup = await followed({ products: ['climate'] });
    const { time, cloud, deviceIds, session, logCalls } = setup;
    for (let round = 0; round < 200; round++) {
      session.setVisible(false);
      cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now(), type: 7, code: 'bench', value: 1 });
      await time.pass(400);
      session.setVisible(true);
      await time.pass(400);
      if (round % 10 === 0) await session.reload();
    }
    await time.pass(minuteMs);
    expect(compared(setup, session)).toEqual(nothing);
    expect(notesOf(session)).toEqual([]);
    expect(session.view.shownRows).toBe(session.table.size);
    expect(logCalls()).toBeLessThan(160 / 3 + 20 * 3 + 30);
    expect(session.state().calls).toBe(logCalls());
    expect(time.sleeping).toBe(1);
  });
});

describe('a table that is full', () => {
  it('holds the newest rows, says that older ones had to go, and grows no further', async () => {
    const setup = await followed({ session: { capacity: 300 } });
    const { time, cloud, deviceIds, session } = setup;
    for (let round = 0; round < 60; round++) {
      for (let at = 0; at < 40; at++) {
        cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: time.now() + at, type: 7, code: 'b', value: at });
      }
      await time.pass(20_000);
      expect(session.table.size).toBeLessThanOrEqual(300);
    }
    await time.pass(hourMs);
    const { size, dropped } = session.table;
    expect(size).toBeGreaterThanOrEqual(250);
    const truth = textsOf(cloud.truth.log(deviceIds[0] ?? '', { from: dropped?.until ?? 0 }));
    expect(differences(rowsOf(session), truth)).toEqual(nothing);
    expect(notesOf(session)).toMatchObject([{ kind: 'dropped', canRead: false, until: dropped?.until }]);
    expect(session.state().tail.cantKeepUp).toBe(false);
  });
});

describe('after the end', () => {
  it('nothing sleeps and nothing is asked for', async () => {
    const { time, session, logCalls } = await followed({ products: ['climate', 'door', 'motion'] });
    await time.pass(minuteMs);
    expect(time.sleeping).toBe(3);
    session.dispose();
    await settled();
    expect(time.sleeping).toBe(0);
    const before = logCalls();
    await time.pass(hourMs);
    expect(logCalls()).toBe(before);
  });
});

describe('rows that come late', () => {
  it.each([1, 3, 4])('by %i minutes, under many newer ones, are there within two', async (lateMinutes) => {
    const setup = await followed();
    const { time, cloud, deviceIds, session } = setup;
    const add = (at: number, value: string): void =>
      void cloud.truth.addLogEvent(deviceIds[0] ?? '', { time: at, type: 7, code: 'bench', value });
    // More in a minute than fit on a page.
    for (let second = 0; second < 6 * 60; second++) {
      add(time.now(), 'a');
      add(time.now() + 1, 'b');
      await time.pass(1_000);
    }
    add(time.now() - lateMinutes * minuteMs, 'late');
    for (let second = 0; second < 2 * 60; second++) {
      add(time.now(), 'c');
      await time.pass(1_000);
    }
    await time.pass(5_000);
    expect(compared(setup, session)).toEqual(nothing);
  });

  it('at the end of a page hide none of those that came before it', async () => {
    for (const lateBy of [0, minuteMs, 3 * hourMs, 30 * hourMs, Infinity]) {
      const setup = logSetup({ products: [quiet] });
      const { time, deviceIds } = setup;
      const rows = { [deviceIds[0] ?? '']: [] as LogEntry[] };
      const { script, connections } = scriptedLogs(rows);
      const session = setup.open({ connections });
      await session.run(aQuery({ kind: 'last', ms: hourMs }));
      session.follow(true);
      await time.pass(10_000);
      const now = time.now();
      for (let at = 0; at < 250; at++) rows[deviceIds[0] ?? '']?.push(logEntry(now + at * 10, String(at)));
      const stray = logEntry(lateBy === Infinity ? 0 : now - lateBy - 5, 'stray');
      // The 100th row of the first page is the one that came late.
      script.after = (page, { startRowKey }) =>
        startRowKey === undefined && page.items.length >= 100
          ? { ...page, items: [...page.items.slice(0, 99), stray], nextRowKey: '99', next: at(99) }
          : page;
      await time.pass(2 * minuteMs);
      const bench = [...session.table.slotsInOrder()].map((slot) => session.table.row(slot).value);
      expect(new Set(bench.filter((value) => value !== 'stray')).size, String(lateBy)).toBe(250);
      expect(notesOf(session).some(({ lack }) => lack === 'otherTime')).toBe(lateBy > hourMs);
    }
  });
});

function at(key: number) {
  return { edition: 'free', startRowKey: String(key) } as const;
}
