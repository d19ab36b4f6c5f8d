import * as z from 'zod';
import type { TimeRange } from '../base/timeRange.js';
import type { UnreadFieldDto } from './deviceParts.js';
import type { AgreementDto, FieldDto, ShownDto, ValueDto } from './details.js';
import type { NoParams, PageSeed } from './page.js';
import type { ProblemDto } from './problem.js';

/**
 * What the logs panel's host and page say to each other. The rows stay in the host: the page asks for windows of
 * them and throws them away again. The page imports types only.
 *
 * All times are epoch milliseconds; what goes from a time to another ends before the latter (base/timeRange.ts).
 */

/** How a value reads in a cell: one line, cut. */
export interface LogValueDto {
  readonly kind: 'none' | 'boolean' | 'number' | 'text' | 'json' | 'binary';
  /** As the cloud sent it, cut at 200 characters, on one line. */
  readonly text: string;
  readonly truncated: boolean;
  readonly shown?: ShownDto;
  /** It isn't one that its product's model allows. */
  readonly isOutside?: true;
  /** JSON: how many fields; binary: how many bytes. */
  readonly size?: number;
}

/** Stretches of a text; they don't overlap. */
export type MarksDto = readonly (readonly [from: number, to: number, rule: number])[];

/** Of a row's `value.shown.text`, `code` and `name`. */
export interface LogMarksDto {
  readonly shown?: MarksDto;
  readonly code?: MarksDto;
  readonly name?: MarksDto;
}

interface PlacedDto {
  /** Its place in the view, from 0. */
  readonly index: number;
  /** Stays the same while the panel lives, whatever is inserted around it. */
  readonly id: number;
  readonly time: number;
}

/** An event of a device, as the cloud tells it. */
export interface LogRowDto extends PlacedDto {
  readonly kind: 'row';
  /** Index into the snapshot's devices. */
  readonly device: number;
  /** 1 … 10 as on the page, or a number that no page lists. */
  readonly type: number;
  /** Source as on the wire: `-1`, `1` … `16`; absent where the cloud gave none. */
  readonly from?: string;
  readonly code?: string;
  /** The data point's name, where somebody gave it one, or its product's name for it. */
  readonly name?: string;
  /** The data point's number in the firmware. */
  readonly dpId?: number;
  readonly value: LogValueDto;
  /** Milliseconds since the row above it in the view; absent on the first. */
  readonly delta?: number;
  /** False for a row that the filter doesn't match and that is kept for context. */
  readonly matches: boolean;
  /** Stretches of the value's text to highlight, with the rule's index (0 … 4); `-1` for the filter's own words. */
  readonly marks?: MarksDto;
  /** The same for what else of the row was looked through. */
  readonly otherMarks?: LogMarksDto;
  /** The rule that colours the whole row. */
  readonly rule?: number;
}

/** Something between the rows that must not be overlooked. */
export interface LogNoteDto extends PlacedDto {
  readonly kind: 'note';
  readonly note:
    | 'marker'
    | 'offline' // the device was offline from `time` to `until`
    | 'failed' // a page between `time` and `until` couldn't be read
    | 'unread' // nobody has read this stretch (cancelled, or not loaded yet)
    | 'paused' // the tail was stopped: read again on request
    | 'retention' // the cloud keeps nothing from before
    | 'dropped' // the oldest rows had to go: the panel holds so many rows at most
    | 'incomplete'; // rows may be missing: the cloud went in circles, or gave some that can't be used
  readonly until?: number;
  readonly device?: number;
  /** The marker's words, or what happened, in the person's language. */
  readonly text: string;
  /** The stretch can be read now. */
  readonly canRead: boolean;
}

export type LogItemDto = LogRowDto | LogNoteDto;

export interface LogWindowDto {
  /** Of the view that this window was cut from. */
  readonly version: number;
  readonly total: number;
  /** Index of the first item. */
  readonly start: number;
  readonly items: readonly LogItemDto[];
  /** Rows that came after the newest one of their device, since the log was opened; what a range brings isn't counted. */
  readonly arrived: number;
  /** Where the anchor stands now; absent where it is no longer in the view. */
  readonly anchorIndex?: number;
}

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
  readonly watchedForOnline: boolean;
  /** Why there will be no rows of it: the cloud keeps no log of it, or it is gone; in the person's words. */
  readonly noLog?: string;
}

export const rangeSchema = z.discriminatedUnion('kind', [
  /** The last so many ms, up to now. */
  z.strictObject({
    kind: z.literal('last'),
    ms: z
      .int()
      .positive()
      .max(366 * 86_400_000),
  }),
  z.strictObject({ kind: z.literal('between'), from: z.int().nonnegative(), to: z.int().nonnegative() }),
  /** From a marker up to now. */
  z.strictObject({ kind: z.literal('sinceMarker'), marker: z.string().min(1).max(100) }),
]);
export type LogRangeDto = z.infer<typeof rangeSchema>;

export const querySchema = z.strictObject({
  range: rangeSchema,
  /** Event types 1 … 10; at least one. */
  types: z.array(z.int().min(1).max(10)).min(1).max(10),
  /** Only these data points; empty for all. */
  codes: z.array(z.string().min(1).max(200)).max(100),
});
export type LogQueryDto = z.infer<typeof querySchema>;

/** Times in the grid, and how from/to are typed. */
export const zoneSchema = z.enum(['local', 'utc', 'device']);
export const timeStyleSchema = z.enum(['absolute', 'relative', 'delta']);
export const columnSchema = z.enum(['time', 'device', 'type', 'dp', 'code', 'value', 'source']);
export type LogColumn = z.infer<typeof columnSchema>;

/** How the person wants the grid; remembered for all logs. */
export const layoutSchema = z.strictObject({
  /** In order. */
  columns: z
    .array(z.strictObject({ column: columnSchema, shown: z.boolean(), width: z.int().min(24).max(2000) }))
    .max(7),
  zone: zoneSchema,
  time: timeStyleSchema,
});
export type LogLayoutDto = z.infer<typeof layoutSchema>;

export const highlightSchema = z.strictObject({
  /** As in the filter box: words or `/regex/`. */
  text: z.string().min(1).max(500),
  /** 0 … 4 */
  colour: z.int().min(0).max(4),
  enabled: z.boolean(),
});
export type LogHighlightDto = z.infer<typeof highlightSchema>;

export const filterSchema = z.strictObject({
  text: z.string().max(2000),
  /** `hide` what doesn't match, or `keep` it and step. */
  mode: z.enum(['hide', 'keep']),
  /** Event types that are switched off by their chips. */
  hiddenTypes: z.array(z.int()).max(200),
});
export type LogFilterDto = z.infer<typeof filterSchema>;

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

/** What is wrong with a filter, at `from`…`to` of its text. */
export interface FilterProblemDto {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

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
  readonly query: LogQueryDto;
  /** What was asked for, as times; open-ended while following. */
  readonly span?: TimeRange;
  readonly edition?: 'free' | 'paid';
  /** Set where the person chose it. */
  readonly editionChoice?: 'free' | 'paid';
  /** Grows with every change of the rows in the view: the page then asks for its window anew. */
  readonly version: number;
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
  /** The newest ones, and the one that the range begins with; the newest first. */
  readonly markers: readonly { readonly id: string; readonly time: number; readonly text: string }[];
  readonly layout: LogLayoutDto;
  /** Whether a local archive is possible here; why not, or what happened to it, in the person's words. */
  readonly archive: { readonly possible: boolean; readonly why?: string };
}

/** Names of the cloud's event types and sources, in the person's language. */
export interface EventNamesDto {
  /** By number, 1 … 10. */
  readonly types: Readonly<Record<number, string>>;
  /** By what is on the wire: `-1`, `1` … `16`. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface LogsSeed extends PageSeed {
  readonly names: EventNamesDto;
}

/** What the product says of a row's data point. */
export interface LogPointDto {
  readonly dpId?: number;
  /** `ro` the device reports it, `wr` the cloud sets it, `rw` both. */
  readonly access?: 'ro' | 'wr' | 'rw';
  /** As Tuya names it: `Integer`. */
  readonly type?: string;
  /** `0.0 to 100.0 %`, the members of an enum, the labels of a bitmap. Cut at a limit. */
  readonly range?: string;
}

/** Everything of one row. */
export interface LogRowDetailsDto {
  readonly id: number;
  readonly device: string;
  readonly deviceId: string;
  readonly time: number;
  readonly iso: string;
  readonly zone?: string;
  readonly type: number;
  readonly from?: string;
  readonly code?: string;
  readonly name?: string;
  readonly point?: LogPointDto;
  readonly kind: LogValueDto['kind'];
  /** The value as the cloud sent it, up to 200,000 characters. */
  readonly raw?: string;
  readonly shown?: ShownDto;
  /** It isn't one that its product's model allows. */
  readonly isOutside?: true;
  /** Its parts, where it has several. */
  readonly fields?: readonly FieldDto[];
  readonly decoded?: NonNullable<ValueDto['decoded']>;
  readonly status?: string;
  /** Paid edition. */
  readonly rowKey?: string;
  /** What couldn't be read of the row; absent where all could. */
  readonly unread?: readonly UnreadFieldDto[];
  /** The whole row as the cloud's fields. */
  readonly json: string;
}

const itemId = z.int();
export const windowParams = z.strictObject({
  index: z.int().nonnegative(),
  count: z.int().min(1).max(300),
  /** The item that must stay where it is: the answer says where it stands now, and starts `index` relative to it. */
  anchor: z
    .strictObject({ id: itemId, /** Rows above the anchor that are wanted. */ before: z.int().nonnegative() })
    .optional(),
});
export const queryParams = z.strictObject({
  query: querySchema,
  /** The person has seen what it costs. */
  confirmed: z.boolean(),
});
export const idParams = z.strictObject({ id: itemId });
export const editionParams = z.strictObject({ edition: z.enum(['auto', 'free', 'paid']) });
export const onParams = z.strictObject({ on: z.boolean() });
export const deviceParams = z.strictObject({ device: z.int().nonnegative() });
export const deviceOnParams = z.strictObject({ device: z.int().nonnegative(), on: z.boolean() });
export const timeParams = z.strictObject({
  time: z.int().nonnegative(),
  /** The last item at the time or before it, not the first at it or after it. */
  last: z.boolean().optional(),
});
export const stepParams = z.strictObject({ from: itemId.optional(), forward: z.boolean() });
export const highlightsParams = z.strictObject({ rules: z.array(highlightSchema).max(5) });
export const saveFilterParams = z.strictObject({
  name: z.string().min(1).max(100),
  text: z.string().min(1).max(2000),
});
export const nameParams = z.strictObject({ name: z.string().min(1).max(100) });
export const markerParams = z.strictObject({
  /** Absent: now. */
  time: z.int().nonnegative().optional(),
});
export const narrowParams = z.strictObject({
  id: itemId,
  by: z.enum(['code', 'type', 'source', 'value']),
  how: z.enum(['only', 'hide']),
  /** The filter as it stands; empty for one that says nothing else. */
  text: z.string().max(2000),
});
export const copyParams = z.strictObject({
  what: z.enum(['value', 'rows', 'json']),
  ids: z.array(itemId).min(1).max(100_000),
});
export type NarrowDto = z.infer<typeof narrowParams>;
export type CopyWhat = z.infer<typeof copyParams>['what'];
export const exportParams = z.strictObject({
  /** Absent: the person is asked. */
  format: z.enum(['csv', 'jsonl', 'markdown']).optional(),
  to: z.enum(['file', 'document']),
  /** Absent: all that the view shows. */
  ids: z.array(itemId).max(100_000).optional(),
});
export type ExportRequest = z.infer<typeof exportParams>;
export const rangeIdsParams = z.strictObject({ from: itemId, to: itemId });
export const chartParams = z.strictObject({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  series: z
    .array(z.strictObject({ device: z.int().nonnegative(), code: z.string().min(1).max(200) }))
    .max(12),
  /** Points a lane can show; the host thins more out, keeping minimum and maximum of each stretch. */
  points: z.int().min(10).max(4000),
});
export const pngParams = z.strictObject({
  /** `data:image/png;base64,…` */
  dataUrl: z.string().startsWith('data:image/png;base64,').max(20_000_000),
});

/** One lane of the chart; `times` ascending. */
export interface ChartSeriesDto {
  readonly device: number;
  readonly code: string;
  readonly kind: 'number' | 'boolean' | 'enum';
  /** An enum's words from the lowest step up; its values are places in them. */
  readonly steps?: readonly string[];
  readonly unit?: string;
  /** Set where scale and unit are assumed. */
  readonly assumed?: AgreementDto;
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Ids of the rows behind the points. */
  readonly ids: readonly number[];
  /** Points there are, before thinning. */
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
  readonly last?: number;
}

/** `started`, or what it would cost: the page asks the person and says it again, confirmed. */
export type QueryStartDto =
  | { readonly state: 'started' }
  | { readonly state: 'costly'; readonly calls: number }
  | { readonly state: 'refused'; readonly message: string };

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** What the page may ask the host. */
export interface FromLogsPage {
  readonly events: Record<never, never>;
  readonly requests: {
    readonly window: { params: Of<typeof windowParams>; result: LogWindowDto };
    readonly row: { params: Of<typeof idParams>; result: { row: LogRowDetailsDto | null } };
    /** Reads a range. The rows that were there go, unless it is the range that is shown. */
    readonly query: { params: Of<typeof queryParams>; result: QueryStartDto };
    readonly reload: { params: NoParams; result: null };
    /** Which edition of the log is asked for from now on. */
    readonly edition: { params: z.infer<typeof editionParams>; result: null };
    readonly cancel: { params: NoParams; result: null };
    readonly loadOlder: { params: NoParams; result: null };
    readonly loadNewer: { params: NoParams; result: null };
    /** Reads the stretch a note stands for. */
    readonly readGap: { params: Of<typeof idParams>; result: null };
    readonly follow: { params: Of<typeof onParams>; result: null };
    /** Asks as often as it may for some minutes, or as usual again. */
    readonly fast: { params: Of<typeof onParams>; result: null };
    /** Rows that come are kept, and shown when this ends. */
    readonly pause: { params: Of<typeof onParams>; result: null };
    readonly filter: { params: Of<typeof filterSchema>; result: null };
    /** The next match after an item, or the last one before it; null where there is none. */
    readonly step: {
      params: Of<typeof stepParams>;
      result: { index: number; id: number; ordinal: number } | null;
    };
    /** The first item at a time or after it, or the last one at or before it. */
    readonly goTo: { params: Of<typeof timeParams>; result: { index: number; id: number } | null };
    readonly highlights: { params: Of<typeof highlightsParams>; result: null };
    readonly saveFilter: { params: Of<typeof saveFilterParams>; result: null };
    readonly removeFilter: { params: Of<typeof nameParams>; result: null };
    readonly savedFilter: { params: Of<typeof nameParams>; result: { text: string } | null };
    readonly showDevice: { params: Of<typeof deviceOnParams>; result: null };
    readonly layout: { params: Of<typeof layoutSchema>; result: null };
    /** The ids of everything between two items, for a selection that is larger than a window; rows only. */
    readonly idsBetween: { params: Of<typeof rangeIdsParams>; result: { ids: readonly number[] } };
    readonly copy: { params: Of<typeof copyParams>; result: { copied: number } };
    readonly export: { params: Of<typeof exportParams>; result: null };
    /** The filter's text with a row's property added; null where no filter can say it. */
    readonly narrow: { params: Of<typeof narrowParams>; result: { text: string } | null };
    /** Asks the person for a word. */
    readonly addMarker: { params: Of<typeof markerParams>; result: null };
    readonly chart: {
      params: Of<typeof chartParams>;
      result: { version: number; series: readonly ChartSeriesDto[] };
    };
    readonly savePng: { params: Of<typeof pngParams>; result: null };
    readonly archive: { params: Of<typeof deviceOnParams>; result: null };
    readonly watchOnline: { params: Of<typeof deviceOnParams>; result: null };
    readonly openDevice: { params: Of<typeof deviceParams>; result: null };
    readonly showExtensionLog: { params: NoParams; result: null };
  };
}
