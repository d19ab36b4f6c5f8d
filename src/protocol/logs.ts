import * as z from 'zod';
import type { TimeRange } from '../base/timeRange.js';
import { filterSchema, type FilterProblemDto, type LogFilterDto, type LogHighlightDto } from './logFilter.js';
import type { LogLayoutDto } from './logLayout.js';
import type { LogWindowDto } from './logRows.js';
import { querySchema, type LogQueryDto } from './logQuery.js';
import type { PageSeed } from './page.js';
import type { ProblemDto } from './problem.js';

/**
 * What the logs panel's host and page say to each other. The rows stay in the host: the page asks for windows of
 * them and throws them away again. The page imports types only. Here is the state; the rows are in logRows.ts, what the
 * page may ask in logRequests.ts.
 *
 * All times are epoch milliseconds; what goes from a time to another ends before the latter (base/timeRange.ts).
 */

export interface LogCodeDto {
  readonly code: string;
  readonly name?: string;
  /** The data point's number in the firmware. */
  readonly dpId?: number;
  readonly chart: boolean;
}

export interface LogDeviceDto {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly online?: boolean;
  /** 0 … 7, a colour of the theme's charts. */
  readonly colour: number;
  readonly shown: boolean;
  /** Codes of data points, with names where they have one. */
  readonly codes: readonly LogCodeDto[];
  /** UTC offset or IANA name, as the cloud gives it. */
  readonly zone?: string;
  /** This device's log is being kept beyond the cloud's week; absent where it isn't. */
  readonly archive?: { readonly rows: number; readonly bytes: number; readonly from?: number };
  /** While the log follows, this device’s rows are written to a file; absent where they aren’t. */
  readonly file?: {
    readonly path: string;
    /** Why not just now, in the person’s words. */ readonly problem?: string;
  };
  readonly watchedForOnline: boolean;
  /** Why there will be no rows of it: the cloud keeps no log of it, or it is gone; in the person's words. */
  readonly noLog?: string;
}

/**
 * What the page keeps, with its seed, and the host reads again after a window reload: the rows themselves are read anew.
 */
export const keptLogSchema = z.object({
  query: querySchema,
  filter: filterSchema,
  follow: z.boolean(),
  /** Ids of devices that are switched off. */
  hiddenDevices: z.array(z.string().max(200)).max(100),
});

export type KeptLogDto = z.infer<typeof keptLogSchema>;

export interface LogTailDto {
  readonly state: 'off' | 'following' | 'paused' | 'waiting' /* hidden, offline, budget */ | 'failing';
  /** The view stands still, whatever the state: it can fail, wait or be off meanwhile. */
  readonly frozen: boolean;
  /** Rows that came while paused, or below what is on screen. */
  readonly queued: number;
  readonly intervalMs: number;
  readonly lastSuccessAt?: number;
  /** How far the newest complete reading is behind now. */
  readonly lagMs?: number;
  /** The device is busier than the tail may read. */
  readonly cantKeepUp: boolean;
  /** Until then it asks as often as it may, also while nothing comes. */
  readonly fastUntil?: number;
  /** When it next asks. */
  readonly nextAt?: number;
  /** Why it waits or fails, in the person's words. */
  readonly problem?: ProblemDto;
}

export interface LogsSnapshot {
  readonly situation: 'open' | 'projectGone' | 'deviceGone';
  readonly title: string;
  readonly devices: readonly LogDeviceDto[];
  readonly isDemo: boolean;
  /** Something that was sent from here is among the rows; absent where nothing is. */
  readonly hasCommands?: true;
  readonly query: LogQueryDto;
  /** What was asked for, as times; open-ended while following. */
  readonly span?: TimeRange;
  readonly edition?: 'free' | 'paid';
  /** Set where the person chose it. */
  readonly editionChoice?: 'free' | 'paid';
  /** Grows with every change of the rows in the view: the page then asks for its window anew. */
  readonly version: number;
  /** The newest rows, for a page that has none yet: it needn’t ask for them. */
  readonly firstRows?: LogWindowDto;
  /** Items in the view, notes included. */
  readonly total: number;
  /** Rows read, rows in the view, and rows the filter matches. */
  readonly rows: { readonly read: number; readonly shown: number; readonly matching: number };
  /** Rows by event type before the chips and the filter. */
  readonly counts: readonly {
    readonly type: number;
    readonly count: number;
    /** How many of them the filter matches; absent without a filter, and where the type is switched off. */
    readonly matching?: number;
  }[];
  /** Being read now. */
  readonly loading?: {
    readonly rows: number;
    readonly calls: number;
    /** The oldest (or newest) time reached, and how much of the range that is, 0 … 1. */
    readonly reached?: number;
    readonly part?: number;
  };
  readonly problem?: ProblemDto;
  /** The last reading was given up by the person. */
  readonly cancelled: boolean;
  /** Why there is nothing, most likely cause first. */
  readonly empty?: { readonly title: string; readonly hints: readonly string[] };
  readonly canLoadOlder: boolean;
  readonly canLoadNewer: boolean;
  readonly tail: LogTailDto;
  /** What this computer's clock is ahead of the cloud's, in whole minutes, ms; absent where they agree. */
  readonly clockAheadMs?: number;
  /** HTTP calls for this panel's rows, repeats included. */
  readonly calls: number;
  readonly filter: LogFilterDto;
  readonly filterProblem?: FilterProblemDto;
  /** The filter is being worked out over many rows. */
  readonly filtering: boolean;
  /** Long texts are cut: `savedFilter` has them whole. */
  readonly savedFilters: readonly { readonly name: string; readonly text: string; readonly cut?: true }[];
  readonly highlights: readonly LogHighlightDto[];
  readonly highlightProblems: readonly { readonly rule: number; readonly message: string }[];
  /** The newest ones, the last flash, and the one that the range begins with; the newest first. */
  readonly markers: readonly LogMarkerDto[];
  readonly layout: LogLayoutDto;
  /** Whether a local archive is possible here; why not, or what happened to it, in the person's words. */
  readonly archive: { readonly possible: boolean; readonly why?: string };
}

export interface LogMarkerDto {
  readonly id: string;
  readonly time: number;
  readonly text: string;
  /** A task that flashed a device drew it. */
  readonly flash?: true;
}

/** Names of the cloud's event types and sources, in the person's language. */
export interface EventNamesDto {
  /** By number, 1 … 10, and 1000 for what was sent from here. */
  readonly types: Readonly<Record<number, string>>;
  /** By what is on the wire: `-1`, `1` … `16`. */
  readonly sources: Readonly<Record<string, string>>;
  /** What can come of a command, as filters name it. */
  readonly verdicts: readonly string[];
}

export interface LogsSeed extends PageSeed {
  readonly names: EventNamesDto;
}
