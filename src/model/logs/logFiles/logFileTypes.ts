import type { FileHandle } from 'node:fs/promises';
import type { Clock } from '../../../base/clock.js';
import type { FileLock } from '../../../base/fileLock.js';
import type { TextFiles } from '../../../base/storage.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { FileRow } from './fileRow.js';
import type { LogFilePaths } from './logFilePaths.js';

/** Why a log file can’t be written now: the disk is `full`, another window holds it for too long, or the disk fails. */
export type LogFileProblem = 'full' | 'busy' | 'io';

export interface LogFileLimits {
  /** Size after which the next file is begun. */
  readonly bytes: number;
  /** How many files there are at most, the current one included. */
  readonly files: number;
}

export interface LogFileDeps {
  readonly paths: LogFilePaths;
  readonly lock: Pick<FileLock, 'take'>;
  readonly states: TextFiles;
  readonly clock: Pick<Clock, 'now'>;
  readonly limits: () => LogFileLimits;
  /** The file system’s, unless a test has another. */
  readonly open?: (path: string, flags: string, mode?: number) => Promise<FileHandle>;
}

/** All rows of one millisecond, the oldest first. */
export interface FileMillisecond {
  readonly time: number;
  readonly rows: readonly FileRow[];
}

export interface LogFileBatch {
  readonly device: { readonly id: string; readonly name: string };
  /** Ascending. */
  readonly milliseconds: readonly FileMillisecond[];
  /** What was read without anything missing; absent where not every kind of row was asked for. */
  readonly read?: readonly TimeRange[];
  /** Up to here it was read, or tried. */
  readonly readTo: number;
  /** With this batch all rows up to there are given. */
  readonly isLast: boolean;
}

export interface LogFileAppended {
  readonly added: number;
  /** Somebody else changed the file: of what stood in it, rows may be gone that nobody gives again unless told. */
  readonly wasChanged?: true;
  /** Nobody wants the file any more, or it can’t be written: what isn’t in it is to be given again. */
  readonly notWritten?: LogFileProblem | 'off';
}
