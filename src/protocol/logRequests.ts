import * as z from 'zod';
import type { ChartSeriesDto, chartParams, pngParams } from './logChart.js';
import { highlightSchema, type filterSchema } from './logFilter.js';
import type { layoutSchema } from './logLayout.js';
import { querySchema } from './logQuery.js';
import type { LogRowDetailsDto, LogWindowDto } from './logRows.js';
import type { NoParams } from './page.js';

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
export const showFileParams = z.strictObject({
  device: z.int().nonnegative(),
  how: z.enum(['editor', 'reveal', 'terminal']),
});
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
export const flashParams = z.strictObject({ marker: z.string().min(1).max(100) });
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
export type ShowLogFile = z.infer<typeof showFileParams>['how'];
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
    /** The row that a row is linked with: of a command its report, of a report its command; null where it isn't shown. */
    readonly linked: { params: Of<typeof idParams>; result: { index: number; id: number } | null };
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
    /** Shows how the data points differ across the flash of this marker. */
    readonly compareFlash: { params: Of<typeof flashParams>; result: null };
    readonly chart: {
      params: Of<typeof chartParams>;
      result: { version: number; series: readonly ChartSeriesDto[] };
    };
    readonly savePng: { params: Of<typeof pngParams>; result: null };
    readonly archive: { params: Of<typeof deviceOnParams>; result: null };
    readonly logFile: { params: Of<typeof deviceOnParams>; result: null };
    readonly showLogFile: { params: Of<typeof showFileParams>; result: null };
    readonly watchOnline: { params: Of<typeof deviceOnParams>; result: null };
    readonly openDevice: { params: Of<typeof deviceParams>; result: null };
    readonly showExtensionLog: { params: NoParams; result: null };
  };
}
