import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.js';
import { findSqlite } from '../../../src/model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../../../src/model/logs/archive/sqliteLogArchive.js';
import {
  allTypes,
  archiveFolder,
  blockOf,
  entry,
  megabyte,
  readAll,
  ref,
  stretch,
  textsOf,
} from '../../support/archiveFolder.js';

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

const writerFolder = process.env['LOG_ARCHIVE_WRITER'];
if (writerFolder !== undefined) keepWriting(writerFolder);
else suite('the files of an archive', filesSuite);

function filesSuite(): void {
  const archives = archiveFolder();

  test('the host has a database to keep it in', () => {
    assert.equal(archives.open().unavailable(), undefined);
  });

  test('nothing is written for a device that nobody keeps', async () => {
    const archive = archives.open();
    assert.equal(await archive.isOn(ref), false);
    assert.deepEqual(await archive.append(ref, [entry(1, 'a')], stretch(0, 10)), {
      added: 0,
      known: 0,
      refused: 0,
      notKept: 'off',
    });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 10 }, [7]), [{ from: 0, to: 10 }]);
    assert.deepEqual(readdirSync(archives.path), []);
  });

  test('which devices are kept outlives the window, and off keeps what is there', async () => {
    const first = await archives.openKeeping();
    await first.append(ref, [entry(5, 'a')], stretch(0, 10));
    first.dispose();
    const second = archives.open();
    assert.equal(await second.isOn(ref), true);
    await second.set(ref, false);
    assert.equal((await second.append(ref, [entry(6, 'b')], stretch(0, 10))).notKept, 'off');
    assert.deepEqual(textsOf(await readAll(second)), ['5 7 a ']);
    const { bytes, ...stats } = await second.stats(ref);
    assert.deepEqual(stats, { rows: 1, from: 5 });
    assert.ok(bytes > 0);
  });

  test('a file of the first version goes on: its rows, and what it covers to the last millisecond', async () => {
    const name = createHash('sha256').update(ref.projectId).digest('hex').slice(0, 24);
    const database = findSqlite()?.(join(archives.path, `${name}.logs.sqlite`));
    database?.exec(firstVersion);
    database?.close();
    const archive = archives.open();
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
    const again = findSqlite()?.(join(archives.path, `${name}.logs.sqlite`));
    assert.deepEqual(
      { ...again?.prepare('SELECT start, until FROM covered WHERE type = 7').get() },
      { start: 10, until: 39 },
    );
    assert.equal(again?.prepare('PRAGMA user_version').get()?.['user_version'], 1);
    again?.close();
  });

  test('two windows that read the same at once keep it once', async () => {
    const [one, two] = [await archives.openKeeping(), archives.open()];
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

  test('killed in the middle, it has every block that was told, and reading the rest again fills it', async () => {
    const writer = fork(__filename, {
      env: { ...process.env, LOG_ARCHIVE_WRITER: archives.path, ELECTRON_RUN_AS_NODE: '1' },
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
    const archive = archives.open();
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
    const archive = await archives.openKeeping(capBytes);
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
    const onDisk = readdirSync(archives.path).filter((name) => name.endsWith('.sqlite'));
    const sum = onDisk.reduce((bytes, name) => bytes + statSync(join(archives.path, name)).size, 0);
    assert.ok(sum <= capBytes * 1.2, `${sum} bytes`);
    // Reading what is gone once more neither pushes out newer rows nor claims to be kept.
    const again = await archive.append(ref, blockOf(0), stretch(0, 1000));
    assert.deepEqual(again, { added: 0, known: 0, refused: 3000 });
    assert.equal((await archive.gaps(ref, { from: 0, to: 1000 }, [7])).length, 1);
    assert.equal((await archive.read(ref, { ...stretch(0, 1000), limit: 1 })).entries.length, 0);
    // With more room, older rows are welcome again.
    archive.dispose();
    const larger = archives.open(100 * megabyte);
    assert.equal((await larger.append(ref, blockOf(0), stretch(0, 1000))).added, 3000);
    assert.equal((await larger.gaps(ref, { from: 0, to: 1000 }, [7])).length, 0);
  }).timeout(120_000);

  test('a damaged file is moved aside, told, and a new one is begun', async () => {
    const before = await archives.openKeeping();
    await before.append(ref, blockOf(0), stretch(0, 1000));
    before.dispose();
    const [name = ''] = readdirSync(archives.path);
    writeFileSync(join(archives.path, name), 'This was a database once.'.repeat(1000));
    const archive = archives.open();
    assert.equal(await archive.isOn(ref), false);
    const { movedAside = '', problem } = await archive.state(ref.projectId);
    assert.equal(problem, undefined);
    assert.ok(statSync(movedAside).size > 0);
    assert.equal(await archive.set(ref, true), undefined);
    assert.equal((await archive.append(ref, blockOf(0), stretch(0, 1000))).added, 3000);
    await archive.dropProject(ref.projectId);
    assert.deepEqual(readdirSync(archives.path), [], 'what was moved aside goes with the project');
  });

  test('damage in the middle of a file is found when it is met', async () => {
    const before = await archives.openKeeping();
    await before.append(ref, blockOf(0), stretch(0, 1000));
    before.dispose();
    const [name = ''] = readdirSync(archives.path);
    const path = join(archives.path, name);
    const size = statSync(path).size;
    writeFileSync(path, Buffer.alloc(size - 3 * 4096, 0xa5), { flag: 'r+' });
    const archive = archives.open();
    assert.deepEqual(await readAll(archive), []);
    assert.notEqual((await archive.state(ref.projectId)).movedAside, undefined);
  });

  test('a database without the tables is moved aside, and a new one is begun', async () => {
    for (const broken of [
      'DROP TABLE covered',
      'ALTER TABLE rows DROP COLUMN status',
      'DROP TABLE meta; PRAGMA user_version = 0',
    ]) {
      const before = await archives.openKeeping();
      await before.append(ref, [entry(1, 'a')], stretch(0, 10));
      before.dispose();
      const [name = ''] = readdirSync(archives.path);
      const database = findSqlite()?.(join(archives.path, name));
      database?.exec(broken);
      database?.close();
      const archive = archives.open();
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
    const archive = await archives.openKeeping();
    await archive.append(ref, [entry(1, 'a')], stretch(0, 10));
    const [name = ''] = readdirSync(archives.path);
    const other = findSqlite()?.(join(archives.path, name));
    other?.exec('DROP TABLE rows; DROP TABLE covered');
    other?.close();
    assert.equal((await archive.append(ref, [entry(2, 'a')], stretch(0, 10))).notKept, 'io');
    assert.equal(await archive.set(ref, true), undefined);
    assert.equal((await archive.append(ref, [entry(2, 'a')], stretch(0, 10))).added, 1);
  });

  test('a file of a newer version is left alone', async () => {
    (await archives.openKeeping()).dispose();
    const [name = ''] = readdirSync(archives.path);
    const database = findSqlite()?.(join(archives.path, name));
    database?.exec('PRAGMA user_version = 2');
    database?.close();
    const archive = archives.open();
    assert.equal(await archive.set(ref, true), 'newer');
    assert.deepEqual(await archive.state(ref.projectId), { problem: 'newer' });
    assert.equal((await archive.append(ref, [entry(1, 'a')], stretch(0, 10))).notKept, 'newer');
    assert.deepEqual(readdirSync(archives.path), [name]);
  });

  test('a file that somebody holds for good is told as busy, and nothing hangs', async () => {
    const archive = await archives.openKeeping();
    const [name = ''] = readdirSync(archives.path);
    const holder = findSqlite()?.(join(archives.path, name));
    holder?.exec('BEGIN IMMEDIATE');
    const waits: number[] = [];
    const impatient = new SqliteLogArchive({
      folder: archives.path,
      findSqlite,
      clock: { now: () => 0, sleep: (ms) => Promise.resolve(void waits.push(ms)) },
      capBytes: () => megabyte,
    });
    archives.closeLater(impatient);
    assert.equal((await impatient.append(ref, [entry(1, 'a')], stretch(0, 10))).notKept, 'busy');
    assert.ok(waits.length > 10);
    holder?.exec('ROLLBACK');
    holder?.close();
    assert.equal((await archive.append(ref, [entry(1, 'a')], stretch(0, 10))).added, 1);
  });

  test('a device that was dropped is gone, and the others are not', async () => {
    const archive = await archives.openKeeping();
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
    const [one, two] = [await archives.openKeeping(), archives.open()];
    await two.append(ref, blockOf(0), stretch(0, 1000));
    await one.dropProject(ref.projectId);
    assert.deepEqual(await readAll(one), []);
    assert.equal(await two.isOn(ref), false);
    assert.equal((await two.append(ref, blockOf(0), stretch(0, 1000))).notKept, 'off');
    assert.deepEqual(await readAll(two), []);
    two.dispose();
    // Windows keeps a file that is open: it is empty then.
    if (process.platform !== 'win32') assert.deepEqual(readdirSync(archives.path), []);
  });

  test('changes are told', async () => {
    const archive = archives.open();
    const told: string[] = [];
    archive.onDidChange((projectId) => told.push(projectId));
    await archive.set(ref, true);
    await archive.append(ref, [entry(1, 'a')], stretch(0, 10));
    await archive.dropProject(ref.projectId);
    assert.deepEqual(told, ['project', 'project', 'project']);
  });
}
