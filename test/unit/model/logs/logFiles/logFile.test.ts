import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../../src/base/clock.js';
import { tempFolder } from '../../../../support/tempFolder.js';
import {
  aBatch,
  aRow,
  linesIn,
  openLogFiles,
  ref,
  valuesIn,
  wide,
} from '../../../../support/logFileSetup.js';

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

it('each line that rows are missing stands behind the rows from before it', async () => {
  const { file, folder } = await anOpenFile();
  const range = (from: number, to: number) => ({ from: start + from, to: start + to });
  await file.append(aBatch([aRow(start + 5, 'one')], [range(0, 10)], start + 10));
  const rows = [aRow(start + 25, 'two'), aRow(start + 45, 'three')];
  await file.append(aBatch(rows, [range(20, 30), range(40, 50)], start + 50));
  expect(valuesIn(folder)).toEqual(['one', 'missing', 'two', 'missing', 'three']);
});

it('wherever a batch was cut off, the next window says of each row that it is missing', async () => {
  const { root, file, folder, files, current } = await anOpenFile();
  const range = (from: number, to: number) => ({ from: start + from, to: start + to });
  await file.append(aBatch([aRow(start + 5, 'one')], [range(0, 10)], start + 10));
  const { state } = files.paths(ref);
  const before = readFileSync(join(root, state));
  const rows = [aRow(start + 25, 'two'), aRow(start + 45, 'three')];
  await file.append(aBatch(rows, [range(20, 30), range(40, 50)], start + 50));
  const lines = readFileSync(current, 'utf8').split('\n').slice(0, -1);
  for (let kept = 1; kept < lines.length; kept++) {
    writeFileSync(
      current,
      lines
        .slice(0, kept)
        .map((line) => `${line}\n`)
        .join(''),
    );
    writeFileSync(join(root, state), before);
    const late = aBatch([aRow(start + 65, 'four')], [range(60, 70)], start + 70);
    await openLogFiles(root).use(ref).file.append(late);
    const missing = linesIn(folder).filter(({ type }) => type === 0);
    for (const { time, value } of rows) {
      const isTold = missing.some(
        (line) => Number(line['time_ms']) <= time && time < Number(line['until_ms']),
      );
      expect([kept, value, isTold || valuesIn(folder).includes(value)]).toEqual([kept, value, true]);
    }
  }
});

it('says that a person changed the file, also where it became longer', async () => {
  const { file, folder, current } = await anOpenFile();
  const rows = [aRow(start, 'one'), aRow(start + 1, 'two')];
  await file.append(aBatch(rows));
  expect(await file.append(aBatch([aRow(start + 2, 'three')]))).toEqual({ added: 1 });
  const text = readFileSync(current, 'utf8');
  writeFileSync(current, text.replace('"one"', '"one, as I would have it"'));
  expect(await file.append(aBatch(rows))).toEqual({ added: 1, wasChanged: true });
  expect(valuesIn(folder)).toEqual(['one, as I would have it', 'two', 'three', 'one']);
  rmSync(current);
  expect(await file.append(aBatch([]))).toEqual({ added: 0, wasChanged: true });
  expect(await file.append(aBatch([]))).toEqual({ added: 0 });
});

it.each(['value', 'name of the device'])('no %s turns a terminal that shows the file', async (where) => {
  const { file, folder, current } = await anOpenFile();
  const text = '\u001b]0;C0\u0007 \u009d52;c;Y2Fs\u009c \u0090q \u007f \u202egpj.exe \u2066x\u2069 \u2028';
  const batch = aBatch(
    [aRow(start + 30, where === 'value' ? text : 'x')],
    [{ from: start, to: start + 40 }],
    start + 40,
  );
  await file.append(aBatch([aRow(start - 9, 'first')], [{ from: start - 20, to: start - 8 }], start - 8));
  await file.append(where === 'value' ? batch : { ...batch, device: { id: ref.deviceId, name: text } });
  expect(readFileSync(current, 'utf8')).toMatch(/^[\x20-\x7e\n]+$/);
  const lines = linesIn(folder);
  if (where === 'value') expect(lines.at(-1)?.['value']).toBe(text);
  else expect(lines.find(({ type }) => type === 0)?.['device']).toBe(text);
});

const secret = 'hunter2';
it.each([
  [
    'in JSON that is nested without end',
    `{"password":"${secret}","x":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
  ],
  ['behind a byte order mark', `\ufeff{"password":"${secret}"}`],
  ['in JSON that was cut off', `{"ssid":"home","wifi_password":"${secret}","mo`],
  ['in JSON within JSON', JSON.stringify({ data: JSON.stringify({ token: secret, id: 5 }) })],
  ['in JSON that is a text', JSON.stringify(JSON.stringify({ token: secret }))],
  [
    'by name and value',
    JSON.stringify([
      { code: 'local_key', value: secret },
      { key: 'pwd', value: secret },
    ]),
  ],
  ['in a query', `https://cloud.example/file?id=5&sign=${secret}`],
  ['in words', `ssid: home, psk = ${secret}`],
  ['under a name that is written in escapes', `{"pass\\u0077ord":"${secret}"}`],
])('a secret %s isn’t written', async (_where, value) => {
  const { file, current, another, folder } = await anOpenFile();
  const rows = [aRow(start, value, { code: 'net' }), aRow(start + 1, 'a: 1, b = 2', { code: 'net' })];
  expect(await file.append(aBatch(rows))).toEqual({ added: 2 });
  expect(await another().append(aBatch(rows))).toEqual({ added: 0 });
  expect(readFileSync(current, 'utf8')).not.toContain(secret);
  expect(linesIn(folder)[1]).toMatchObject({ value: 'a: 1, b = 2' });
});

it('a mark that a clock made which was a year ahead hides nothing that is missing', async () => {
  const { root, file, folder, another } = await anOpenFile();
  const range = (from: number, to: number) => ({ from: now + from, to: now + to });
  const now = Date.now() - 1_000_000;
  const year = 365 * 86_400_000;
  const ahead = { now: () => now + year, sleep: systemClock.sleep };
  await file.append(aBatch([aRow(now + 5, 'one')], [range(0, 10)], now + 10));
  const wrong = openLogFiles(root, wide, ahead).use(ref).file;
  await wrong.append(aBatch([aRow(now + 12, 'two')], [range(10, year)], now + year));
  await another().append(aBatch([aRow(now + 35, 'three')], [range(30, 40)], now + 40));
  await file.append(aBatch([aRow(now + 65, 'four')], [range(60, 70)], now + 70));
  expect(valuesIn(folder)).toEqual(['one', 'two', 'missing', 'three', 'missing', 'four']);
  expect(linesIn(folder)[4]).toMatchObject({ time_ms: now + 40, until_ms: now + 60 });
});

it('what was read by the cloud’s time counts where this computer’s clock is behind', async () => {
  const { root, folder } = await anOpenFile();
  const now = Date.now();
  const range = (from: number, to: number) => ({ from: now + from, to: now + to });
  const behind = { now: () => now - 600_000, sleep: systemClock.sleep };
  const window = () => openLogFiles(root, wide, behind).use(ref).file;
  await window().append(aBatch([aRow(now + 5, 'one')], [range(0, 10)], now + 10));
  await window().append(aBatch([aRow(now + 35, 'two')], [range(30, 40)], now + 40));
  expect(valuesIn(folder)).toEqual(['one', 'missing', 'two']);
  expect(linesIn(folder)[1]).toMatchObject({ time_ms: now + 10, until_ms: now + 30 });
});
