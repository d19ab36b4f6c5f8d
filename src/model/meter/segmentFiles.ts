import { writeFileSync, mkdirSync, renameSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CallCounts } from './callCounts.js';

// A segment is a folder with counts in it. Its name says what it is: `<state>-<owner>-<id>`; an owner has no dash. What is counted in one
// only grows, so each write is a file of its own, `<number>.json`, and the highest number is what counts. Whoever
// takes a segment renames the folder: that happens once or not at all, and a writer that is late finds no folder.

/**
 * `live`: one process writes it. `fold`: somebody is adding up the segments inside it. `done`: added up; what is left
 * inside has been counted.
 */
export type SegmentState = 'live' | 'fold' | 'done';

export interface SegmentName {
  readonly state: SegmentState;
  readonly owner: string;
  readonly id: string;
}

export type ReadCounts =
  /** Empty where nothing has been written. */
  | { readonly state: 'read'; readonly counts: CallCounts; readonly number: number }
  /** What is in it is no counts. */
  | { readonly state: 'damaged' }
  /** The file system lets nobody read it, or it is no folder: it may be another time. */
  | { readonly state: 'unreadable' }
  /** Taken by somebody since it was seen. */
  | { readonly state: 'gone' };

const namePattern = /^(live|fold|done)-([\w.]+)-([\w.-]+)$/;
const filePattern = /^(0|[1-9]\d{0,14})\.json$/;

export function segmentName(text: string): SegmentName | undefined {
  const [, state, owner = '', id = ''] = namePattern.exec(text) ?? [];
  return state === 'live' || state === 'fold' || state === 'done' ? { state, owner, id } : undefined;
}

export function nameText({ state, owner, id }: SegmentName): string {
  return `${state}-${owner}-${id}`;
}

/**
 * The segments in a folder, in no order. None where there is no such folder.
 * @throws Error of the file system where it can't be listed
 */
export async function listSegments(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(onAbsent([]));
  return names.filter((name) => segmentName(name) !== undefined);
}

/** The latest counts of a segment. An older file that can be read does for a newer one that can't. Never rejects. */
export async function readSegment(path: string): Promise<ReadCounts> {
  try {
    const numbers = numbersIn(await readdir(path)).sort((a, b) => b - a);
    if (numbers.length === 0) return { state: 'read', counts: new CallCounts(), number: 0 };
    let isDamaged = false;
    for (const number of numbers) {
      const text = await textOf(path, `${number}.json`);
      const counts = text === undefined ? undefined : CallCounts.fromText(text);
      if (counts) return { state: 'read', counts, number };
      isDamaged ||= text !== undefined;
    }
    return { state: isDamaged ? 'damaged' : 'unreadable' };
  } catch (error) {
    return { state: isAbsent(error) ? 'gone' : 'unreadable' };
  }
}

/**
 * Writes counts and drops the older ones.
 * @throws Error `ENOENT` where somebody took the segment; then nothing was written into it
 */
export async function writeSegment(path: string, number: number, counts: CallCounts): Promise<void> {
  const [part, file] = filesOf(path, number);
  await writeFile(part, counts.toText(), { flush: true });
  await rename(part, file);
  const names = await readdir(path).catch(onMissing([]));
  const older = numbersIn(names).filter((other) => other < number);
  await Promise.all(older.map((other) => rm(join(path, `${other}.json`), { force: true })));
}

/** The same for a process that is about to end and has no time for promises. */
export function writeSegmentNow(
  path: string,
  number: number,
  counts: CallCounts,
  { isNew }: { readonly isNew: boolean },
): void {
  const [part, file] = filesOf(path, number);
  if (isNew) mkdirSync(path, { recursive: true });
  writeFileSync(part, counts.toText());
  renameSync(part, file);
}

/** True for one of all who try. */
export async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch {
    // Somebody else has it, or holds it open: then it is for later.
    return false;
  }
}

/** When something was last written in it, epoch ms. */
export async function writtenAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(onMissing(undefined)))?.mtimeMs;
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** What adding up does to the disk, step by step; a test puts itself between the steps. */
export const segmentFiles = {
  list: listSegments,
  read: readSegment,
  write: writeSegment,
  move: moved,
  make: makeFolder,
  remove: removeFolder,
  writtenAt,
} as const;

export type SegmentFiles = typeof segmentFiles;

/** Neither it nor a way to it is there. */
export function isMissing(error: unknown): boolean {
  return isAbsent(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR');
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function filesOf(path: string, number: number): [part: string, file: string] {
  return [join(path, `${number}.part`), join(path, `${number}.json`)];
}

function numbersIn(names: readonly string[]): number[] {
  return names.flatMap((name) => {
    const number = filePattern.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** Undefined for what is listed and can't be read. @throws Error `ENOENT` where it isn't there any more */
async function textOf(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if (isAbsent(error) && !(await readdir(folder)).includes(name)) throw error;
    return undefined;
  }
}

function onAbsent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isAbsent(error)) return instead;
    throw error;
  };
}

function onMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isMissing(error)) return instead;
    throw error;
  };
}
