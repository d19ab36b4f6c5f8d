import { setImmediate } from 'node:timers/promises';

/** How long the host may stand still for one piece of work, ms; the commit of a piece comes on top. */
const sliceMs = 4;

/** A test for "this piece has taken its time", from now. */
export function sliceTime(): () => boolean {
  const end = performance.now() + sliceMs;
  return () => performance.now() >= end;
}

/**
 * Does the same with each item, with breaks between them.
 * @throws an abort error
 */
export async function eachInSlices<T>(
  items: Iterable<T>,
  each: (item: T) => void,
  signal?: AbortSignal,
): Promise<void> {
  let isOver = sliceTime();
  for (const item of items) {
    each(item);
    if (!isOver()) continue;
    await takeBreak(signal);
    isOver = sliceTime();
  }
}

/** The same items without the others, with breaks between them. */
export async function filterInSlices<T>(
  items: Iterable<T>,
  passes: (item: T) => boolean,
  signal?: AbortSignal,
): Promise<T[]> {
  const found: T[] = [];
  const take = (item: T): void => {
    if (passes(item)) found.push(item);
  };
  await eachInSlices(items, take, signal);
  return found;
}

/** Text that is made of many pieces, with breaks between them. */
export async function joined(pieces: Iterable<string>, signal?: AbortSignal): Promise<string> {
  const blocks: string[] = [];
  await eachBlock(pieces, (block) => blocks.push(block), signal);
  return blocks.join('');
}

/** The same in UTF-8, encoded as the pieces come: as one, a large text takes longer than a slice. */
export async function encoded(pieces: Iterable<string>, signal?: AbortSignal): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  await eachBlock(pieces, (block) => blocks.push(Buffer.from(block, 'utf8')), signal);
  return Buffer.concat(blocks);
}

/** About so many units of text are one block: a hundred thousand pieces would be as many things to keep apart. */
const blockLength = 16_000;

async function eachBlock(
  pieces: Iterable<string>,
  take: (block: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let block: string[] = [];
  let length = 0;
  const flush = (): void => {
    take(block.join(''));
    block = [];
    length = 0;
  };
  const add = (piece: string): void => {
    block.push(piece);
    length += piece.length;
    if (length >= blockLength) flush();
  };
  await eachInSlices(pieces, add, signal);
  flush();
}

/** Lets everything else that waits on this thread go first. */
export async function takeBreak(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await setImmediate();
  signal?.throwIfAborted();
}
