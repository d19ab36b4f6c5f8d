import * as z from 'zod';
import type {
  DeviceUsersDto,
  DoubtDto,
  LiveDto,
  OutletsDto,
  WeightUnitDto,
  WriteDto,
  UnreadFieldDto,
} from './deviceParts.js';
import { weightUnitSchema } from './deviceParts.js';
import type { NoParams } from './page.js';
import type { ModelDto, PointAboutDto, ShadowDto } from './pointTable.js';
import type { ProblemDto } from './problem.js';
import type {
  CommandDto,
  sendAgainParams,
  SendCheckDto,
  SendParams,
  SendResultDto,
  sendTogetherParams,
} from './sending.js';

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
  /**
   * What the value means beyond its text: JSON laid out, or bytes in hex, and as text where they are one. Cut like
   * `text`.
   */
  readonly decoded?: {
    readonly as: 'json' | 'hex';
    readonly text: string;
    readonly size: number;
    readonly inWords?: string;
  };
  readonly shown?: ShownDto;
  /** It isn't one that its product's model allows. */
  readonly isOutside?: true;
  /** Its parts, where it has several. */
  readonly fields?: readonly FieldDto[];
}

/** What a value means, in one line. */
export interface ShownDto {
  /** `219.6 W`, assumed `≈ 219.6 W`; `ov_cr, bit 5`; `233.8 V, 5.620 A, 1185 W` */
  readonly text: string;
  readonly assumed?: AgreementDto;
}

/** One part of a value: `Voltage`, `233.8 V`. */
export interface FieldDto {
  readonly name: string;
  readonly text: string;
}

/** Scale and unit are only what is usual for the code: how many products agree, of all that were seen with it. */
export interface AgreementDto {
  readonly agreeing: number;
  readonly products: number;
}

/** A data point that has a value. */
export interface DataPointDto extends PointAboutDto {
  /** Which of the host's data points it is. */
  readonly index: number;
  readonly value: ValueDto;
  /** The value before the last refresh, where that changed it. */
  readonly previous?: ValueDto;
  readonly isNew: boolean;
  /** When this value was reported, epoch milliseconds. */
  readonly at?: number;
  /** Only the device's shadow has it: from 101 on, because the standard set doesn't. */
  readonly isCustom?: true;
  /** In which way the value isn't what the product's model says. */
  readonly outside?: string;
}

/** A data point that the device doesn't report. */
export type UnreportedPointDto = PointAboutDto;

export type AttributeDto = {
  /** The field's name on the wire; also what copy requests name. */
  readonly name: string;
  /** It couldn't be read as what it is; what stands here is its raw value. */
  readonly isUnread?: true;
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
  /** How many more there are; absent where there are none. */
  readonly unlisted?: number;
}

export interface DeviceLinkDto {
  readonly deviceId: string;
  readonly name: string;
  readonly online?: boolean;
  readonly product?: string;
}

export type FactoryDto =
  | { readonly state: 'unread' | 'loading' | 'unknown' }
  | { readonly state: 'failed'; readonly problem: ProblemDto }
  | {
      readonly state: 'read';
      readonly fields: readonly { readonly name: string; readonly text?: string; readonly isUnread?: true }[];
    };

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
   * - `deleted`: the same, after it was deleted from this window
   * - `projectGone`: the project was removed, nothing is shown
   */
  readonly situation: 'loading' | 'unread' | 'known' | 'gone' | 'deleted' | 'projectGone';
  readonly deviceId: string;
  readonly name: string;
  readonly product?: string;
  readonly category?: string;
  /** What kind of device that is, in words; absent where there are none for it. */
  readonly categoryName?: string;
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
  /** How many more there are; absent where there are none. */
  readonly unlistedDataPoints?: number;
  /** Entries of the device's status that couldn't be read. */
  readonly unreadPoints: readonly UnreadFieldDto[];
  /** How many more there are of these; absent where there are none. */
  readonly unlistedUnreadPoints?: number;
  /** Data points that are not among these, and were given a name. */
  readonly namedPoints: readonly UnreportedPointDto[];
  /** Data points of the product's model that are none of these. */
  readonly modelPoints: readonly UnreportedPointDto[];
  /** How many more of those there are; absent where there are none. */
  readonly unlistedModelPoints?: number;
  /** Absent where the cloud doesn't say which product the device is. */
  readonly model?: ModelDto;
  readonly shadow: ShadowDto;
  /** Why there may be no data points. */
  readonly noDataPoints?: 'gateway' | 'infrared' | 'unknown';
  readonly attributes: readonly AttributeGroupDto[];
  readonly subDevices: SubDevicesDto;
  readonly factory: FactoryDto;
  /** Nothing in the project may be changed. */
  readonly isProtected: boolean;
  /** Set where source of firmware is open in the window. */
  readonly hasSource?: true;
  readonly outlets: OutletsDto;
  readonly users: DeviceUsersDto;
  readonly weightUnit: WeightUnitDto;
  readonly live: LiveDto;
  readonly doubts: readonly DoubtDto[];
  /** What was sent to the device in this window, the newest first. */
  readonly commands: readonly CommandDto[];
  /** The intervals to choose from, in milliseconds. */
  readonly liveIntervals: readonly number[];
}

/** One of the host's data points. The code, as shown, has to be its own: rows may have moved meanwhile. */
const dataPoint = { index: z.int().nonnegative(), code: z.string().max(1000) };

/** What the person wants on the clipboard. The host takes the value from its own state, not from the page. */
export const copySchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('json') }),
  z.strictObject({ of: z.literal('problem') }),
  z.strictObject({ of: z.literal('attribute'), name: z.string().max(1000) }),
  z.strictObject({ of: z.literal('factory'), name: z.string().max(200) }),
  z.strictObject({ of: z.literal('dataPoint'), ...dataPoint, as: z.enum(['raw', 'shown']) }),
]);

export const deviceIdParams = z.strictObject({ deviceId: z.string().min(1).max(200) });
export const attributeParams = z.strictObject({ name: z.string().max(1000) });
export const dataPointParams = z.strictObject(dataPoint);
/** What is done with the whole device by a command, which asks what it has to ask. */
export const deviceActionSchema = z.enum([
  ...(['copyLink', 'reveal', 'export', 'compare'] as const),
  ...(['takeSnapshot', 'compareSnapshot', 'reset', 'delete'] as const),
]);
export const deviceActionParams = z.strictObject({ action: deviceActionSchema });
export const pointCodeParams = z.strictObject({ code: z.string().max(1000) });

const typedName = z.string().max(10_000);
/** What is renamed: the device itself, a data point by its code as shown, or an outlet. */
export const namedThing = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('device') }),
  z.strictObject({ of: z.literal('dataPoint'), code: z.string().max(1000) }),
  z.strictObject({ of: z.literal('outlet'), identifier: z.string().max(1000) }),
]);
export const renameParams = z.strictObject({ thing: namedThing, name: typedName });
export const userParams = z.strictObject({ userId: z.string().min(1).max(200) });
export const doubtParams = z.strictObject({ id: z.int().positive() });
export const liveParams = z.strictObject({ intervalMs: z.int().positive().optional() });
export const weightUnitParams = z.strictObject({ unit: weightUnitSchema });

export type DeviceAction = z.infer<typeof deviceActionSchema>;
export type NamedThing = z.infer<typeof namedThing>;
export type CopyRequest = z.infer<typeof copySchema>;

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
    /** Asks the person what a data point means, by its code as shown, for all devices of the product. */
    readonly editPoint: { params: z.infer<typeof pointCodeParams>; result: null };
    /** Shows where the window's source names a data point, by its code as shown. */
    readonly showInSource: { params: z.infer<typeof pointCodeParams>; result: null };
    /** Reads the product's model anew. */
    readonly renewModel: { params: NoParams; result: null };
    /** The document of the device's product. */
    readonly openProduct: { params: NoParams; result: null };
    /** Asks the person for a file with models of products. */
    readonly importModel: { params: NoParams; result: null };
    /** Reads ids, ages and given names of data points. */
    readonly loadShadow: { params: NoParams; result: null };
    readonly openDevice: { params: z.infer<typeof deviceIdParams>; result: null };
    readonly showExtensionLog: { params: NoParams; result: null };
    /** The device's own log, in its panel. */
    readonly openDeviceLog: { params: NoParams; result: null };
    /** The same, with the rows of one data point, by its code as shown. */
    readonly openPointLog: { params: z.infer<typeof pointCodeParams>; result: null };
    /** Runs a command with this device. */
    readonly runAction: { params: z.infer<typeof deviceActionParams>; result: null };
    readonly loadOutlets: { params: NoParams; result: null };
    readonly loadUsers: { params: NoParams; result: null };
    /** What is wrong with a name that is being typed; nothing is sent. */
    readonly checkName: { params: z.infer<typeof renameParams>; result: { message?: string } };
    readonly rename: { params: z.infer<typeof renameParams>; result: WriteDto };
    /** Asks the person for a data point that isn't shown, and for its name; null where they said neither. */
    readonly nameOtherPoint: { params: NoParams; result: WriteDto | null };
    readonly addUser: { params: NoParams; result: null };
    readonly editUser: { params: z.infer<typeof userParams>; result: null };
    /** Asks the person first; undefined where they said no. */
    readonly deleteUser: { params: z.infer<typeof userParams>; result: WriteDto | null };
    /** Whether a change in doubt was made: one look. */
    readonly lookAgain: { params: z.infer<typeof doubtParams>; result: null };
    readonly dismissDoubt: { params: z.infer<typeof doubtParams>; result: null };
    readonly setWeightUnit: { params: z.infer<typeof weightUnitParams>; result: null };
    /** What is known of a value that is being entered; nothing is sent. */
    readonly checkSend: { params: SendParams; result: SendCheckDto };
    /** Sends one data point, and answers with the verdict. */
    readonly send: { params: SendParams; result: SendResultDto };
    /** Sends several data points in one command: the device gets all of them, or none. */
    readonly sendTogether: { params: z.infer<typeof sendTogetherParams>; result: SendResultDto };
    readonly sendAgain: { params: z.infer<typeof sendAgainParams>; result: SendResultDto };
    /** Without an interval it ends. */
    readonly setLive: { params: z.infer<typeof liveParams>; result: null };
  };
}
