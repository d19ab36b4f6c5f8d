import * as z from 'zod';
import type { TextFiles } from '../../../base/storage.js';

const schema = z.object({
  on: z.boolean(),
  /** Rows from before went with the oldest file, and aren’t written again; epoch ms. */
  floor: z.number(),
  /** Up to here every row is written, or a line says that rows are missing; epoch ms, 0 where nothing is known. */
  upTo: z.number(),
  /** Grows whenever files are renamed. */
  turn: z.number(),
});

/** What a log file doesn’t say of itself. All windows read it before they write, and replace it as a whole. */
export type LogFileState = z.infer<typeof schema>;

const off: LogFileState = { on: false, floor: Number.MIN_SAFE_INTEGER, upTo: 0, turn: 0 };

/** @throws what the file system throws */
export async function readLogFileState(files: TextFiles, name: string): Promise<LogFileState> {
  const text = await files.read(name);
  if (text === undefined) return off;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return off;
  }
}

/** @throws what the file system throws: the state is then as it was */
export async function writeLogFileState(files: TextFiles, name: string, state: LogFileState): Promise<void> {
  await files.write(name, JSON.stringify(state));
}
