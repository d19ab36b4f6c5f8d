import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { contains, subtract, union, type TimeRange } from '../../../../src/base/timeRange.js';
import type { ArchiveStretch } from '../../../../src/model/logs/archive/logArchive.js';
import type { SessionArchive } from '../../../../src/model/logs/state/archiveKeeper.js';
import { commandOfRow, sentType } from '../../../../src/model/logs/rows/commandRow.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { SentCommand } from '../../../../src/model/sending/sentCommand.js';
import type { LogSession } from '../../../../src/model/logs/logSession.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import {
  allTypes,
  aQuery,
  dayMs,
  differences,
  hourMs,
  logSetup,
  rowsOf,
  settled,
  textsOf,
} from '../../../support/logSessionSetup.js';

/** An archive in memory for one device; rows are told apart by their place in the log, as the tests add no twins. */
class MemoryArchive implements SessionArchive {
  readonly rows = new Map<string, LogEntry>();
  covered: readonly TimeRange[] = [];
  private readonly changed = new Emitter<string>();
  readonly onDidChange = this.changed.event;
  private on = true;

  switchOff(): void {
    this.on = false;
    this.changed.fire('p');
  }

  isOn = () => Promise.resolve(this.on);

  append = (_ref: unknown, entries: readonly LogEntry[], { from, to, codes }: ArchiveStretch) => {
    const range = { from, to };
    for (const entry of entries) {
      const { eventTime, eventId, code, value } = entry;
      if (!contains(range, eventTime)) throw new Error('A row outside its stretch.');
      this.rows.set(JSON.stringify([eventTime, eventId, code, value]), entry);
    }
    if (codes.length === 0) this.covered = union([...this.covered, range]);
    return Promise.resolve({ added: entries.length, known: 0, refused: 0 });
  };

  read: SessionArchive['read'] = (_ref, { limit, before = Infinity, ...range }) => {
    const all = [...this.rows.values()].filter(
      ({ eventTime }) => contains(range, eventTime) && eventTime < before,
    );
    const sorted = all.sort((a, b) => b.eventTime - a.eventTime);
    const last = sorted[limit - 1]?.eventTime ?? 0;
    const entries = sorted.filter(({ eventTime }) => eventTime >= last);
    return Promise.resolve({ entries, ...(entries.length < all.length && { next: last }) });
  };

  gaps: SessionArchive['gaps'] = (_ref, range) => Promise.resolve(subtract(range, this.covered));

  stats = () => {
    const times = [...this.rows.values()].map(({ eventTime }) => eventTime);
    return Promise.resolve({
      rows: times.length,
      bytes: 0,
      ...(times.length > 0 && { from: Math.min(...times) }),
    });
  };
}

function notesOf({ view }: LogSession) {
  const notes = view.window(0, view.total).flatMap((item) => (item.kind === 'note' ? [item.note] : []));
  return notes.filter(({ kind }) => kind !== 'offline');
}

describe('a log that is kept on this machine', () => {
  it('has what was sent to its device beyond the cloud’s week, where nothing else remembers it any more', async () => {
    const archive = new MemoryArchive();
    const changed = new Emitter<DeviceRef>();
    let sent: readonly SentCommand[] = [];
    const commands = { sentTo: () => sent, onDidChange: changed.event };
    const { session, time, deviceIds, open, logCalls } = logSetup({
      products: ['door'],
      edition: 'free',
      session: { archive, commands },
    });
    const ref = { projectId: 'p', deviceId: deviceIds[0] ?? '' };
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    const at = time.now() - 1_000;
    const command: SentCommand = {
      ...{ id: 1, key: 'k', ref, code: 'switch', value: true, at, cloudAt: at, hadValue: false },
      state: 'accepted',
    };
    const report = { value: true, at: at + 420, ms: 420 };
    for (sent of [
      [command],
      [{ ...command, state: 'ended' as const, verdict: { kind: 'applied' as const, report } }],
    ])
      changed.fire(ref);
    await settled();
    session.dispose();
    sent = [];
    const calls = logCalls();
    time.jump(8 * dayMs);
    const later = open();
    await settled();
    await later.run(aQuery({ kind: 'between', from: at - 60_000, to: at + 1_000 }));
    const row = [...later.table.slotsInOrder()]
      .map((slot) => later.table.row(slot))
      .find(({ type }) => type === sentType);
    expect(row && commandOfRow(row, ref)).toMatchObject({ key: 'k', verdict: { kind: 'applied', report } });
    // Keeping it has read nothing of the log, and takes nothing for read.
    expect(logCalls() - calls).toBeLessThanOrEqual(1);
    later.dispose();
  });

  it('is read on while hidden, slowly, and outlives the week that the cloud keeps', async () => {
    const archive = new MemoryArchive();
    const setup = logSetup({ products: ['door'], edition: 'free', session: { archive } });
    const { session, time, cloud, deviceIds, logCalls } = setup;
    const start = time.now();
    const [id = ''] = deviceIds;
    await session.run(aQuery({ kind: 'last', ms: hourMs }));
    session.follow(true);
    session.setVisible(false);
    const before = logCalls();
    await time.pass(5 * dayMs);
    const early = textsOf(cloud.truth.log(id, { from: start - hourMs }));
    expect(logCalls() - before).toBeLessThanOrEqual(5 * 24 * 12 + 40);
    expect(logCalls() - before).toBeGreaterThan(5 * 24 * 11);
    session.dispose();
    // Nobody reads for ten days: three of them are lost to both.
    await time.pass(10 * dayMs);
    const late = setup.open();
    await settled();
    const from = start - 2 * dayMs;
    await late.run(aQuery({ kind: 'between', from, to: time.now() }));
    const truth = [...early, ...textsOf(cloud.truth.log(id, { from: time.now() - 7 * dayMs }))];
    expect(differences(rowsOf(late), truth)).toEqual({ lost: [], extra: [] });
    const notes = notesOf(late).map(({ kind, time: at, until = 0 }) => [
      kind,
      Math.round((at - start) / hourMs),
      Math.round((until - start) / hourMs),
    ]);
    expect(notes).toEqual([
      ['retention', -48, -1],
      ['retention', 5 * 24, 8 * 24],
    ]);
  });

  it('is asked for older rows where the cloud has none', async () => {
    const archive = new MemoryArchive();
    const setup = logSetup({ products: ['door'], edition: 'free', session: { archive } });
    const { time } = setup;
    await setup.session.run(aQuery({ kind: 'last', ms: 3 * dayMs }));
    const kept = setup.session.table.size;
    setup.session.dispose();
    await time.pass(20 * dayMs);
    const session = setup.open();
    await settled();
    await session.run(aQuery({ kind: 'last', ms: 7 * dayMs - hourMs }));
    const rows = session.table.size;
    for (let step = 0; step < 20 && session.state().canLoadOlder; step++) await session.loadOlder();
    expect(session.state().canLoadOlder).toBe(false);
    expect(session.table.size).toBeGreaterThanOrEqual(rows + kept);
    archive.switchOff();
    await settled();
    session.setVisible(false);
    const { calls } = session.state();
    session.follow(true);
    await time.pass(hourMs);
    expect(session.state().calls).toBe(calls);
  });

  it('gets only whole milliseconds, and only what was asked for in full counts as complete', async () => {
    const archive = new MemoryArchive();
    const setup = logSetup({ products: ['climate'], edition: 'free', session: { archive } });
    await settled();
    const { session, time, cloud, deviceIds } = setup;
    const from = time.now() - 4 * dayMs;
    await session.run(aQuery({ kind: 'between', from, to: time.now() }, { types: allTypes }));
    expect(archive.covered).toEqual([{ from, to: time.now() }]);
    expect(archive.rows.size).toBe(new Set(textsOf(cloud.truth.log(deviceIds[0] ?? '', { from }))).size);
  });

  it('is shown to the last millisecond of a range that the cloud has forgotten', async () => {
    const archive = new MemoryArchive();
    const setup = logSetup({ products: ['door'], edition: 'free', session: { archive } });
    await settled();
    const { session, time } = setup;
    const range = { from: time.now() - 20 * dayMs, to: time.now() - 19 * dayMs };
    const row = { eventId: 7, eventFrom: '1', code: 'doorcontact_state', value: 'true', extra: {} };
    const times = [range.to - 1, range.from];
    await archive.append(
      undefined,
      times.map((eventTime) => ({ ...row, eventTime })),
      { ...range, types: allTypes, codes: [] },
    );
    await session.run(aQuery({ kind: 'between', ...range }, { types: allTypes }));
    expect(Array.from(session.table.slotsInOrder(), (slot) => session.table.time(slot))).toEqual(
      times.toReversed(),
    );
    expect(notesOf(session)).toEqual([]);
  });
});
