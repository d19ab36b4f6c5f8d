import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Ending } from '../../../src/base/ending.js';
import { FileLock } from '../../../src/base/fileLock.js';
import { ManualClock } from '../../support/simulatorSigner.js';
import { tempFolder } from '../../support/tempFolder.js';

const owners = { own: 'w', isGone: (owner: string) => owner === 'gone' };

function aLock(path = join(tempFolder(), 'locks', 'one.lock')) {
  const clock = new ManualClock();
  return { path, clock, lock: new FileLock({ path, owners, clock }) };
}

/** Nobody let it go. */
function leave(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const leftBehind: readonly [string, (now: number) => string][] = [
  ['nothing', () => ''],
  ['a process that has ended', (now) => JSON.stringify({ owner: 'gone', at: now })],
  ['one that has had it for too long', (now) => JSON.stringify({ owner: 'x', at: now - 121_000 })],
  ['a clock that was set back', (now) => JSON.stringify({ owner: 'x', at: now + 121_000 })],
  ['half a text', () => '{"owner":"x","a'],
  ['another text', () => '[1]'],
];

it.each(leftBehind)('is had by one at a time, after %s', async (what, text) => {
  const { path, clock, lock } = aLock();
  if (what !== 'nothing') leave(path, text(clock.now()));
  let holders = 0;
  let turns = 0;
  const use = async (): Promise<void> => {
    const held = await lock.take();
    if (!held) return use();
    expect(++holders).toBe(1);
    await new Promise((resolve) => void setImmediate(resolve));
    holders--;
    turns++;
    await held.release();
  };
  await Promise.all(Array.from({ length: 12 }, use));
  expect(turns).toBe(12);
  expect(readdirSync(dirname(path))).toEqual([]);
});

it('says whether somebody had it before, and lets go of its own alone', async () => {
  const { lock, path } = aLock();
  const first = await lock.take();
  const second = lock.take();
  await first?.release();
  const held = await second;
  expect([first?.wasWaitedFor, held?.wasWaitedFor]).toEqual([false, true]);
  await first?.release();
  expect(existsSync(path)).toBe(true);
  await held?.release();
  expect(existsSync(path)).toBe(false);
});

it('of a process that has ended, in a folder where nothing may be moved, is waited for like any other', async () => {
  const { path, clock, lock } = aLock();
  // Nothing can be renamed over a lock that is a folder, nor read from it, as little as in a folder of somebody else's.
  mkdirSync(path, { recursive: true });
  const begin = clock.now();
  await expect(lock.take()).resolves.toBeUndefined();
  expect(clock.now() - begin).toBeLessThan(30_000);
});

it('is waited for no longer than it helps, and until the signal', async () => {
  const { lock, clock } = aLock();
  await lock.take();
  const begin = clock.now();
  await expect(lock.take()).resolves.toBeUndefined();
  expect(clock.now() - begin).toBeLessThan(30_000);
  await expect(lock.take(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

it('that can’t be made is told', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  await expect(aLock(join(file, 'one.lock')).lock.take()).rejects.toThrow();
});

it('is nobody’s any more whose taking over was given up', async () => {
  const { path, clock } = aLock();
  leave(path, JSON.stringify({ owner: 'gone', at: clock.now() }));
  const ended = new AbortController();
  const sleep = (ms: number, signal?: Ending): Promise<void> => {
    if (readFileSync(path, 'utf8').includes('"w"')) ended.abort();
    return clock.sleep(ms, signal);
  };
  const lock = new FileLock({ path, owners, clock: { now: () => clock.now(), sleep } });
  await expect(lock.take(ended.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(dirname(path))).toEqual([]);
});

it('is its owner’s until somebody may have taken it over', async () => {
  const { path, clock, lock } = aLock();
  const held = await lock.take();
  expect(await held?.isOurs()).toBe(true);
  clock.advance(119_000);
  expect(await held?.isOurs()).toBe(true);
  clock.advance(2_000);
  expect(await held?.isOurs()).toBe(false);
  const other = await lock.take();
  expect([await held?.isOurs(), await other?.isOurs()]).toEqual([false, true]);
  rmSync(path);
  expect(await other?.isOurs()).toBe(false);
});

it('is as old as it is had, however long it was waited for', async () => {
  const { path, clock, lock } = aLock();
  const first = await lock.take();
  const sleep = async (ms: number): Promise<void> => {
    // The computer slept while it was waited for.
    clock.advance(200_000);
    await first?.release();
    await clock.sleep(ms);
  };
  const waiting = new FileLock({ path, owners, clock: { now: () => clock.now(), sleep } });
  const held = await waiting.take();
  expect(await held?.isOurs()).toBe(true);
});

it('is waited for no longer where the clock is set back', async () => {
  const { path, clock, lock } = aLock();
  await lock.take();
  let polls = 0;
  const sleep = (ms: number): Promise<void> => {
    if (++polls === 3) clock.advance(-60_000);
    return clock.sleep(ms);
  };
  const waiting = new FileLock({ path, owners, clock: { now: () => clock.now(), sleep } });
  await expect(waiting.take()).resolves.toBeUndefined();
  expect(polls).toBeLessThan(500);
});
