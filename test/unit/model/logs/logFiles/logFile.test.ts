import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../../support/tempFolder.js';
import { aBatch, aRow, linesIn, openLogFiles, ref, valuesIn } from '../../../../support/logFileSetup.js';

const start = Date.UTC(2026, 10, 20, 10);

async function anOpenFile(limits?: Parameters<typeof openLogFiles>[1]) {
  const root = tempFolder();
  const files = openLogFiles(root, limits);
  expect(await files.set(ref, true)).toBeUndefined();
  const { file } = files.use(ref);
  const { folder, current, older } = files.paths(ref);
  /** Another window. */
  const another = () => openLogFiles(root, limits).use(ref).file;
  return { root, files, file, folder, current, older, another };
}

it('writes rows as the export does, once each', async () => {
  const { file, folder, another } = await anOpenFile();
  const rows = [aRow(start, '215'), aRow(start + 5, '216', { rowKey: 'k1' })];
  expect(await file.append(aBatch(rows))).toEqual({ added: 2 });
  expect(await file.append(aBatch(rows))).toEqual({ added: 0 });
  expect(await another().append(aBatch([...rows, aRow(start + 9, '217')]))).toEqual({ added: 1 });
  expect(await file.append(aBatch([aRow(start + 9, '217')]))).toEqual({ added: 0 });
  expect(linesIn(folder)).toEqual([
    {
      time: '2026-11-20T10:00:00.000Z',
      time_ms: start,
      device_id: ref.deviceId,
      device: 'Kitchen',
      type: 7,
      type_name: 'report',
      code: 'temp_current',
      value: '215',
      source: '1',
      source_name: '1',
      dp_id: undefined,
      ...linesIn(folder)[0],
    },
    expect.objectContaining({ value: '216', row_key: 'k1' }),
    expect.objectContaining({ value: '217' }),
  ]);
});

it('goes by the one rule for rows that are the same', async () => {
  const { file, folder, another } = await anOpenFile();
  // Without a key, a millisecond holds as many of a kind as the read that showed the most.
  await file.append(aBatch([aRow(start, 'a'), aRow(start, 'a')]));
  await another().append(aBatch([aRow(start, 'a')]));
  await another().append(aBatch([aRow(start, 'a'), aRow(start, 'a'), aRow(start, 'b')]));
  expect(valuesIn(folder)).toEqual(['a', 'a', 'b']);
  // The project came to have the paid edition: the same rows have keys now.
  await another().append(aBatch([aRow(start, 'a', { rowKey: '1' }), aRow(start, 'a', { rowKey: '2' })]));
  expect(valuesIn(folder)).toEqual(['a', 'a', 'b']);
  await file.append(
    aBatch([
      aRow(start, 'a', { rowKey: '1' }),
      aRow(start, 'a', { rowKey: '2' }),
      aRow(start, 'a', { rowKey: '3' }),
    ]),
  );
  expect(valuesIn(folder)).toEqual(['a', 'a', 'b', 'a']);
});

it.each([
  ['line ends and quotes', 'a\n"b"\r\n\u2028c'],
  ['a NUL and half a pair', '\0\ud800x'],
  ['a long one', 'x'.repeat(300_000)],
  ['letters of several bytes', 'дом — 家 🏠'.repeat(30_000)],
])('a value with %s is one line, and known again', async (_what, value) => {
  const { file, folder, another } = await anOpenFile();
  await file.append(aBatch([aRow(start, value), aRow(start + 1, 'next')]));
  await another().append(aBatch([aRow(start, value), aRow(start + 1, 'next')]));
  expect(valuesIn(folder)).toEqual([value, 'next']);
});

it('rows that come late stand behind, and are known by the next window', async () => {
  const { file, folder, another } = await anOpenFile();
  await file.append(aBatch([aRow(start + 10, 'on time')]));
  await file.append(aBatch([aRow(start, 'late')]));
  expect(await another().append(aBatch([aRow(start, 'late'), aRow(start + 10, 'on time')]))).toEqual({
    added: 0,
  });
  expect(valuesIn(folder)).toEqual(['on time', 'late']);
});

it('nothing is written while it is off, in any window', async () => {
  const { root, files, file, folder, another } = await anOpenFile();
  await file.append(aBatch([aRow(start, '1')]));
  expect(await openLogFiles(root).set(ref, false)).toBeUndefined();
  expect(await file.append(aBatch([aRow(start + 1, '2')]))).toEqual({ added: 0, notWritten: 'off' });
  expect(await files.isOn(ref)).toBe(false);
  expect(valuesIn(folder)).toEqual(['1']);
  await files.set(ref, true);
  await another().append(aBatch([aRow(start, '1'), aRow(start + 1, '2')]));
  expect(valuesIn(folder)).toEqual(['1', '2']);
});

it('a line that was cut off goes, and its row comes again', async () => {
  const { file, folder, current, another } = await anOpenFile();
  const rows = [aRow(start, 'one'), aRow(start + 1, 'two'), aRow(start + 2, 'three')];
  await file.append(aBatch(rows));
  const { size } = statSync(current);
  for (let cut = 1; cut < 60; cut++) {
    truncateSync(current, size - cut);
    // By turns the window that wrote it, and one that begins.
    await (cut % 2 === 0 ? file : another()).append(aBatch(rows));
    expect(valuesIn(folder)).toEqual(['one', 'two', 'three']);
    expect(statSync(current).size).toBe(size);
  }
});

it('a power cut’s remains go, and nothing else', async () => {
  const { file, folder, current, another } = await anOpenFile();
  await file.append(aBatch([aRow(start, 'one'), aRow(start + 1, 'two')]));
  const [first, second] = readFileSync(current, 'utf8').split('\n');
  writeFileSync(current, `${first}\n${'\0'.repeat(4096)}\n{"my":"note"}\n${second}\n\0\0\0`);
  await another().append(aBatch([aRow(start, 'one'), aRow(start + 1, 'two'), aRow(start + 2, 'three')]));
  expect(valuesIn(folder)).toEqual(['one', undefined, 'two', 'three']);
});

it('a file that a person deleted, emptied or wrote to is taken as it is', async () => {
  const { file, folder, current } = await anOpenFile();
  const rows = [aRow(start, 'one'), aRow(start + 1, 'two')];
  await file.append(aBatch(rows));
  rmSync(current);
  await file.append(aBatch(rows));
  expect(valuesIn(folder)).toEqual(['one', 'two']);
  truncateSync(current, 0);
  await file.append(aBatch(rows));
  expect(valuesIn(folder)).toEqual(['one', 'two']);
  appendFileSync(current, '{"my":"note"}\nhalf a line');
  await file.append(aBatch([aRow(start + 2, 'three')]));
  expect(valuesIn(folder)).toEqual(['one', 'two', undefined, 'three']);
});

it('what a data point with a secret’s name says isn’t written', async () => {
  const { file, folder, another } = await anOpenFile();
  const rows = [
    aRow(start, 'hunter2', { code: 'unlock_password' }),
    aRow(start + 1, '{"ssid":"home","wifiToken":"hunter2","deep":[{"localKey":"hunter2"}]}', { code: 'net' }),
    aRow(start + 2, '{ "plain": 1 }', { code: 'net' }),
  ];
  await file.append(aBatch(rows));
  await another().append(aBatch(rows));
  expect(linesIn(folder).map(({ value }) => value)).toEqual([
    undefined,
    '{"ssid":"home","deep":[{}]}',
    '{ "plain": 1 }',
  ]);
  expect(JSON.stringify(linesIn(folder))).not.toContain('hunter2');
});

it('begins the next file at its size, and keeps so many', async () => {
  const { file, folder, older, another } = await anOpenFile({ bytes: 2_000, files: 3 });
  const rows = Array.from({ length: 100 }, (_, at) => aRow(start + at, `${at}`));
  for (let at = 0; at < 100; at += 7) await file.append(aBatch(rows.slice(at, at + 7)));
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(3);
  const kept = valuesIn(folder);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept).toEqual(rows.slice(-kept.length).map(({ value }) => value));
  for (const n of [1, 2]) expect(statSync(older(n)).size).toBeLessThanOrEqual(2_000);
  // What went isn't written again, nor what stands in an older file.
  expect(await another().append(aBatch(rows))).toEqual({ added: 0 });
  expect(await file.append(aBatch(rows))).toEqual({ added: 0 });
  expect(valuesIn(folder)).toEqual(kept);
});

it.each([1, 2, 5])('two windows that rotate by turns double nothing, with %d files', async (files) => {
  const limits = { bytes: 1_500, files };
  const { file, folder, another } = await anOpenFile(limits);
  const other = another();
  const rows = Array.from({ length: 60 }, (_, at) => aRow(start + at, `${at}`));
  for (let at = 0; at < 60; at += 3) {
    const seen = aBatch(rows.slice(Math.max(0, at - 9), at + 3));
    await Promise.all([file.append(seen), other.append(seen)]);
  }
  const kept = valuesIn(folder);
  expect(kept).toEqual(rows.slice(-kept.length).map(({ value }) => value));
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl')).length).toBeLessThanOrEqual(files);
});

it('a device whose clock is ahead keeps no other row out', async () => {
  const { file, folder } = await anOpenFile({ bytes: 600, files: 1 });
  await file.append(aBatch([aRow(Date.UTC(2099, 0), 'ahead')]));
  for (let at = 0; at < 9; at++) await file.append(aBatch([aRow(start + at, `${at}`)]));
  expect(valuesIn(folder).at(-1)).toBe('8');
});

it('says in a line where rows are missing, once', async () => {
  const { file, folder, another } = await anOpenFile();
  const read = (from: number, to: number) => [{ from: start + from, to: start + to }];
  await file.append(aBatch([aRow(start + 5, 'one')], read(0, 10), start + 10));
  // Nobody followed from 10 to 20.
  await another().append(aBatch([aRow(start + 25, 'two')], read(20, 30), start + 30));
  await file.append(aBatch([aRow(start + 25, 'two')], read(20, 30), start + 30));
  await file.append(aBatch([aRow(start + 35, 'three')], read(0, 40), start + 40));
  expect(valuesIn(folder)).toEqual(['one', 'missing', 'two', 'three']);
  expect(linesIn(folder)[1]).toEqual({
    time: '2026-11-20T10:00:00.010Z',
    time_ms: start + 10,
    device_id: ref.deviceId,
    device: 'Kitchen',
    type: 0,
    type_name: 'missing',
    until: '2026-11-20T10:00:00.020Z',
    until_ms: start + 20,
  });
});
