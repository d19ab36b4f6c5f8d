import { randomUUID } from 'node:crypto';
import { open as openOnDisk, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import { readLine } from './fileRow.js';
import { wholeLines } from './lineReader.js';
import type { LogFilePaths } from './logFilePaths.js';
import { codeOf } from './logFileProblem.js';
import type { LogFileDeps } from './logFileTypes.js';
import { FileContent, WrittenRows } from './writtenRows.js';

/** What of a file this window knows. */
export interface Known {
  turn: number;
  readonly rows: WrittenRows;
  /** Of the current file. */
  size: number;
  /** Up to here lines say that rows are missing. */
  toldTo: number;
}

/** The file isn’t as it was read. */
export class FileChanged extends Error {}

/** Another window has the lock by now: it reads and writes what is here. */
export class LockLost extends Error {}

/** Before each step that changes files. Throws LockLost. */
export type StillLocked = () => Promise<void>;

/** All files of a device, as they are now. */
export async function readAll(
  deps: LogFileDeps,
  turn: number,
  stillLocked: StillLocked,
  signal: AbortSignal | undefined,
): Promise<Known> {
  const { paths } = deps;
  const known: Known = { turn, rows: new WrittenRows(), size: 0, toldTo: 0 };
  for (const path of [...(await olderFiles(paths)).map((n) => paths.older(n)), paths.current]) {
    known.rows.files.push(new FileContent());
    await readInto(deps, known, { path, from: 0 }, stillLocked, signal);
  }
  return known;
}

/** Takes in what a file has from a place on. A line that was cut off is taken out of the file, and one that is no JSON. */
export async function readInto(
  { open = openOnDisk }: LogFileDeps,
  known: Known,
  { path, from }: { readonly path: string; readonly from: number },
  stillLocked: StillLocked,
  signal: AbortSignal | undefined,
): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r+');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    if (from > 0) throw new FileChanged();
    known.size = 0;
    return;
  }
  let isBroken = false;
  try {
    const { size } = await handle.stat();
    if (size < from || !(await isLineEnd(handle, from))) throw new FileChanged();
    let end = from;
    let isOver = sliceTime();
    for await (const block of wholeLines(handle, from, signal)) {
      ({ end } = block);
      for (const line of block.lines) {
        isBroken = !takeLine(known, line) || isBroken;
        if (!isOver()) continue;
        await takeBreak(signal);
        isOver = sliceTime();
      }
    }
    if (end < size) {
      await stillLocked();
      await handle.truncate(end);
    }
    known.size = end;
  } finally {
    await handle.close();
  }
  if (isBroken) known.size = await withoutBroken(path, stillLocked, signal);
}

/** Whether a line begins at a place. Who edits a file may make it longer. */
async function isLineEnd(handle: FileHandle, at: number): Promise<boolean> {
  if (at === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at - 1);
  return buffer[0] === 10;
}

/** Numbers of the older files that are there, the oldest file’s first. */
export async function olderFiles({ folder, current }: LogFilePaths): Promise<readonly number[]> {
  const own = basename(current).replace(/jsonl$/, '');
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) =>
      name.startsWith(own) ? (/^(\d{1,4})\.jsonl$/.exec(name.slice(own.length))?.[1] ?? []) : [],
    )
    .map(Number)
    .sort((a, b) => b - a);
}

/** False where the line is no JSON. */
function takeLine(known: Known, text: string): boolean {
  const line = readLine(text);
  if (line.kind === 'row') known.rows.current.add(line.time, line.row);
  else if (line.kind === 'missing') known.toldTo = Math.max(known.toldTo, line.until);
  return line.kind !== 'broken';
}

/** Writes the file anew without the lines that are no JSON: a power cut may leave some. Answers its size. */
async function withoutBroken(
  path: string,
  stillLocked: StillLocked,
  signal: AbortSignal | undefined,
): Promise<number> {
  const draft = `${path}.${randomUUID()}.tmp`;
  let size = 0;
  const handle = await openOnDisk(path, 'r');
  try {
    await writeFile(draft, '', { mode: 0o600 });
    for await (const { lines } of wholeLines(handle, 0, signal)) {
      const text = lines
        .filter((line) => readLine(line).kind !== 'broken')
        .map((line) => `${line}\n`)
        .join('');
      await writeFile(draft, text, { flag: 'a', flush: true });
      size += Buffer.byteLength(text);
    }
    await stillLocked();
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  return size;
}
