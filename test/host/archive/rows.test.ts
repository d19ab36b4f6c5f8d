import assert from 'node:assert/strict';
import { contains } from '../../../src/base/timeRange.js';
import { LogTable } from '../../../src/model/logs/table/logTable.js';
import { fraction, mix } from '../../../src/simulator/requests/random.js';
import type { LogEntry } from '../../../src/tuya/results.js';
import {
  allTypes,
  archiveFolder,
  blockOf,
  entry,
  readAll,
  ref,
  stretch,
  textsOf,
} from '../../support/archiveFolder.js';
import { randomEditions, randomReads, RowsReference, rowTexts } from '../../support/randomReads.js';

/** The rows of a table as they stand, without their state and the ids it gave them. */
function shownIn(table: LogTable): readonly string[] {
  return Array.from(table.slotsInOrder(), (slot) => {
    const { time, type, from, code, value, rowKey } = table.row(slot);
    return JSON.stringify([time, type, from, code, value, rowKey]);
  });
}

suite('the rows of an archive', () => {
  const archives = archiveFolder();

  test('every field comes back as it was, and none that was not there', async () => {
    const archive = await archives.openKeeping();
    const entries = [
      entry(9, '{"a":"\u0000ü\u{1f600}"}', { row: 'key', eventId: 99, eventFrom: '-1', status: '2' }),
      { eventTime: 8, eventId: 1, extra: {} },
    ];
    await archive.append(ref, entries, stretch(0, 10));
    assert.deepEqual(await readAll(archive), entries);
  });

  test('a reading of some types covers these, and one of some data points covers nothing', async () => {
    const archive = await archives.openKeeping();
    await archive.append(ref, [], stretch(0, 50, [7, 1]));
    await archive.append(ref, [], stretch(50, 100, [7]));
    await archive.append(ref, [entry(150, 'a')], { ...stretch(100, 200), codes: ['switch'] });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 200 }, [7]), [{ from: 100, to: 200 }]);
    assert.deepEqual(await archive.gaps(ref, { from: 10, to: 121 }, [1, 7]), [{ from: 50, to: 121 }]);
    assert.deepEqual(textsOf(await readAll(archive)), ['150 7 a ']);
  });

  test('a page never cuts a millisecond, and pages put together are everything', async () => {
    const archive = await archives.openKeeping();
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
    const archive = archives.open();
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
    const archive = await archives.openKeeping();
    await archive.append(ref, [entry(5, 'a'), entry(5, 'a'), entry(4, 'b')], stretch(0, 10));
    const paid = [entry(5, 'a', { row: '3' }), entry(5, 'a', { row: '2' }), entry(4, 'b', { row: '1' })];
    assert.deepEqual(await archive.append(ref, paid, stretch(0, 10)), { added: 0, known: 3, refused: 0 });
    assert.deepEqual(await readAll(archive), paid);
  });

  for (const edition of randomEditions) {
    test(`random readings are kept row by row as the table has them (${edition})`, async () => {
      for (let seed = 0; seed < 12; seed++) {
        const device = { projectId: `random ${edition} ${seed}`, deviceId: 'd' };
        const archive = archives.open();
        await archive.set(device, true);
        const reference = new RowsReference();
        const table = new LogTable();
        for (const { rows, from, to } of randomReads(seed, edition)) {
          await archive.append(device, rows, stretch(from, to));
          table.merge(0, rows, 'newest');
          reference.read(rows);
        }
        archive.dispose();
        const again = archives.open();
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
    const archive = await archives.openKeeping();
    const rows = [entry(5, 'true', { row: 'k' }), entry(5, 'false', { row: 'k' })];
    assert.equal((await archive.append(ref, rows, stretch(0, 10))).added, 2);
    assert.equal((await archive.append(ref, rows, stretch(0, 10))).known, 2);
    archive.dispose();
    assert.deepEqual(await readAll(archives.open()), rows);
  });

  test('what is being added can be given up, and then does not count as read', async () => {
    const archive = await archives.openKeeping();
    const cancel = new AbortController();
    const adding = archive.append(ref, blockOf(0), stretch(0, 1000), cancel.signal);
    cancel.abort();
    await assert.rejects(adding, { name: 'AbortError' });
    assert.deepEqual(await archive.gaps(ref, { from: 0, to: 1000 }, [7]), [{ from: 0, to: 1000 }]);
    await archive.append(ref, blockOf(0), stretch(0, 1000));
    assert.deepEqual(await readAll(archive), blockOf(0));
  });

  test('a text that is not well-formed, or has a NUL, comes back as it was and is kept once', async () => {
    const archive = await archives.openKeeping();
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

  test('200,000 rows are added while everything else on the thread goes on', async () => {
    const archive = await archives.openKeeping();
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
});
