import { describe, expect, it } from 'vitest';
import { rangeThrough } from '../../../../src/base/timeRange.js';
import { AbortError } from '../../../../src/base/errors.js';
import type { LogSession } from '../../../../src/model/logs/logSession.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import { aQuery, dayMs, hourMs, logSetup, rowsOf, settled } from '../../../support/logSessionSetup.js';
import { held, logEntry, scriptedLogs } from '../../../support/scriptedLogs.js';

const minuteMs = 60_000;

function scripted(products = ['climate'], session: Parameters<typeof logSetup>[0] = {}) {
  const setup = logSetup({ products, ...session });
  const rows: Record<string, LogEntry[]> = {};
  for (const id of setup.deviceIds) rows[id] = [];
  const logs = scriptedLogs(rows);
  const lists = setup.deviceIds.map((id) => (rows[id] ??= []));
  const { time } = setup;
  return {
    ...setup,
    ...logs,
    lists,
    now: time.now(),
    session: setup.open({ connections: logs.connections }),
  };
}

/** One row each so many milliseconds before now. */
function every(now: number, stepMs: number, count: number): LogEntry[] {
  return Array.from({ length: count }, (_, at) => logEntry(now - at * stepMs, String(at)));
}

function notesOf({ view }: LogSession) {
  return view.window(0, view.total).flatMap((item) => (item.kind === 'note' ? [item.note] : []));
}

describe('a range that is asked for', () => {
  it('while older rows are on their way is the one that is read', async () => {
    const { session, script, lists, now } = scripted();
    lists[0]?.push(...every(now, minuteMs, 1000));
    await session.run(aQuery({ kind: 'between', from: now - hourMs, to: now - 1 }));
    const gate = held();
    script.before = () => gate.passed;
    const older = session.loadOlder();
    await settled();
    const span = rangeThrough(now - 10 * hourMs, now - 9 * hourMs);
    const run = session.run(aQuery({ kind: 'between', ...span }));
    await settled();
    gate.pass();
    await Promise.all([older, run]);
    expect(session.state()).toMatchObject({ span, cancelled: false });
    expect(rowsOf(session)).toHaveLength(61);
  });

  it('while newer rows are on their way is the one that is read', async () => {
    const { session, script, lists, now } = scripted();
    lists[0]?.push(...every(now, minuteMs, 1000));
    await session.run(aQuery({ kind: 'between', from: now - 3 * hourMs, to: now - 2 * hourMs }));
    const gate = held();
    script.before = () => gate.passed;
    const newer = session.loadNewer();
    await settled();
    const span = rangeThrough(now - 10 * hourMs, now - 9 * hourMs);
    const run = session.run(aQuery({ kind: 'between', ...span }));
    await settled();
    gate.pass();
    await Promise.all([newer, run]);
    expect(session.state().span).toEqual(span);
    expect(rowsOf(session)).toHaveLength(61);
  });

  it('shows of each device its own rows, though the cost was asked of the second one', async () => {
    const { session, script, lists, now, deviceIds } = scripted(['climate', 'leak']);
    script.before = ({ deviceId }) => {
      if (deviceId !== deviceIds[0]) return;
      throw new TuyaError('unsupported', { operation: 'logs.page', message: '', remedy: 'checkInput' });
    };
    lists[1]?.push(...every(now, 1000, 50));
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    const query = aQuery({ kind: 'last', ms: dayMs }, { types: [7] });
    await session.estimate(query);
    await session.run(query);
    expect(session.state().devices).toEqual(['unsupported', 'open']);
    expect([rowsOf(session, 0).length, rowsOf(session, 1).length]).toEqual([0, 50]);
  });

  it('up to a later moment goes on until now: what comes then is found', async () => {
    const { session, lists, now, time } = scripted();
    lists[0]?.push(logEntry(now - minuteMs, 'before'));
    await session.run(aQuery({ kind: 'between', from: now - hourMs, to: now + 5 * hourMs }));
    expect(session.state()).toMatchObject({ span: { from: now - hourMs, to: now }, canLoadNewer: false });
    // The last moment of the step.
    lists[0]?.push(logEntry(now + hourMs - 1, 'after'));
    time.jump(2 * hourMs);
    expect(session.state().canLoadNewer).toBe(true);
    await session.loadNewer();
    expect(session.table.size).toBe(2);
  });

  it('leaves no note of a poll of the range before it', async () => {
    const { session, script, lists, now, time } = scripted();
    lists[0]?.push(logEntry(now - 10 * minuteMs, 'a'));
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(10_000);
    lists[0]?.push(...every(time.now(), 10, 450));
    script.before = (ask, signal) => {
      if (ask.startRowKey === undefined) return;
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new AbortError()));
      });
    };
    await time.pass(70_000);
    script.before = () => undefined;
    await session.run(aQuery({ kind: 'between', from: now - 5 * dayMs, to: now - 4 * dayMs }));
    await settled();
    session.follow(false);
    expect(notesOf(session).map(({ kind, time: at }) => [kind, at])).toEqual([['paused', now - 4 * dayMs]]);
  });
});

describe('a request that was given up elsewhere', () => {
  it('fails a range, and does not cancel it', async () => {
    const { session, script } = scripted();
    script.before = () => {
      throw new AbortError('The connection was closed.');
    };
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    expect(session.state()).toMatchObject({
      cancelled: false,
      emptyReason: 'failed',
      problem: { reason: 'network' },
    });
  });

  it('fails a poll, and does not end the tail', async () => {
    const { session, script, lists, time } = scripted();
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(10_000);
    script.before = () => {
      throw new AbortError('The connection was closed.');
    };
    await time.pass(minuteMs);
    expect(session.state().tail).toMatchObject({ state: 'failing', problem: { reason: 'network' } });
    script.before = () => undefined;
    lists[0]?.push(logEntry(time.now(), 'new'));
    await time.pass(10 * minuteMs);
    expect(session.state().tail.state).toBe('following');
    expect(session.table.size).toBe(1);
  });
});

describe('notes', () => {
  it('of markers end with a range that ended before', async () => {
    const { session, markers, now } = scripted();
    const mark = (): void => markers([{ id: 'm', time: now, text: 'today', source: 'person' }]);
    await session.run(aQuery({ kind: 'between', from: now - 31 * hourMs, to: now - 29 * hourMs }));
    mark();
    expect(notesOf(session)).toEqual([]);
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    expect(notesOf(session)).toMatchObject([{ kind: 'marker' }]);
  });

  it('of a stopped tail move up with what was read again', async () => {
    const { session, lists, time } = scripted();
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(20_000);
    session.follow(false);
    lists[0]?.push(logEntry(time.now() + 1000, 'b'));
    await time.pass(hourMs);
    await session.reload();
    expect(session.table.size).toBe(1);
    expect(notesOf(session)).toMatchObject([{ kind: 'paused', time: time.now() }]);
  });
});

describe('older rows that were added while the log is followed', () => {
  it('are looked after as well: a row that comes late among them is found', async () => {
    const { session, lists, now, time } = scripted();
    lists[0]?.push(...every(now, minuteMs, 3000));
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(4000);
    await session.loadOlder();
    await session.loadOlder();
    const { size } = session.table;
    lists[0]?.push(logEntry(now - 2 * hourMs - 30, 'late'));
    await time.pass(7 * hourMs);
    expect(session.table.size).toBe(size + 1);
  });
});

describe('older rows of a quiet device and a busy one', () => {
  it('go back as far as both are read, step by step, and a note costs twenty pages at most', async () => {
    const { session, asks, lists, now, deviceIds } = scripted(['climate', 'leak']);
    lists[0]?.push(...every(now, hourMs, 100));
    lists[1]?.push(...every(now - 1, 1000, 5000));
    await session.run(aQuery({ kind: 'last', ms: 10 * minuteMs }));
    await session.loadOlder();
    const { span } = session.state();
    expect(span?.from).toBeGreaterThan(now - 20 * minuteMs);
    expect(notesOf(session)).toMatchObject([{ kind: 'unread', device: 1 }]);
    const before = asks.length;
    await session.loadOlder();
    expect(session.state().span?.from).toBeLessThan(span?.from ?? 0);
    expect(asks.slice(before).filter(({ deviceId }) => deviceId === deviceIds[1])).toHaveLength(1);
    const calls = asks.length;
    await session.readGap(notesOf(session)[0]?.id ?? 0);
    expect(asks).toHaveLength(calls + 20);
    expect(notesOf(session)).toMatchObject([{ kind: 'unread', device: 1, canRead: true }]);
  });
});

describe('what is not there to be read', () => {
  it('is said of a marker that is gone', async () => {
    const { session } = scripted();
    await session.run(aQuery({ kind: 'sinceMarker', marker: 'gone' }));
    expect(session.state().emptyReason).toBe('markerGone');
  });

  it('is left where a person cancelled the reading', async () => {
    const { session, script, asks, lists, now, time } = scripted();
    lists[0]?.push(...every(now, 1000, 5000));
    script.before = () => {
      if (asks.length === 5) session.cancel();
    };
    await session.run(aQuery({ kind: 'last', ms: 2 * hourMs }));
    const { size } = session.table;
    session.follow(true);
    await time.pass(2 * hourMs);
    expect(session.table.size).toBe(size);
    expect(notesOf(session)).toMatchObject([{ kind: 'unread', canRead: true }]);
  });
});

describe('rows of one moment', () => {
  it.each([51, 60, 90, 99])('%i at a time: older ones are read with every click', async (burst) => {
    const { session, lists, now, asks } = scripted();
    for (let at = 0; at < 40; at++)
      lists[0]?.push(
        ...Array.from({ length: burst }, (_, row) => logEntry(now - at * 600_000, `${at} ${row}`)),
      );
    await session.run(aQuery({ kind: 'between', from: now - 2 * 600_000, to: now }));
    for (let click = 0; click < 4; click++) {
      const { from = 0 } = session.state().span ?? {};
      const before = asks.length;
      await session.loadOlder();
      expect(session.state().span?.from).toBeLessThan(from);
      expect(asks.length - before).toBeLessThanOrEqual(2);
    }
  });
});

describe('an estimate', () => {
  it.each([0, 1, 3])('goes by the rows that came in time; late ones: %i', async (late) => {
    const { session, lists, now, script } = scripted();
    lists[0]?.push(...every(now, 6_000, 20_000));
    const rows = Array.from({ length: late }, (_, at) => logEntry(now - 6 * dayMs - at, 'late'));
    script.after = (page) => ({ ...page, items: page.items.toSpliced(50, late, ...rows) });
    const { calls } = await session.estimate(aQuery({ kind: 'last', ms: 7 * dayMs }));
    expect(calls).toBeGreaterThan(500);
  });
});

it.each([51, 60, 99])(
  'an estimate is one, too, where a page is mostly of one moment: %i rows',
  async (burst) => {
    const { session, lists, now } = scripted();
    const reports = 7 * 24 * 6;
    for (let at = 0; at < reports; at++)
      lists[0]?.push(
        ...Array.from({ length: burst }, (_, row) => logEntry(now - at * 600_000, `${at} ${row}`)),
      );
    const { calls } = await session.estimate(aQuery({ kind: 'last', ms: 7 * dayMs }));
    const needed = (reports * burst) / 100;
    expect(calls).toBeGreaterThan(needed / 4);
    expect(calls).toBeLessThan(needed * 4);
  },
);

describe('a cloud that always says that there is more', () => {
  it.each([0, 1])('is asked no more often for it, and new rows come; rows before: %i', async (before) => {
    const { session, script, asks, lists, now, time } = scripted();
    lists[0]?.push(...every(now - minuteMs, minuteMs, before));
    script.after = (page, { startRowKey }) => {
      const nextRowKey = page.nextRowKey ?? String(Number(startRowKey ?? 0) + 100);
      return { ...page, hasNext: true, nextRowKey, next: { edition: 'free', startRowKey: nextRowKey } };
    };
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    await time.pass(minuteMs);
    const callsBefore = asks.length;
    const notesBefore = notesOf(session);
    await time.pass(hourMs);
    expect(asks.length - callsBefore).toBeLessThanOrEqual(120);
    expect(notesOf(session)).toEqual(notesBefore);
    expect(session.state().tail.lagMs).toBeLessThanOrEqual(minuteMs);
    lists[0]?.push(...every(time.now(), 1000, 150));
    await time.pass(2 * minuteMs);
    expect(session.table.size).toBe(before + 150);
  });
});

describe('the time that the cloud is asked for', () => {
  it('never is 0, which would be seven days ago', async () => {
    const { session, asks, now } = scripted();
    await session.run(aQuery({ kind: 'between', from: 0, to: now - hourMs }));
    expect(asks.map(({ startTime }) => startTime)).toEqual([1_000_000_000_000]);
  });
});
