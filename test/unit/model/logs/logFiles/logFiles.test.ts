import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { lnavFormat } from '../../../../../src/model/logs/logFiles/lnavFormat.js';
import { logFilePaths } from '../../../../../src/model/logs/logFiles/logFilePaths.js';
import { logView } from '../../../../../src/model/logs/archive/logView.js';
import { exportColumns } from '../../../../../src/model/logs/export/exportedRow.js';
import { aBatch, aRow, openLogFiles, ref, valuesIn } from '../../../../support/logFileSetup.js';
import { tempFolder } from '../../../../support/tempFolder.js';

const strange = [
  '../../../etc/passwd',
  '..',
  'con',
  'lpt1.jsonl',
  'C:\\Windows\\system32',
  'BF0123456789ABCDEFGH',
  'a;rm -rf ~;#aaaaaaaa',
  '$(reboot)$(reboot)',
  '`reboot` `reboot`',
  'x'.repeat(400),
  '\u202Egpj.exe\u0000aaaaa',
  '',
  'id-e3b0c44298fc1c149afbf4c8',
];

it.each(strange)('a device or project called %j has a plain name on the disk', (name) => {
  for (const device of [
    { projectId: name, deviceId: ref.deviceId },
    { projectId: 'p', deviceId: name },
  ]) {
    const { current, lock, state, older } = logFilePaths('/root', device);
    for (const path of [current, older(1), lock, join('/root', state)]) {
      expect(relative('/root', path)).toMatch(
        /^[0-9a-f]{16}[\\/](?:state[\\/])?[a-z0-9-]{10,40}(?:\.1)?\.(?:jsonl|json|lock)$/,
      );
      expect(basename(path)).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\b/i);
    }
  }
});

it('different ids have different files, also where capitals are the same', () => {
  const ids = [...strange, ref.deviceId, 'bf0123456789abcdefgH', 'bf0123456789abcdefGH'];
  const paths = ids.map((deviceId) =>
    logFilePaths('/root', { projectId: 'p', deviceId }).current.toLowerCase(),
  );
  expect(new Set(paths).size).toBe(ids.length);
});

it('an id of the cloud is the file’s name', () => {
  expect(basename(logFilePaths('/root', ref).current)).toBe(`${ref.deviceId}.jsonl`);
});

it('remembers the switch for every window, and tells of it in this one', async () => {
  const root = tempFolder();
  const [one, other] = [openLogFiles(root), openLogFiles(root)];
  const told: string[] = [];
  one.onDidChange(({ deviceId }) => told.push(deviceId));
  expect(await one.isOn(ref)).toBe(false);
  await one.set(ref, true);
  expect(await other.isOn(ref)).toBe(true);
  await other.set(ref, false);
  expect(await one.isOn(ref)).toBe(false);
  expect(told).toEqual([ref.deviceId]);
});

it('stands in folders for this user alone, as a file for this user alone', async () => {
  if (process.platform === 'win32') return;
  const root = join(tempFolder(), 'log-files');
  const files = openLogFiles(root);
  await files.set(ref, true);
  await files.use(ref).file.append(aBatch([aRow(0, 'one')]));
  const { current, folder } = files.paths(ref);
  const modeOf = (path: string): number => statSync(path).mode & 0o777;
  expect([root, folder, current].map(modeOf)).toEqual([0o700, 0o700, 0o600]);
});

it('says why a switch can’t be kept', async () => {
  const root = join(tempFolder(), 'file');
  const files = openLogFiles(join(root, 'below'));
  await files.set(ref, false);
  const { current } = openLogFiles(dirname(root)).paths(ref);
  expect(existsSync(current)).toBe(false);
  const blocked = openLogFiles(join(import.meta.filename, 'below'));
  expect(await blocked.set(ref, true)).toBe('io');
  expect(await blocked.isOn(ref)).toBe(false);
});

it('goes with the project, and with its switch', async () => {
  const root = tempFolder();
  const files = openLogFiles(root);
  await files.set(ref, true);
  const { file } = files.use(ref);
  await file.append(aBatch([aRow(1, 'one')]));
  await files.dropProject('another');
  expect(valuesIn(files.paths(ref).folder)).toEqual(['one']);
  await files.dropProject(ref.projectId);
  expect(existsSync(files.paths(ref).folder)).toBe(false);
  expect(await file.append(aBatch([aRow(2, 'two')]))).toEqual({ added: 0, notWritten: 'off' });
  expect(files.file(ref)).toBeUndefined();
});

it('its fields, and the columns of the archive’s view, stand in the document', async () => {
  const text = readFileSync('docs/log-files.md', 'utf8');
  for (const column of [...exportColumns, 'until', 'until_ms']) expect(text).toContain(`\`${column}\``);
  const columns = [...logView.matchAll(/ AS ([a-z_]+)(?:,|\n)/g)].map(([, name]) => name);
  expect(columns).toEqual([
    'time',
    'device',
    'type',
    'code',
    'value',
    'source',
    'time_ms',
    'type_id',
    'row_key',
    'place',
  ]);
  for (const column of columns) expect(text).toMatch(new RegExp(`^\\| \`${column}\` +\\|`, 'm'));
  // What lnav reads is what is written.
  const known = Object.keys(lnavFormat.tuya_device_log.value);
  expect(known).toEqual([...exportColumns.filter((column) => column !== 'time'), 'until', 'until_ms']);
  const root = tempFolder();
  await openLogFiles(root).set(ref, true);
  const kept: unknown = JSON.parse(readFileSync(join(root, 'lnav/formats/tuya/device_log.json'), 'utf8'));
  expect(kept).toEqual(lnavFormat);
});

it('goes with the project while it is being written, and stays away', async () => {
  const root = tempFolder();
  const files = openLogFiles(root);
  await files.set(ref, true);
  const { file } = files.use(ref);
  const rows = Array.from({ length: 3_000 }, (_, at) => aRow(at, 'x'.repeat(500)));
  const pieces = [0, 1, 2].map((n) => file.append(aBatch(rows.slice(n * 1_000, n * 1_000 + 1_000))));
  while (files.file(ref) === undefined) await new Promise((resolve) => void setImmediate(resolve));
  await files.dropProject(ref.projectId);
  await Promise.all(pieces);
  expect(await file.append(aBatch([aRow(5_000, 'more')]))).toEqual({ added: 0, notWritten: 'off' });
  expect(existsSync(files.paths(ref).folder)).toBe(false);
});
