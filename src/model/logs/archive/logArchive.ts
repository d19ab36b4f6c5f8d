import type { Event } from '../../../base/event.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';

/** What one reading of the cloud was about. */
export interface ArchiveStretch extends TimeRange {
  /** Event types that were asked for. */
  readonly types: readonly number[];
  /** Data points that were asked for; empty for all. Only what was read for all of them counts as covered. */
  readonly codes: readonly string[];
}

export interface ArchiveQuery extends ArchiveStretch {
  /** About so many rows: the last millisecond comes whole. */
  readonly limit: number;
  /** Only what is older than this, epoch ms: `next` of the page before. */
  readonly before?: number;
}

export interface ArchivePage {
  /** Newest first, as the cloud gives them; no millisecond is cut in two. */
  readonly entries: readonly LogEntry[];
  /** Give it as `before` for the page after; absent where there is no more. */
  readonly next?: number;
}

/**
 * Why the archive can't be used: the host has no SQLite (`missing`), another window holds the file for too long
 * (`busy`), the disk is `full`, it was written by a `newer` version of this extension, or the disk fails (`io`).
 */
export type ArchiveProblem = 'missing' | 'busy' | 'full' | 'newer' | 'io';

export interface ArchiveAppended {
  readonly added: number;
  /** Were there already. */
  readonly known: number;
  /** Older than what the cap leaves room for. */
  readonly refused: number;
  /** The device isn't kept (any more), or the archive can't be used: the stretch doesn't count as covered. */
  readonly notKept?: ArchiveProblem | 'off';
}

export interface ArchiveStats {
  readonly rows: number;
  /** Its share of the file. */
  readonly bytes: number;
  /** Time of the oldest row, epoch ms; absent where there is none. */
  readonly from?: number;
}

export interface ArchiveState {
  /** Set where it can't be used now. */
  readonly problem?: ArchiveProblem;
  /** The file was damaged and has been moved to this path; a new one was begun. */
  readonly movedAside?: string;
  /** Rows from before had to go for the size cap; epoch ms. */
  readonly trimmedUntil?: number;
}

/**
 * Rows of devices whose log is kept beyond the cloud's week. Nothing here throws for the archive's own troubles: the log
 * goes on without it, and `state` says why. Only an abort rejects.
 */
export interface LogArchive {
  /** Something of a project's archive changed in this window; gives the project's id. */
  readonly onDidChange: Event<string>;
  /** Holds the archives’ files; undefined where nothing is kept yet. */
  folder(): string | undefined;
  /** Why no device can be kept here at all; undefined where it can. */
  unavailable(): ArchiveProblem | undefined;
  state(projectId: string): Promise<ArchiveState>;
  isOn(ref: DeviceRef): Promise<boolean>;
  /** Off keeps what is there. Answers why it couldn't be done. */
  set(ref: DeviceRef, on: boolean): Promise<ArchiveProblem | undefined>;
  /**
   * Adds what the cloud gave for a stretch that was read to its end, newest first, whole milliseconds only. Rows that
   * are there already aren't added again (tuya/paging/sameRows.ts).
   */
  append(
    ref: DeviceRef,
    entries: readonly LogEntry[],
    covered: ArchiveStretch,
    signal?: AbortSignal,
  ): Promise<ArchiveAppended>;
  read(ref: DeviceRef, query: ArchiveQuery, signal?: AbortSignal): Promise<ArchivePage>;
  /** Stretches that nobody has read for all of these event types, oldest first. */
  gaps(ref: DeviceRef, range: TimeRange, types: readonly number[]): Promise<readonly TimeRange[]>;
  stats(ref: DeviceRef): Promise<ArchiveStats>;
  /** Deletes what is kept of a device, and keeps no more of it. */
  dropDevice(ref: DeviceRef): Promise<void>;
  /** Deletes a project's file. */
  dropProject(projectId: string): Promise<void>;
  dispose(): void;
}
