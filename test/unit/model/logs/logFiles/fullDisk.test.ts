import { open as openOnDisk, type FileHandle } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../../src/base/clock.js';
import { createTextFiles } from '../../../../../src/base/textFiles.js';
import { LogFile } from '../../../../../src/model/logs/logFiles/logFile.js';
import type { LogFileDeps } from '../../../../../src/model/logs/logFiles/logFileTypes.js';
import {
  aBatch,
  aRow,
  linesIn,
  openLogFiles,
  ref,
  valuesIn,
  wide,
} from '../../../../support/logFileSetup.js';
import { tempFolder } from '../../../../support/tempFolder.js';

const start = Date.UTC(2026, 10, 20, 10);

/** A disk that takes so many bytes more. */
class SmallDisk {
  room = Infinity;
  canCut = true;

  readonly open = async (path: string, flags: string, mode?: number): Promise<FileHandle> => {
    const handle = await openOnDisk(path, flags, mode);
    const write = handle.writeFile.bind(handle);
    const truncate = handle.truncate.bind(handle);
    handle.writeFile = async (data) => {
      const bytes = Buffer.from(data as string);
      await write(bytes.subarray(0, this.room));
      if (bytes.length > this.room) throw failure('ENOSPC');
      this.room -= bytes.length;
    };
    handle.truncate = async (size) => {
      if (!this.canCut) throw failure('EIO');
      await truncate(size);
    };
    return handle;
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'write' });
}

async function aFileOn(disk: SmallDisk, more: Partial<LogFileDeps> = {}) {
  const root = tempFolder();
  const files = openLogFiles(root);
  await files.set(ref, true);
  const paths = files.paths(ref);
  const states = createTextFiles(root);
  const held = {
    wasWaitedFor: false,
    isOurs: () => Promise.resolve(true),
    release: () => Promise.resolve(),
  };
  const lock = { take: () => Promise.resolve(held) };
  const deps = { paths, states, lock, clock: systemClock, limits: () => wide, open: disk.open, ...more };
  return { folder: paths.folder, file: new LogFile(deps), another: () => new LogFile(deps) };
}

it.each([0, 1, 80, 200, 300])('stops on a full disk with %d bytes of room, and goes on', async (room) => {
  const disk = new SmallDisk();
  const { file, folder } = await aFileOn(disk);
  await file.append(aBatch([aRow(start, 'one')]));
  disk.room = room;
  const rows = [aRow(start, 'one'), aRow(start + 1, 'two'), aRow(start + 2, 'three')];
  expect(await file.append(aBatch(rows))).toEqual({ added: 0, notWritten: 'full' });
  expect(valuesIn(folder)).toEqual(['one']);
  expect(await file.append(aBatch(rows))).toMatchObject({ notWritten: 'full' });
  disk.room = Infinity;
  expect(await file.append(aBatch(rows))).toEqual({ added: 2 });
  expect(valuesIn(folder)).toEqual(['one', 'two', 'three']);
});

it.each(['the same window', 'the next'])('what could not be cut off again is cut off by %s', async (who) => {
  const disk = new SmallDisk();
  const { file, folder, another } = await aFileOn(disk);
  await file.append(aBatch([aRow(start, 'one')]));
  const rows = [aRow(start + 1, 'two'), aRow(start + 2, 'three')];
  Object.assign(disk, { room: 250, canCut: false });
  await file.append(aBatch(rows));
  expect(() => linesIn(folder)).toThrow();
  Object.assign(disk, { room: Infinity, canCut: true });
  await (who === 'the next' ? another() : file).append(aBatch(rows));
  expect(valuesIn(folder)).toEqual(['one', 'two', 'three']);
});

it('rows that nobody could write leave a line that says so', async () => {
  const disk = new SmallDisk();
  const { file, folder, another } = await aFileOn(disk);
  const read = [{ from: start, to: start + 10 }];
  await file.append(aBatch([aRow(start, 'one')], read, start + 10));
  disk.room = 0;
  const later = [{ from: start, to: start + 20 }];
  expect(await file.append(aBatch([aRow(start + 15, 'two')], later, start + 20))).toMatchObject({
    notWritten: 'full',
  });
  // The window ends, and the next one reads from later on.
  disk.room = 30;
  const next = aBatch([aRow(start + 35, 'three')], [{ from: start + 30, to: start + 40 }], start + 40);
  expect(await another().append(next)).toMatchObject({ notWritten: 'full' });
  disk.room = Infinity;
  await another().append(next);
  await another().append(next);
  expect(valuesIn(folder)).toEqual(['one', 'missing', 'three']);
  expect(linesIn(folder)[1]).toMatchObject({ time_ms: start + 10, until_ms: start + 30 });
});

it.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EACCES', 'io'],
])('%s is told as %s, wherever it comes from', async (code, problem) => {
  const fails = () => Promise.reject(failure(code));
  const disk = new SmallDisk();
  const { file } = await aFileOn(disk, { open: fails });
  expect(await file.append(aBatch([aRow(start, 'one')]))).toEqual({ added: 0, notWritten: problem });
  const locked = await aFileOn(disk, { lock: { take: fails } });
  expect(await locked.file.append(aBatch([]))).toEqual({ added: 0, notWritten: problem });
});

it('is told as busy where another window has it for too long', async () => {
  const { file } = await aFileOn(new SmallDisk(), { lock: { take: () => Promise.resolve(undefined) } });
  expect(await file.append(aBatch([aRow(start, 'one')]))).toEqual({ added: 0, notWritten: 'busy' });
});
