import type { FileHandle } from 'node:fs/promises';
import { takeBreak } from '../../../base/timeSlicing.js';

const blockSize = 128 * 1024;
const lineEnd = 10;

/** The handle’s part that reading needs. */
type Readable = Pick<FileHandle, 'read'>;

export interface LineBlock {
  /** Without their ends. */
  readonly lines: readonly string[];
  /** Where in the file the last of them ends, its end included, bytes. */
  readonly end: number;
}

/**
 * A file’s whole lines from a place on, some at a time, with breaks between. What stands behind the last line’s end is
 * left out: somebody ended while writing it.
 * @throws what the file system throws; an abort error
 */
export async function* wholeLines(
  file: Readable,
  from: number,
  signal?: AbortSignal,
): AsyncGenerator<LineBlock> {
  const block = Buffer.allocUnsafe(blockSize);
  let rest: Buffer[] = [];
  let at = from;
  let end = from;
  for (;;) {
    const { bytesRead } = await file.read(block, 0, blockSize, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    const part = block.subarray(0, bytesRead);
    const last = part.lastIndexOf(lineEnd);
    if (last < 0) {
      rest.push(Buffer.from(part));
      continue;
    }
    const whole = Buffer.concat([...rest, part.subarray(0, last)]);
    rest = [Buffer.from(part.subarray(last + 1))];
    end += whole.length + 1;
    yield { lines: whole.toString('utf8').split('\n'), end };
    await takeBreak(signal);
  }
}
