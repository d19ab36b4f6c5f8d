import { setImmediate } from 'node:timers/promises';

/** How long the host may stand still for one piece of work, ms; the commit of a piece comes on top. */
const sliceMs = 4;

/** A test for "this piece has taken its time", from now. */
export function sliceTime(): () => boolean {
  const end = performance.now() + sliceMs;
  return () => performance.now() >= end;
}

/** Text that is made of many pieces, with breaks between them. */
export async function joined(pieces: Iterable<string>, signal?: AbortSignal): Promise<string> {
  const texts: string[] = [];
  let isOver = sliceTime();
  for (const piece of pieces) {
    texts.push(piece);
    if (!isOver()) continue;
    await takeBreak(signal);
    isOver = sliceTime();
  }
  return texts.join('');
}

/** Lets everything else that waits on this thread go first. */
export async function takeBreak(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await setImmediate();
  signal?.throwIfAborted();
}
