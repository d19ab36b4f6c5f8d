import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.js';
import { contains } from '../../src/base/timeRange.js';
import type { ArchiveStretch, LogArchive } from '../../src/model/logs/archive/logArchive.js';
import { findSqlite } from '../../src/model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../../src/model/logs/archive/sqliteLogArchive.js';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import { fraction, mix } from '../../src/simulator/requests/random.js';
import type { LogEntry } from '../../src/tuya/results.js';
import { randomEditions, randomReads, RowsReference, rowTexts } from '../support/randomReads.js';

// Runs in the host, for only its Node is sure to have SQLite.

const ref = { projectId: 'project', deviceId: 'device' };
const allTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const megabyte = 1_000_000;

function entry(eventTime: number, value: string, more: Partial<LogEntry> = {}): LogEntry {
  return { eventTime, eventId: 7, eventFrom: '1', code: 'switch', value, status: '1', extra: {}, ...more };
}

function stretch(from: number, to: number, types: readonly number[] = allTypes): ArchiveStretch {
  return { from, to, types, codes: [] };
}

/** What this test is told by another process that writes until it is killed. */
function keepWriting(folder: string): void {
  const archive = new SqliteLogArchive({ folder, findSqlite, clock: systemClock, capBytes: () => Infinity });
  void (async () => {
    await archive.set(ref, true);
    for (let block = 0; ; block++) {
      await archive.append(ref, blockOf(block), stretch(block * 1000, block * 1000 + 1000));
      process.send?.(block);
    }
  })();
}

/** 1000 ms with two equal rows and one of its own in each. */
function blockOf(block: number): readonly LogEntry[] {
  return Array.from({ length: 1000 }, (_, index) => {
    const time = block * 1000 + 999 - index;
    return [entry(time, 'same'), entry(time, `own ${time}`), entry(time, 'same')];
  }).flat();
}

/** The rows of a table as they stand, without their state and the ids it gave them. */
function shownIn(table: LogTable): readonly string[] {
  return Array.from(table.slotsInOrder(), (slot) => {
    const { time, type, from, code, value, rowKey } = table.row(slot);
    return JSON.stringify([time, type, from, code, value, rowKey]);
  });
}

/** Statements as they were when the first archives were made, with three rows and a stretch from 10 to 30. */
const firstVersion = `
  PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;
  CREATE TABLE devices (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kept INTEGER NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE rows (
    device INTEGER NOT NULL,
    time INTEGER NOT NULL,
    place INTEGER NOT NULL,
    type INTEGER NOT NULL,
    source TEXT, code TEXT, value TEXT, status TEXT, key TEXT,
    PRIMARY KEY (device, time, place)
  ) WITHOUT ROWID;
  CREATE INDEX rows_by_time ON rows (time);
  CREATE TABLE covered (
    device INTEGER NOT NULL,
    type INTEGER NOT NULL,
    start INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (device, type, start)
  ) WITHOUT ROWID;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO devices VALUES (1, 'device', 1, 3);
  INSERT INTO rows VALUES (1, 10, 0, 7, '1', 'switch', 'a', '1', NULL);
  INSERT INTO rows VALUES (1, 10, 1, 7, '1', 'switch', 'b', '1', 'k');
  INSERT INTO rows VALUES (1, 20, 0, 7, '1', 'switch', 'c', '1', NULL);
  INSERT INTO covered VALUES (1, 7, 10, 30);
  PRAGMA user_version = 1;
`;

const writerFolder = process.env['LOG_ARCHIVE_WRITER'];
if (writerFolder !== undefined) keepWriting(writerFolder);
else suite('the archive of logs', archiveSuite);

function archiveSuite(): void {
  let folder: string;
  const opened: LogArchive[] = [];

  function open(capBytes = 1000 * megabyte): LogArchive {
    const archive = new SqliteLogArchive({
      folder,
      findSqlite,
      clock: systemClock,
      capBytes: () => capBytes,
    });
    opened.push(archive);
    return archive;
  }

  async function openKeeping(capBytes?: number): Promise<LogArchive> {
    const archive = open(capBytes);
    assert.equal(await archive.set(ref, true), undefined);
    return archive;
  }

  async function readAll(archive: LogArchive, of = ref, limit = 1000): Promise<readonly LogEntry[]> {
    const entries: LogEntry[] = [];
    let before: number | undefined;
    do {
      const query = {
        ...stretch(0, Number.MAX_SAFE_INTEGER),
        limit,
        ...(before !== undefined && { before }),
      };
      const page = await archive.read(of, query);
      entries.push(...page.entries);
      before = page.next;
    } while (before !== undefined);
    return entries;
  }

  const textsOf = (entries: readonly LogEntry[]): readonly string[] =>
    entries.map(({ eventTime, eventId, value, row }) => `${eventTime} ${eventId} ${value} ${row ?? ''}`);

  setup(() => (folder = mkdtempSync(join(tmpdir(), 'log-archive-'))));
  teardown(() => {
    for (const archive of opened.splice(0)) archive.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  test('the host has a database to keep it in', () => {
    assert.equal(open().unavailable(), undefined);
  });

  test('nothing is written for a device that nobody keeps', async () => {
    const archive = open();
    assert.equal(await archive.isOn(ref), false);
    assert.deepEqual(await archive.append(ref, [entry(1, 'a')], stretch(0, 10)), {
      added: 0,
      known: 0,
      refused: 0,
      notKept: 'off',
    });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 10 }, [7]), [{ from: 0, to: 10 }]);
    assert.deepEqual(readdirSync(folder), []);
  });

  test('which devices are kept outlives the window, and off keeps what is there', async () => {
    const first = await openKeeping();
    await first.append(ref, [entry(5, 'a')], stretch(0, 10));
    first.dispose();
    const second = open();
    assert.equal(await second.isOn(ref), true);
    await second.set(ref, false);
    assert.equal((await second.append(ref, [entry(6, 'b')], stretch(0, 10))).notKept, 'off');
    assert.deepEqual(textsOf(await readAll(second)), ['5 7 a ']);
    const { bytes, ...stats } = await second.stats(ref);
    assert.deepEqual(stats, { rows: 1, from: 5 });
    assert.ok(bytes > 0);
  });

  test('every field comes back as it was, and none that was not there', async () => {
    const archive = await openKeeping();
    const entries = [
      entry(9, '{"a":"\u0000ü\u{1f600}"}', { row: 'key', eventId: 99, eventFrom: '-1', status: '2' }),
      { eventTime: 8, eventId: 1, extra: {} },
    ];
    await archive.append(ref, entries, stretch(0, 10));
    assert.deepEqual(await readAll(archive), entries);
  });

  /** The archive as any program reads it. */
  function viewed(): readonly Record<string, unknown>[] {
    const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.sqlite'));
    const database = findSqlite()?.(join(folder, name));
    const rows = database?.prepare('SELECT * FROM log ORDER BY time_ms, place').all() ?? [];
    database?.close();
    return rows.map((row) => ({ ...row }));
  }

  test('a view shows rows in words', async () => {
    const archive = await openKeeping();
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
    const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.sqlite'));
    const database = findSqlite()?.(join(folder, name));
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
    const archive = await openKeeping();
    await archive.append(ref, [entry(5, 'a')], stretch(0, 10));
    archive.dispose();
    const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.sqlite'));
    for (const change of ['DROP VIEW log', 'DROP VIEW log; CREATE VIEW log AS SELECT 1 AS one']) {
      const database = findSqlite()?.(join(folder, name));
      database?.exec(change);
      database?.close();
      const again = open();
      assert.deepEqual(textsOf(await readAll(again)), ['5 7 a ']);
      again.dispose();
      assert.equal(viewed()[0]?.['time'], '1970-01-01T00:00:00.005Z');
    }
  });

  test('a reading of some types covers these, and one of some data points covers nothing', async () => {
    const archive = await openKeeping();
    await archive.append(ref, [], stretch(0, 50, [7, 1]));
    await archive.append(ref, [], stretch(50, 100, [7]));
    await archive.append(ref, [entry(150, 'a')], { ...stretch(100, 200), codes: ['switch'] });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 200 }, [7]), [{ from: 100, to: 200 }]);
    assert.deepEqual(await archive.gaps(ref, { from: 10, to: 121 }, [1, 7]), [{ from: 50, to: 121 }]);
    assert.deepEqual(textsOf(await readAll(archive)), ['150 7 a ']);
  });

  test('a page never cuts a millisecond, and pages put together are everything', async () => {
    const archive = await openKeeping();
    await archive.append(ref, [...blockOf(1), ...blockOf(0)], stretch(0, 2000));
    const page = await archive.read(ref, { ...stretch(0, 2000), limit: 4 });
    // Ten rows were looked at: three whole milliseconds, and the first row of one more.
    assert.equal(page.entries.length, 9);
    assert.equal(page.next, 1997);
    assert.deepEqual(page.entries, blockOf(1).slice(0, 9));
    assert.deepEqual(await readAll(archive, ref, 700), [...blockOf(1), ...blockOf(0)]);
    const one = await archive.read(ref, { ...stretch(0, 2000), codes: ['other'], limit: 4 });
    assert.deepEqual(one, { entries: [] });
  });

  for (const edition of ['free', 'paid'] as const) {
    test(`read again in any pieces, late rows included, it is what the cloud has (${edition})`, async () => {
      for (let seed = 1; seed <= 20; seed++) await comparedWithOracle(edition, seed);
    }).timeout(120_000);
  }

  /** A ledger that grows, also in its past; readings of random stretches; every ledger row that was ever read is there. */
  async function comparedWithOracle(edition: 'free' | 'paid', seed: number): Promise<void> {
    const device = { projectId: `${edition} ${seed}`, deviceId: 'd' };
    const archive = open();
    await archive.set(device, true);
    const ledger: { readonly entry: LogEntry; read: boolean }[] = [];
    const coveredMs = new Set<string>();
    const random = (below: number, ...parts: number[]): number =>
      Math.floor(fraction(seed, ...parts) * below);
    for (let round = 0; round < 40; round++) {
      for (let index = 0; index < random(12, round, 1); index++) {
        const row = edition === 'paid' ? { row: `k${ledger.length}` } : {};
        const made = entry(random(60, round, index, 2), `v${random(3, round, index, 3)}`, {
          eventId: random(2, round, index, 4) === 0 ? 7 : 1,
          ...row,
        });
        // Inside a millisecond the cloud puts later ones anywhere.
        ledger.splice(random(ledger.length + 1, round, index, 5), 0, { entry: made, read: false });
      }
      const from = random(60, round, 6);
      const to = from + random(40, round, 7);
      const types = random(3, round, 8) === 0 ? [7] : allTypes;
      const seen = ledger.filter(
        ({ entry: { eventTime, eventId } }) =>
          from <= eventTime && eventTime <= to && types.includes(eventId),
      );
      for (const one of seen) one.read = true;
      for (const type of types) for (let time = from; time <= to; time++) coveredMs.add(`${type} ${time}`);
      const answer = seen.map((one) => one.entry).sort((a, b) => b.eventTime - a.eventTime);
      const result = await archive.append(device, answer, stretch(from, to + 1, types));
      assert.equal(result.added + result.known, answer.length);
      assert.equal(result.notKept, undefined);
    }
    const wanted = ledger.filter(({ read }) => read).map((one) => one.entry);
    const label = `seed ${seed}`;
    assert.deepEqual(
      textsOf(await readAll(archive, device, 7)).toSorted(),
      textsOf(wanted).toSorted(),
      label,
    );
    assert.equal((await archive.stats(device)).rows, wanted.length, label);
    for (const type of [1, 7]) {
      const gaps = await archive.gaps(device, { from: 0, to: 100 }, [type]);
      const inGap = (time: number): boolean => gaps.some((gap) => contains(gap, time));
      for (let time = 0; time < 100; time++) {
        assert.equal(inGap(time), !coveredMs.has(`${type} ${time}`), `${label}: type ${type} at ${time}`);
      }
    }
    // The last reading is of everything: its order is the order.
    const all = ledger.map((one) => one.entry).sort((a, b) => b.eventTime - a.eventTime);
    await archive.append(device, all, stretch(0, 100));
    assert.deepEqual(textsOf(await readAll(archive, device)), textsOf(all), label);
  }

  test('a project that changes to the paid edition has its rows once', async () => {
    const archive = await openKeeping();
    await archive.append(ref, [entry(5, 'a'), entry(5, 'a'), entry(4, 'b')], stretch(0, 10));
    const paid = [entry(5, 'a', { row: '3' }), entry(5, 'a', { row: '2' }), entry(4, 'b', { row: '1' })];
    assert.deepEqual(await archive.append(ref, paid, stretch(0, 10)), { added: 0, known: 3, refused: 0 });
    assert.deepEqual(await readAll(archive), paid);
  });

  for (const edition of randomEditions) {
    test(`random readings are kept row by row as the table has them (${edition})`, async () => {
      for (let seed = 0; seed < 12; seed++) {
        const device = { projectId: `random ${edition} ${seed}`, deviceId: 'd' };
        const archive = open();
        await archive.set(device, true);
        const reference = new RowsReference();
        const table = new LogTable();
        for (const { rows, from, to } of randomReads(seed, edition)) {
          await archive.append(device, rows, stretch(from, to));
          table.merge(0, rows, 'newest');
          reference.read(rows);
        }
        archive.dispose();
        const again = open();
        const kept = await readAll(again, device, 50);
        assert.deepEqual(rowTexts(kept), reference.texts(), `seed ${seed}`);
        assert.equal((await again.stats(device)).rows, kept.length);
        // The log that is opened again shows what it showed before, in its order.
        const reopened = new LogTable();
        reopened.merge(0, kept, 'newest');
        assert.deepEqual(shownIn(reopened), shownIn(table), `seed ${seed}`);
      }
    }).timeout(120_000);
  }

  test('rows that share a key and differ otherwise are still so many when they are read again', async () => {
    const archive = await openKeeping();
    const rows = [entry(5, 'true', { row: 'k' }), entry(5, 'false', { row: 'k' })];
    assert.equal((await archive.append(ref, rows, stretch(0, 10))).added, 2);
    assert.equal((await archive.append(ref, rows, stretch(0, 10))).known, 2);
    archive.dispose();
    assert.deepEqual(await readAll(open()), rows);
  });

  test('a file of the first version goes on: its rows, and what it covers to the last millisecond', async () => {
    const name = createHash('sha256').update(ref.projectId).digest('hex').slice(0, 24);
    const database = findSqlite()?.(join(folder, `${name}.logs.sqlite`));
    database?.exec(firstVersion);
    database?.close();
    const archive = open();
    assert.equal(await archive.isOn(ref), true);
    assert.deepEqual(textsOf(await readAll(archive)), ['20 7 c ', '10 7 b k', '10 7 a ']);
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 100 }, [7]), [
      { from: 0, to: 10 },
      { from: 31, to: 100 },
    ]);
    // What begins right after it joins it, and what the old rule took for one row has both.
    const rows = [entry(31, 'd'), entry(10, 'b', { row: 'k' }), entry(10, 'x', { row: 'k' }), entry(10, 'a')];
    assert.deepEqual(await archive.append(ref, rows, stretch(10, 40)), { added: 2, known: 2, refused: 0 });
    assert.deepEqual(await archive.gaps(ref, { from: 10, to: 41 }, [7]), [{ from: 40, to: 41 }]);
    assert.equal((await archive.stats(ref)).rows, 5);
    assert.deepEqual(textsOf(await readAll(archive)).toSorted(), [
      '10 7 a ',
      '10 7 b k',
      '10 7 x k',
      '20 7 c ',
      '31 7 d ',
    ]);
    archive.dispose();
    // The version before goes on with it too.
    const again = findSqlite()?.(join(folder, `${name}.logs.sqlite`));
    assert.deepEqual(
      { ...again?.prepare('SELECT start, until FROM covered WHERE type = 7').get() },
      { start: 10, until: 39 },
    );
    assert.equal(again?.prepare('PRAGMA user_version').get()?.['user_version'], 1);
    again?.close();
  });

  test('two windows that read the same at once keep it once', async () => {
    const [one, two] = [await openKeeping(), open()];
    const blocks = Array.from({ length: 8 }, (_, block) => block);
    await Promise.all(
      [one, two].flatMap((archive, window) =>
        (window === 0 ? blocks : blocks.toReversed()).map(async (block) => {
          const { notKept } = await archive.append(
            ref,
            blockOf(block),
            stretch(block * 1000, block * 1000 + 1000),
          );
          assert.equal(notKept, undefined);
        }),
      ),
    );
    const wanted = blocks.toReversed().flatMap(blockOf);
    for (const archive of [one, two]) {
      assert.deepEqual(await readAll(archive), wanted);
      assert.deepEqual(await archive.gaps(ref, { from: 0, to: 8000 }, allTypes), []);
      assert.equal((await archive.stats(ref)).rows, wanted.length);
    }
  });

  test('what is being added can be given up, and then does not count as read', async () => {
    const archive = await openKeeping();
    const cancel = new AbortController();
    const adding = archive.append(ref, blockOf(0), stretch(0, 1000), cancel.signal);
    cancel.abort();
    await assert.rejects(adding, { name: 'AbortError' });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 1000 }, [7]), [{ from: 0, to: 1000 }]);
    await archive.append(ref, blockOf(0), stretch(0, 1000));
    assert.deepEqual(await readAll(archive), blockOf(0));
  });

  test('killed in the middle, it has every block that was told, and reading the rest again fills it', async () => {
    const writer = fork(__filename, {
      env: { ...process.env, LOG_ARCHIVE_WRITER: folder, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const told: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      writer.on('error', reject);
      writer.on('exit', (code) => reject(new Error(`The writer ended by itself: ${code}`)));
      writer.on('message', (block) => {
        told.push(block);
        if (told.length === 3) resolve();
      });
    });
    writer.removeAllListeners('exit');
    const ended = once(writer, 'exit');
    writer.kill('SIGKILL');
    await ended;
    const archive = open();
    assert.deepEqual(await archive.state(ref.projectId), {});
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 3000 }, allTypes), []);
    const entries = await readAll(archive);
    assert.deepEqual(entries.slice(-9000), [2, 1, 0].flatMap(blockOf));
    assert.equal((await archive.stats(ref)).rows, entries.length);
    const blocks = Math.ceil(entries.length / 3000) + 1;
    const wanted = Array.from({ length: blocks }, (_, block) => blocks - 1 - block).flatMap(blockOf);
    await archive.append(ref, wanted, stretch(0, blocks * 1000));
    assert.deepEqual(await readAll(archive), wanted);
  });

  test('over its size the oldest rows of all devices go, and what is gone counts as not read', async () => {
    const capBytes = 2 * megabyte;
    const archive = await openKeeping(capBytes);
    const others = [
      { ...ref, deviceId: 'second' },
      { projectId: 'other project', deviceId: 'third' },
    ];
    for (const other of others) await archive.set(other, true);
    for (let block = 0; block < 8; block++) {
      for (const device of [ref, ...others]) {
        const result = await archive.append(
          device,
          blockOf(block),
          stretch(block * 1000, block * 1000 + 1000),
        );
        assert.equal(result.refused, 0);
      }
    }
    const floors: number[] = [];
    for (const device of [ref, ...others]) {
      const { rows, from = 0, bytes } = await archive.stats(device);
      const { trimmedUntil = 0 } = await archive.state(device.projectId);
      floors.push(from);
      assert.ok(rows > 0 && from > 1000, `${rows} rows from ${from}`);
      assert.ok(bytes < capBytes);
      assert.equal((await readAll(archive, device)).length, rows);
      assert.ok(trimmedUntil <= from, `${trimmedUntil} ${from}`);
      const [gap, ...more] = await archive.gaps(device, { from: 0, to: 8000 }, allTypes);
      assert.deepEqual(gap, { from: 0, to: trimmedUntil });
      assert.deepEqual(more, []);
    }
    assert.ok(
      Math.max(...floors) - Math.min(...floors) < 1000,
      `the oldest of all go first: ${floors.join()}`,
    );
    const onDisk = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
    const sum = onDisk.reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0);
    assert.ok(sum <= capBytes * 1.2, `${sum} bytes`);
    // Reading what is gone once more neither pushes out newer rows nor claims to be kept.
    const again = await archive.append(ref, blockOf(0), stretch(0, 1000));
    assert.deepEqual(again, { added: 0, known: 0, refused: 3000 });
    assert.equal((await archive.gaps(ref, { from: 0, to: 1000 }, [7])).length, 1);
    assert.equal((await archive.read(ref, { ...stretch(0, 1000), limit: 1 })).entries.length, 0);
    // With more room, older rows are welcome again.
    archive.dispose();
    const larger = open(100 * megabyte);
    assert.equal((await larger.append(ref, blockOf(0), stretch(0, 1000))).added, 3000);
    assert.equal((await larger.gaps(ref, { from: 0, to: 1000 }, [7])).length, 0);
  }).timeout(120_000);

  test('a damaged file is moved aside, told, and a new one is begun', async () => {
    const before = await openKeeping();
    await before.append(ref, blockOf(0), stretch(0, 1000));
    before.dispose();
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), 'This was a database once.'.repeat(1000));
    const archive = open();
    assert.equal(await archive.isOn(ref), false);
    const { movedAside = '', problem } = await archive.state(ref.projectId);
    assert.equal(problem, undefined);
    assert.ok(statSync(movedAside).size > 0);
    assert.equal(await archive.set(ref, true), undefined);
    assert.equal((await archive.append(ref, blockOf(0), stretch(0, 1000))).added, 3000);
    await archive.dropProject(ref.projectId);
    assert.deepEqual(readdirSync(folder), [], 'what was moved aside goes with the project');
  });

  test('damage in the middle of a file is found when it is met', async () => {
    const before = await openKeeping();
    await before.append(ref, blockOf(0), stretch(0, 1000));
    before.dispose();
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    const size = statSync(path).size;
    writeFileSync(path, Buffer.alloc(size - 3 * 4096, 0xa5), { flag: 'r+' });
    const archive = open();
    assert.deepEqual(await readAll(archive), []);
    assert.notEqual((await archive.state(ref.projectId)).movedAside, undefined);
  });

  test('a database without the tables is moved aside, and a new one is begun', async () => {
    for (const broken of [
      'DROP TABLE covered',
      'ALTER TABLE rows DROP COLUMN status',
      'DROP TABLE meta; PRAGMA user_version = 0',
    ]) {
      const before = await openKeeping();
      await before.append(ref, [entry(1, 'a')], stretch(0, 10));
      before.dispose();
      const [name = ''] = readdirSync(folder);
      const database = findSqlite()?.(join(folder, name));
      database?.exec(broken);
      database?.close();
      const archive = open();
      assert.equal(await archive.isOn(ref), false, broken);
      const { movedAside, problem } = await archive.state(ref.projectId);
      assert.equal(problem, undefined, broken);
      assert.notEqual(movedAside, undefined, broken);
      assert.equal(await archive.set(ref, true), undefined);
      assert.equal((await archive.append(ref, [entry(1, 'a')], stretch(0, 10))).added, 1);
      await archive.dropProject(ref.projectId);
      archive.dispose();
    }
  });

  test('tables that go while the file is open are missed once', async () => {
    const archive = await openKeeping();
    await archive.append(ref, [entry(1, 'a')], stretch(0, 10));
    const [name = ''] = readdirSync(folder);
    const other = findSqlite()?.(join(folder, name));
    other?.exec('DROP TABLE rows; DROP TABLE covered');
    other?.close();
    assert.equal((await archive.append(ref, [entry(2, 'a')], stretch(0, 10))).notKept, 'io');
    assert.equal(await archive.set(ref, true), undefined);
    assert.equal((await archive.append(ref, [entry(2, 'a')], stretch(0, 10))).added, 1);
  });

  test('a text that is not well-formed, or has a NUL, comes back as it was and is kept once', async () => {
    const archive = await openKeeping();
    const texts = ['\ud83d', 'a\udc00b', 'a\0b', '\0', '\ud83d\ude00', '', '\ufffd'];
    const rows = texts.flatMap((text, at) => [
      entry(2 * at + 1, text),
      entry(2 * at, 'plain', { code: text, row: `key ${text}`, eventFrom: text, status: text }),
    ]);
    const read = rows.toReversed();
    for (let poll = 0; poll < 5; poll++) await archive.append(ref, read, stretch(0, 100));
    assert.deepEqual(
      await readAll(archive),
      read.toSorted((a, b) => b.eventTime - a.eventTime),
    );
  });

  test('a file of a newer version is left alone', async () => {
    (await openKeeping()).dispose();
    const [name = ''] = readdirSync(folder);
    const database = findSqlite()?.(join(folder, name));
    database?.exec('PRAGMA user_version = 2');
    database?.close();
    const archive = open();
    assert.equal(await archive.set(ref, true), 'newer');
    assert.deepEqual(await archive.state(ref.projectId), { problem: 'newer' });
    assert.equal((await archive.append(ref, [entry(1, 'a')], stretch(0, 10))).notKept, 'newer');
    assert.deepEqual(readdirSync(folder), [name]);
  });

  test('a file that somebody holds for good is told as busy, and nothing hangs', async () => {
    const archive = await openKeeping();
    const [name = ''] = readdirSync(folder);
    const holder = findSqlite()?.(join(folder, name));
    holder?.exec('BEGIN IMMEDIATE');
    const waits: number[] = [];
    const impatient = new SqliteLogArchive({
      folder,
      findSqlite,
      clock: { now: () => 0, sleep: (ms) => Promise.resolve(void waits.push(ms)) },
      capBytes: () => megabyte,
    });
    opened.push(impatient);
    assert.equal((await impatient.append(ref, [entry(1, 'a')], stretch(0, 10))).notKept, 'busy');
    assert.ok(waits.length > 10);
    holder?.exec('ROLLBACK');
    holder?.close();
    assert.equal((await archive.append(ref, [entry(1, 'a')], stretch(0, 10))).added, 1);
  });

  test('200,000 rows are added while everything else on the thread goes on', async () => {
    const archive = await openKeeping();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const count = 200_000;
    const entries = Array.from({ length: count }, (_, index) =>
      entry(count - index, `${mix(1, index) % 100}`),
    );
    assert.equal((await archive.append(ref, entries, stretch(0, count + 1))).added, count);
    assert.equal((await archive.append(ref, entries, stretch(0, count + 1))).known, count);
    clearInterval(timer);
    assert.ok(turns > 100, `${turns} turns of a timer`);
    assert.deepEqual(await readAll(archive, ref, 10_000), entries);
    await archive.dropDevice(ref);
    assert.deepEqual(await archive.stats(ref), { rows: 0, bytes: 0 });
  }).timeout(120_000);

  test('a device that was dropped is gone, and the others are not', async () => {
    const archive = await openKeeping();
    const other = { ...ref, deviceId: 'other' };
    await archive.set(other, true);
    await archive.append(ref, blockOf(0), stretch(0, 1000));
    await archive.append(other, blockOf(0), stretch(0, 1000));
    await archive.dropDevice(ref);
    assert.equal(await archive.isOn(ref), false);
    assert.deepEqual(await readAll(archive), []);
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 1000 }, [7]), [{ from: 0, to: 1000 }]);
    assert.deepEqual(await readAll(archive, other), blockOf(0));
    await archive.set(ref, true);
    assert.equal((await archive.append(ref, blockOf(0), stretch(0, 1000))).added, 3000);
  });

  test('a project that was dropped leaves no file, and no other window goes on writing for it', async () => {
    const [one, two] = [await openKeeping(), open()];
    await two.append(ref, blockOf(0), stretch(0, 1000));
    await one.dropProject(ref.projectId);
    assert.deepEqual(await readAll(one), []);
    assert.equal(await two.isOn(ref), false);
    assert.equal((await two.append(ref, blockOf(0), stretch(0, 1000))).notKept, 'off');
    assert.deepEqual(await readAll(two), []);
    two.dispose();
    // Windows keeps a file that is open: it is empty then.
    if (process.platform !== 'win32') assert.deepEqual(readdirSync(folder), []);
  });

  test('changes are told', async () => {
    const archive = open();
    const told: string[] = [];
    archive.onDidChange((projectId) => told.push(projectId));
    await archive.set(ref, true);
    await archive.append(ref, [entry(1, 'a')], stretch(0, 10));
    await archive.dropProject(ref.projectId);
    assert.deepEqual(told, ['project', 'project', 'project']);
  });
}
