import { describe, expect, it } from 'vitest';
import { SqliteLogArchive } from '../../../../../src/model/logs/archive/sqliteLogArchive.js';
import { systemClock } from '../../../../../src/base/clock.js';

describe('the archive on a host without SQLite', () => {
  it('says so, and lets the log go on', async () => {
    const archive = new SqliteLogArchive({
      folder: '/nowhere/at/all',
      findSqlite: () => undefined,
      clock: systemClock,
      capBytes: () => 1,
    });
    const ref = { projectId: 'p', deviceId: 'd' };
    const stretch = { from: 0, to: 9, types: [7], codes: [] };
    expect(archive.unavailable()).toBe('missing');
    expect(await archive.state('p')).toEqual({ problem: 'missing' });
    expect(await archive.set(ref, true)).toBe('missing');
    expect(await archive.isOn(ref)).toBe(false);
    const entry = { eventTime: 5, eventId: 7, extra: {} };
    expect(await archive.append(ref, [entry], stretch)).toMatchObject({ added: 0, notKept: 'missing' });
    expect(await archive.read(ref, { ...stretch, limit: 10 })).toEqual({ entries: [] });
    expect(await archive.gaps(ref, { from: 0, to: 9 }, [7])).toEqual([{ from: 0, to: 9 }]);
    expect(await archive.stats(ref)).toEqual({ rows: 0, bytes: 0 });
    await archive.dropDevice(ref);
    await archive.dropProject('p');
    archive.dispose();
  });
});
