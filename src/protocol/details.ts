import * as z from 'zod';

/**
 * What the details panel's host and page say to each other. The page imports types only; the schemas, for
 * everything that comes from the page, are evaluated in the host.
 */

/** How a data point's value reads. `text` is cut at a limit; `length` is the whole's, in UTF-16 units. */
export interface ValueDto {
  readonly kind: 'boolean' | 'number' | 'text' | 'json' | 'binary' | 'empty';
  /** The value as the cloud sent it: a string is not quoted, an object is JSON. */
  readonly text: string;
  readonly length: number;
  readonly truncated: boolean;
  /** What the value means beyond its text: JSON laid out, or bytes in hex. Cut like `text`. */
  readonly decoded?: { readonly as: 'json' | 'hex'; readonly text: string; readonly size: number };
}

export interface DataPointDto {
  readonly code: string;
  readonly type?: string;
  readonly value: ValueDto;
  /** The value before the last refresh, where that changed it. */
  readonly previous?: ValueDto;
  readonly isNew: boolean;
}

export type AttributeDto = {
  /** The field's name on the wire; also what copy requests name. */
  readonly name: string;
  /** The field's standard name, in the person's language; absent for fields the API page doesn't list. */
  readonly label?: string;
} & (
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string; readonly truncated: boolean }
  | { readonly kind: 'code'; readonly text: string; readonly truncated: boolean }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** Epoch milliseconds, and the device's own zone (`+08:00` or an IANA name) where it is known. */
  | { readonly kind: 'time'; readonly at: number; readonly zone?: string }
  /** There is a value, and it stays in the host until it is asked for. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'device'; readonly text: string; readonly link: DeviceLinkDto }
);

export type AttributeGroupKey = 'identity' | 'product' | 'place' | 'times' | 'other';

export interface AttributeGroupDto {
  readonly key: AttributeGroupKey;
  readonly attributes: readonly AttributeDto[];
}

export interface DeviceLinkDto {
  readonly deviceId: string;
  readonly name: string;
  readonly online?: boolean;
  readonly product?: string;
}

/** A failure as it is told: what, what to do, and what support asks for. */
export interface ProblemDto {
  readonly what: string;
  readonly remedy?: string;
  readonly code?: number;
  readonly tid?: string;
}

export type FactoryDto =
  | { readonly state: 'unread' | 'loading' | 'unknown' }
  | { readonly state: 'failed'; readonly problem: ProblemDto }
  | { readonly state: 'read'; readonly fields: readonly { readonly name: string; readonly text?: string }[] };

export type SubDevicesDto =
  | { readonly state: 'none' }
  | { readonly state: 'unread' | 'loading' }
  | { readonly state: 'failed'; readonly problem: ProblemDto }
  | { readonly state: 'read'; readonly devices: readonly DeviceLinkDto[]; readonly unlisted: number };

/** Everything the page shows. Sent whole, on ready and on every change. */
export interface DetailsSnapshot {
  /**
   * - `loading`: nothing known yet, being read
   * - `unread`: nothing known, and reading failed (`problem`) or was cancelled
   * - `known`: the device as last read, with `problem` where reading it again failed
   * - `gone`: the cloud says it isn't there; what was last known is still shown
   * - `projectGone`: the project was removed, nothing is shown
   */
  readonly situation: 'loading' | 'unread' | 'known' | 'gone' | 'projectGone';
  readonly deviceId: string;
  readonly name: string;
  readonly product?: string;
  readonly category?: string;
  readonly online?: boolean;
  /** https URL of the picture; absent where there is none to fetch (demo, no icon). */
  readonly icon?: string;
  readonly project?: { readonly name: string; readonly isDemo: boolean; readonly dataCenter?: string };
  readonly uid?: string;
  readonly gateway?: DeviceLinkDto;
  /** When the cloud's answer that is shown was read, epoch milliseconds. */
  readonly readAt?: number;
  readonly refreshing: boolean;
  readonly problem?: ProblemDto;
  readonly dataPoints: readonly DataPointDto[];
  /** Why there may be no data points. */
  readonly noDataPoints?: 'gateway' | 'infrared' | 'unknown';
  readonly attributes: readonly AttributeGroupDto[];
  readonly subDevices: SubDevicesDto;
  readonly factory: FactoryDto;
}

/** The page's texts and language, sent once per page before the first snapshot. */
export interface DetailsWords {
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
  readonly strings: DetailsStrings;
}

/** `{0}`, `{1}` stand for what the page fills in. */
export interface DetailsStrings {
  readonly refresh: string;
  readonly refreshing: string;
  readonly cancel: string;
  readonly retry: string;
  readonly copyId: string;
  readonly copyJson: string;
  readonly copy: string;
  /** {0}: what is copied */
  readonly copyWhat: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly show: string;
  readonly hide: string;
  readonly secretHidden: string;
  readonly online: string;
  readonly offline: string;
  readonly onlineUnknown: string;
  readonly product: string;
  readonly category: string;
  readonly project: string;
  readonly demo: string;
  readonly user: string;
  readonly gateway: string;
  /** {0}: time of day or date */
  readonly asOf: string;
  /** {0}: time of day or date */
  readonly stale: string;
  readonly loading: string;
  readonly updated: string;
  /** {0}: number of data points */
  readonly updatedChanged: string;
  readonly refreshFailed: string;
  readonly refreshCancelled: string;
  readonly requestFailed: string;
  readonly dataPoints: string;
  readonly code: string;
  readonly value: string;
  readonly type: string;
  readonly changed: string;
  readonly newDataPoint: string;
  /** {0}: the value before */
  readonly was: string;
  readonly emptyValue: string;
  readonly showAll: string;
  /** {0}: number of characters */
  readonly characters: string;
  /** {0}: number of entries */
  readonly jsonSize: string;
  /** {0}: number of bytes */
  readonly bytes: string;
  readonly noDataPoints: string;
  readonly noDataPointsGateway: string;
  readonly noDataPointsInfrared: string;
  readonly noDataPointsUnknown: string;
  readonly attributes: string;
  readonly attribute: string;
  readonly notReported: string;
  readonly yes: string;
  readonly no: string;
  readonly groups: Readonly<Record<AttributeGroupKey, string>>;
  readonly deviceTime: string;
  readonly iso: string;
  readonly localTime: string;
  readonly moreTimes: string;
  readonly subDevices: string;
  readonly noSubDevices: string;
  readonly noSubDevicesWhy: string;
  readonly subDevicesUnread: string;
  readonly loadSubDevices: string;
  /** {0}: number of devices */
  readonly unlistedSubDevices: string;
  readonly factory: string;
  readonly factoryUnread: string;
  readonly factoryUnknown: string;
  readonly loadFactory: string;
  readonly deviceGone: string;
  readonly deviceGoneWhat: string;
  readonly projectGone: string;
  readonly projectGoneWhat: string;
  readonly unread: string;
  /** {0}: error code */
  readonly errorCode: string;
  /** {0}: tid */
  readonly errorTid: string;
  readonly openLog: string;
  readonly deviceActions: string;
}

/** What the person wants on the clipboard. The host takes the value from its own state, not from the page. */
export const copySchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('json') }),
  z.strictObject({ of: z.literal('problem') }),
  z.strictObject({ of: z.literal('attribute'), name: z.string().max(1000) }),
  z.strictObject({ of: z.literal('factory'), name: z.string().max(200) }),
  z.strictObject({ of: z.literal('dataPoint'), index: z.int().nonnegative() }),
]);

export const noParams = z.strictObject({});
export const deviceIdParams = z.strictObject({ deviceId: z.string().min(1).max(200) });
export const attributeParams = z.strictObject({ name: z.string().max(1000) });
export const dataPointParams = z.strictObject({ index: z.int().nonnegative() });

export type CopyRequest = z.infer<typeof copySchema>;
type NoParams = z.infer<typeof noParams>;

/** What the page may ask the host. */
export interface FromDetailsPage {
  readonly events: Record<never, never>;
  readonly requests: {
    readonly refresh: {
      params: NoParams;
      result: { outcome: 'updated' | 'failed' | 'cancelled'; changed: number };
    };
    readonly loadSubDevices: { params: NoParams; result: null };
    readonly loadFactory: { params: NoParams; result: null };
    /** The value of one attribute of kind `secret`. */
    readonly reveal: { params: z.infer<typeof attributeParams>; result: { value: string } };
    readonly cancelRefresh: { params: NoParams; result: null };
    readonly copy: { params: CopyRequest; result: null };
    readonly fullValue: { params: z.infer<typeof dataPointParams>; result: { value: ValueDto } };
    readonly openDevice: { params: z.infer<typeof deviceIdParams>; result: null };
    readonly openLog: { params: NoParams; result: null };
  };
}

/** What the host tells the page. */
export interface FromDetailsHost {
  readonly events: { readonly words: DetailsWords; readonly snapshot: DetailsSnapshot };
  readonly requests: Record<never, never>;
}
