import { appendFileSync, readFileSync } from 'node:fs';
import { open as openOnDisk, type FileHandle } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../../src/base/clock.js';
import { FileLock } from '../../../../../src/base/fileLock.js';
import { createTextFiles } from '../../../../../src/base/textFiles.js';
import { LogFile } from '../../../../../src/model/logs/logFiles/logFile.js';
import type { LogFileDeps } from '../../../../../src/model/logs/logFiles/logFileTypes.js';
import { aBatch, aRow, openLogFiles, ref, valuesIn, wide } from '../../../../support/logFileSetup.js';
import { tempFolder } from '../../../../support/tempFolder.js';

const start = Date.UTC(2026, 10, 20, 10);
const rows = [aRow(start, 'one'), aRow(start + 1, 'two')];

/** Two windows, the first of which can be made to stand still for longer than a lock is kept free for it. */
async function windows() {
  const root = tempFolder();
  const files = openLogFiles(root);
  await files.set(ref, true);
  const paths = files.paths(ref);
  let slept = 0;
  let stop: 'stat' | 'truncate' | undefined;
  const clock = { now: () => Date.now() + slept, sleep: systemClock.sleep };
  const deps: Omit<LogFileDeps, 'open'> = {
    ...{ paths, clock, limits: () => wide, states: createTextFiles(root) },
    lock: new FileLock({ path: paths.lock, owners: { own: 'x', isGone: () => false }, clock }),
  };
  const other = new LogFile(deps);
  /** Meanwhile the other window writes. */
  const sleep = async (): Promise<void> => {
    stop = undefined;
    slept += 121_000;
    expect(await other.append(aBatch(rows))).toMatchObject({ added: 2 });
  };
  const open = async (path: string, flags: string, mode?: number): Promise<FileHandle> => {
    const handle = await openOnDisk(path, flags, mode);
    const stat = handle.stat.bind(handle) as () => ReturnType<FileHandle['stat']>;
    handle.stat = (async () => {
      const found = await stat();
      if (flags === 'a' && stop === 'stat') await sleep();
      return found;
    }) as FileHandle['stat'];
    const read = handle.read.bind(handle);
    handle.read = (async (block: Buffer, offset: number, length: number, at: number) => {
      const found = await read(block, offset, length, at);
      if (stop === 'truncate' && found.bytesRead === 0) await sleep();
      return found;
    }) as FileHandle['read'];
    return handle;
  };
  const sleeper = new LogFile({ ...deps, open });
  return { ...{ paths, sleeper, other }, stopAt: (at: typeof stop) => (stop = at) };
}

it('a window that stood still before it wrote doubles nothing', async () => {
  const { sleeper, paths, stopAt } = await windows();
  stopAt('stat');
  expect(await sleeper.append(aBatch(rows))).toEqual({ added: 0, notWritten: 'busy' });
  expect(await sleeper.append(aBatch([...rows, aRow(start + 2, 'three')]))).toEqual({ added: 1 });
  expect(valuesIn(paths.folder)).toEqual(['one', 'two', 'three']);
});

it('a window that stood still before it cut off half a line cuts off nothing else', async () => {
  const { sleeper, paths, stopAt } = await windows();
  appendFileSync(paths.current, 'half a line');
  stopAt('truncate');
  expect(await sleeper.append(aBatch([]))).toEqual({ added: 0, notWritten: 'busy' });
  expect(valuesIn(paths.folder)).toEqual(['one', 'two']);
  expect(readFileSync(paths.current, 'utf8')).not.toContain('half');
});
