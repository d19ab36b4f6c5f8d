import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findSqlite } from '../../../src/model/logs/archive/openDatabase.js';
import { archiveFolder, entry, readAll, ref, stretch, textsOf } from '../../support/archiveFolder.js';

suite('the view of an archive', () => {
  const archives = archiveFolder();

  /** The archive as any program reads it. */
  function viewed(): readonly Record<string, unknown>[] {
    const [name = ''] = readdirSync(archives.path).filter((each) => each.endsWith('.sqlite'));
    const database = findSqlite()?.(join(archives.path, name));
    const rows = database?.prepare('SELECT * FROM log ORDER BY time_ms, place').all() ?? [];
    database?.close();
    return rows.map((row) => ({ ...row }));
  }

  test('a view shows rows in words', async () => {
    const archive = await archives.openKeeping();
    const time = Date.UTC(2026, 10, 20, 10, 0, 0, 7);
    const entries = [
      entry(time + 1, 'on', { eventFrom: '2', row: 'k' }),
      entry(time, '215', { eventId: 11, eventFrom: '99', code: 'temp' }),
      { eventTime: time, eventId: 1, extra: {} },
      entry(0, 'early', { eventId: 1_000 }),
      entry(1, 'before'),
      entry(8_640_000_000_000_001, 'never'),
    ].toSorted((a, b) => b.eventTime - a.eventTime);
    await archive.append(ref, entries, stretch(0, Number.MAX_SAFE_INTEGER));
    // No device reports from before 1970, but a file that others may write to can say so.
    const [name = ''] = readdirSync(archives.path).filter((each) => each.endsWith('.sqlite'));
    const database = findSqlite()?.(join(archives.path, name));
    database?.exec("UPDATE rows SET time = -1500 WHERE value = 'before'");
    database?.close();
    const at = (millisecond: string): string => `2026-11-20T10:00:00.${millisecond}Z`;
    const known = { device: 'device', row_key: null, place: 0 };
    const plain = { ...known, code: 'switch', source: 'device', type: 'report', type_id: 7 };
    assert.deepEqual(viewed(), [
      { ...plain, time: '1969-12-31T23:59:58.500Z', value: 'before', time_ms: -1_500 },
      {
        ...plain,
        time: '1970-01-01T00:00:00.000Z',
        value: 'early',
        type: 'sent',
        time_ms: 0,
        type_id: 1_000,
      },
      {
        ...known,
        time: at('007'),
        type: 'online',
        type_id: 1,
        code: null,
        value: null,
        source: null,
        time_ms: time,
      },
      {
        ...known,
        ...{ time: at('007'), type: 'type 11', type_id: 11, code: 'temp', value: '215', source: '99' },
        ...{ time_ms: time, place: 1 },
      },
      { ...plain, time: at('008'), value: 'on', source: 'client', time_ms: time + 1, row_key: 'k' },
      { ...plain, time: null, value: 'never', time_ms: 8_640_000_000_000_001 },
    ]);
  });

  test('an archive without the view, or with that of another version, gets it', async () => {
    const archive = await archives.openKeeping();
    await archive.append(ref, [entry(5, 'a')], stretch(0, 10));
    archive.dispose();
    const [name = ''] = readdirSync(archives.path).filter((each) => each.endsWith('.sqlite'));
    for (const change of ['DROP VIEW log', 'DROP VIEW log; CREATE VIEW log AS SELECT 1 AS one']) {
      const database = findSqlite()?.(join(archives.path, name));
      database?.exec(change);
      database?.close();
      const again = archives.open();
      assert.deepEqual(textsOf(await readAll(again)), ['5 7 a ']);
      again.dispose();
      assert.equal(viewed()[0]?.['time'], '1970-01-01T00:00:00.005Z');
    }
  });
});
